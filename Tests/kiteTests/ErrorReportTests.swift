import CommandLineKit
import EventLog
import Glibc
import Testing

@testable import kite

/// Scripts go by the exit status.
struct ErrorReportTests {
  @Test(
    "what may not be opened is not a failure of the disk",
    arguments: [
      (EACCES, CommandLineKit.ExitStatus.notPermitted), (EPERM, .notPermitted), (EROFS, .notPermitted),
      (ENOSPC, .inputOutput),
      (EIO, .inputOutput),
    ])
  func status(code: Int32, status: CommandLineKit.ExitStatus) {
    let error = LogError.system(SystemError(operation: "open", path: "EventLog/lock", code: code))
    #expect(ErrorReport(world: .quiet, json: false).tell(error) == status)
  }
}
