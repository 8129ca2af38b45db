/// Where the files of a record are.
struct LogPaths: Sendable {
  let folder: String

  var eventLog: String { "\(folder)/EventLog" }
  /// The log.
  var log: String { "\(eventLog)/decisions.jsonl" }
  /// The file whose lock the writer holds. It is never replaced: a new file would lock at once.
  var lock: String { "\(eventLog)/lock" }
  var closed: String { "\(eventLog)/closed" }
  var evidence: String { "\(eventLog)/evidence" }
  /// Says that this record is a copy, where it is one.
  var copyNote: String { "\(eventLog)/copy.json" }
  var projections: String { "\(folder)/Projections" }
  var syncedHead: String { "\(projections)/synced-head" }
  var index: String { "\(projections)/index.sqlite" }

  var canWriteProjections: Bool {
    Calls.kind(projections)?.isFolder == true && Calls.isWritable(projections)
  }

  /// The bytes that followed the commit at `position`, when they are moved aside for the `number`th time.
  static func setAside(_ position: Int, _ number: Int) -> String {
    number == 1 ? "set-aside-\(position).bin" : "set-aside-\(position)-\(number).bin"
  }
}
