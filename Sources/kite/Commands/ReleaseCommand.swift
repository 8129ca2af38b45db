import CommandLineKit
import EventLog
import Governance
import History
import JSON
import Recording
import Schemas

/// `kite evidence release`: what is closed of a piece of evidence, or of any entry, is opened, moved to
/// another class, or closed again.
enum ReleaseCommand {
  static let row = RecordCommand(
    "release", "Open what is closed of evidence or an entry, or give it another class.", ContentReleased.type,
    .fact
  ).with {
    $0.hidden = ["entry", "code", "contents"]
    $0.extra = [what.declaration]
    $0.examples = [
      "kite evidence release EV-2025-001 --to open --why 'Published.'":
        "Shows salt and value in the log for good.",
      "kite evidence release E38 --to open --why 'No person can be recognised any more.'":
        "Any entry, by its reference.",
      "kite evidence release EV-2025-001 --to part2 --withheld-because 'A person can be recognised.'":
        "For the future: what was public stays known.",
    ]
    $0.fill = fill
  }

  private static let what = Parameter<String>.argument(
    "code", help: "Code of the evidence, or reference of the entry.")

  @Sendable private static func fill(_ filling: inout Filling) throws {
    let (named, log) = (filling.input[what], filling.desk.log)
    let tagged = try log.events(matching: Query(types: [EvidenceAdded.type], tags: ["evidence/\(named)"]))
    let events = try tagged.isEmpty ? log.events(ref: named) : tagged
    guard let first = events.first else {
      throw CommandFailure(.notFound, "there is no evidence and no entry '\(named)'")
    }
    filling.takeSchool(of: first)
    let found = try events.map { try Released($0, log) }
    guard let to = filling["to"]?.string.flatMap(ContentClass.init(rawValue:)) else { return }
    let from = try filling["from"]?.string.flatMap(ContentClass.init(rawValue:)) ?? standing(found, named, to)
    let moved = found.filter { $0.classes.contains(from) }
    guard !moved.isEmpty else {
      throw CommandFailure(.usage, "nothing of '\(named)' is '\(from.rawValue)' now")
    }
    filling["from"] = .string(from.rawValue)
    filling["entry"] = .string(moved[0].event.id)
    if let code = moved[0].code { filling["code"] = .string(code) }
    let words = filling.words
    for other in moved.dropFirst() {
      var data = words
      data["entry"] = .string(other.event.id)
      data["code"] = other.code.map(JSONValue.string)
      filling.request.parts.append(.init(ContentReleased.type, data))
    }
  }

  /// The class that is meant where none is named: the only one that is closed, or, of what is all open, open.
  private static func standing(
    _ found: [Released], _ named: String, _ to: ContentClass
  ) throws -> ContentClass {
    let closed = Set(found.flatMap(\.classes)).subtracting([.open])
    guard closed.count <= 1 else {
      let names = closed.map(\.rawValue).sorted()
      throw CommandFailure(.usage, "'\(named)' holds content of \(list(names, "and")): say which with --from")
    }
    guard let from = closed.first ?? (to == .open ? nil : .open) else {
      throw CommandFailure(.usage, "'\(named)' is open already")
    }
    guard from != to else { throw CommandFailure(.usage, "'\(named)' is '\(to.rawValue)' already") }
    return from
  }

  /// An event with the classes that its content has now.
  private struct Released {
    let event: RecordedEvent
    let code: String?
    let classes: Set<ContentClass>

    init(_ event: RecordedEvent, _ log: Log) throws {
      self.event = event
      let data = try JSONValue.parse(bytes: event.data)
      code = event.isOfType(EvidenceAdded.type) ? data["code"]?.string : nil
      var releases = Releases()
      let query = Query(types: [ContentReleased.type], tags: ["entry/\(event.ref)"])
      for later in try log.events(matching: query).map({ try TrustEvent($0) }) {
        let release = try ContentReleased.decode(later.data)
        if release.entry.text == event.id {
          releases.add(release, ref: later.ref, recorded: later.recorded.londonDay)
        }
      }
      var classes = Set(data.closedPaths.map { releases.now($0.contentClass) })
      let isText = Catalogue.description(of: event.type)?.closablePaths(in: data).isEmpty == false
      if isText { classes.insert(releases.now(.open)) }
      // Evidence that says nothing in words has its file.
      if classes.isEmpty, event.isOfType(EvidenceAdded.type) {
        let own = data["class"]?.string.flatMap(ContentClass.init(rawValue:)) ?? .open
        classes.insert(releases.now(own))
      }
      self.classes = classes
    }
  }
}

extension Filling {
  /// What the command's own event says.
  fileprivate var words: JSONValue {
    request.parts.first { $0.type == ContentReleased.type }?.data ?? .object([])
  }
}
