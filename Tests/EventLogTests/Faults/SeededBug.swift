@testable import EventLog

/// A mistake that a log could make. The suite must notice each.
enum SeededBug: CaseIterable, Sendable {
  /// The caller is told before the bytes are on the disk.
  case acknowledgesBeforeSync
  /// Names are never made durable.
  case syncsNoFolder
  /// What an interrupted write left stays in the log.
  case keepsTail
  /// The index is believed although it knows more than the log.
  case believesIndex

  /// Whether the log with this mistake would not make this change.
  func leavesOut(_ change: DiskChange, logPath: String) -> Bool {
    switch (self, change) {
    case (.acknowledgesBeforeSync, .synchronize(logPath)), (.syncsNoFolder, .synchronizeFolder): true
    // Making a log empties its file; that is no tail.
    case (.keepsTail, .truncate(logPath, let length)): length > 0
    default: false
    }
  }

  /// The disk of a process that opens the log after a crash.
  static func disk(_ bug: SeededBug?, logPath: String) -> Disk {
    guard let bug else { return .real }
    return Disk { change in bug.leavesOut(change, logPath: logPath) ? .nothing : .whole }
  }
}
