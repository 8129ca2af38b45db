import Glibc
import Schemas

/// What the program sees of the machine: everything that a test may want to set.
struct World: Sendable {
  /// Text for standard output and standard error.
  var out: @Sendable (String) -> Void
  var err: @Sendable (String) -> Void
  var standardInput: @Sendable () throws -> [UInt8]
  var environment: @Sendable (String) -> String?
  var now: @Sendable () -> Instant
  /// Seconds that a writer waits for another.
  var patience = 10
  /// Asks a question on the terminal, and gives the line that was answered; nil where nobody can be asked.
  var ask: (@Sendable (String) -> String?)?
  /// The same for what nobody should see; nil where nobody can be asked.
  var askHidden: (@Sendable (String) -> String?)?
  /// Columns of the terminal; 120 where answers go into a file or a pipe.
  var width: Int
}

extension World {
  /// Help is prose, and hard to read in long lines.
  var helpWidth: Int { min(width, 80) }

  /// Says for whom a command waits before it can record.
  func tellWaiting(for holder: Int?) {
    let who = holder.map { "process \($0)" } ?? "another process"
    err("kite: waiting up to \(patience) s for \(who), which is recording\n")
  }

  /// The process's own.
  static func process() -> World {
    let ask: @Sendable (String) -> String? = { Output.ask($0) }
    let askHidden: @Sendable (String) -> String? = { Output.askHidden($0) }
    return World(
      out: { Output.write($0, to: STDOUT_FILENO) },
      err: { Output.write($0, to: STDERR_FILENO) },
      standardInput: { try Files.readAll(STDIN_FILENO, named: "standard input") },
      environment: { Machine.environment($0) },
      now: { Machine.now() }, ask: Machine.isConversation ? ask : nil,
      askHidden: Machine.isConversation ? askHidden : nil, width: Machine.terminalWidth() ?? 120)
  }
}
