import EventLog
import Governance
import JSON
import Schemas

/// What the log left beside it, and when its head last left the machine.
struct LogCheckups {
  let log: Log
  let world: World

  var all: [Checkup] {
    get throws { [try tails(), try checkpoint()] }
  }

  private func tails() throws -> Checkup {
    let name = "set aside"
    let files = Machine.names(in: "\(log.folder)/EventLog").filter { $0.hasPrefix("set-aside-") }.sorted()
    guard !files.isEmpty else { return .fine(name, "nothing: no write was ever interrupted") }
    let recorded = try log.events(matching: Query(types: [TailSetAside.type])).map {
      try JSONValue.parse(bytes: $0.data)["file"]?.string
    }
    let open = files.filter { !recorded.contains($0) }
    guard open.isEmpty else {
      return .toDo(
        name, "\(list(open)) came of an interrupted write and stands in no entry yet",
        "the next entry of whoever records says so by itself; look at the disk if it happens again")
    }
    return .fine(name, "\(files.count) interrupted writes were moved aside, and are on record")
  }

  /// A checkpoint is what an outsider holds against a shortened or rewritten log: what matters is the last
  /// one that left this machine, on paper or in approved minutes.
  private func checkpoint() throws -> Checkup {
    let name = "checkpoint"
    let instead = "kite checkpoint, and put it into the minutes or send it to somebody else"
    let notes = [CheckpointNote.read(log, world), try inMinutes()].compactMap(\.self)
    guard let last = notes.max(by: { $0.time < $1.time }) else {
      return .toDo(
        name, "none was ever printed on this machine, and none stands in approved minutes", instead)
    }
    let minutes = max(0, (world.now().milliseconds - last.time.milliseconds) / 60_000)
    var checkup: Checkup
    if last.size > log.head.rawValue {
      checkup = .toDo(
        name, "the last one was of \(last.size) events, and the log has \(log.head): it was cut, or put back",
        "write nothing; kite verify --against that checkpoint")
    } else if try log.root(at: Position(last.size)).base64 != last.root {
      checkup = .toDo(
        name, "the log is not the one of the last checkpoint, of \(last.size) events: it was changed",
        "write nothing; kite verify --against that checkpoint")
    } else {
      let since = log.head.rawValue - last.size
      let says = "the last one is \(minutes) minutes old, \(since) events came since"
      let isOld = since > 0 && minutes > Self.oldMinutes
      checkup = isOld ? .toDo(name, says, instead) : .fine(name, says)
    }
    checkup.minutes = minutes
    return checkup
  }

  /// Boards meet about once a month in term.
  private static let oldMinutes = 31 * 24 * 60

  private func inMinutes() throws -> CheckpointNote? {
    let events = try log.events(matching: Query(types: [MinutesApproved.type]))
    for event in events.reversed() {
      guard let text = try JSONValue.parse(bytes: event.data)["checkpoint"]?.string,
        let checkpoint = try? Checkpoint.read(
          Array((text.hasSuffix("\n") ? text : text + "\n").utf8), origin: log.origin,
          known: log.keys.map(\.key))
      else { continue }
      return CheckpointNote(
        time: Instant(milliseconds: Int(event.time)), size: Int(clamping: checkpoint.size),
        root: checkpoint.root.base64)
    }
    return nil
  }
}
