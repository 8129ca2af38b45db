import Foundation
import Glibc
import JSON
import TestSupport

/// A running `kite-log-driver`, for one thread at a time.
final class DriverProcess: @unchecked Sendable {
  private let process = Process()
  private let requests = Pipe()
  private let answers = Pipe()
  private var bytes: [UInt8] = []

  init(_ folder: String) throws {
    process.executableURL = URL(fileURLWithPath: Kite.built("kite-log-driver"))
    process.arguments = [folder]
    process.environment = [:]
    process.standardInput = requests
    process.standardOutput = answers
    try process.run()
  }

  /// Sends a line and does not wait.
  func send(_ request: JSONValue) throws {
    try requests.fileHandleForWriting.write(contentsOf: Data(request.bytes + [0x0a]))
  }

  /// Sends a line and waits for its answer.
  func answer(_ request: JSONValue) throws -> JSONValue {
    try send(request)
    while true {
      if let end = bytes.firstIndex(of: 0x0a) {
        let line = Array(bytes[..<end])
        bytes.removeFirst(end + 1)
        return try JSONValue.parse(bytes: line)
      }
      let more = answers.fileHandleForReading.availableData
      if more.isEmpty { throw DriverEnded() }
      bytes += more
    }
  }

  /// Ends the process where it is, and waits until it is gone.
  func kill() {
    Glibc.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  /// Ends the input, and gives the exit status.
  func finish() throws -> Int32 {
    try requests.fileHandleForWriting.close()
    process.waitUntilExit()
    return process.terminationStatus
  }
}

/// A driver ended before it answered.
struct DriverEnded: Error {}
