import EventLog
import Foundation
import Governance
import History
import JSON
import Schemas
import Testing

@testable import kite

/// Words that stand in closed content and nowhere else: wherever they are found, something leaked.
///
/// For every type of event there is one in each class, in each of its fields that can be closed. To look at
/// another kind of output, such as an export, ask `leaks(in:for:)`.
struct Planted: Sendable {
  let words: [ContentClass: [String]]

  static let classes: [ContentClass] = [.part2, .restricted, .personal]

  /// The classes that an audience may see of what was planted: no body decided any of it, and what is
  /// personal in it is about p-042.
  static func seen(by audience: String?) -> Set<ContentClass> {
    switch audience {
    case "trustee"?, "auditor"?, "regulator"?: [.part2]
    case "person:p-042"?: [.personal]
    default: []
    }
  }

  static let audiences: [String?] = [
    nil, "public", "trustee", "auditor", "regulator", "body:lgb-S03", "person:p-042", "person:p-017",
  ]

  /// Planted words that an audience finds in a text and must not.
  func leaks(in text: String, for audience: String?) -> [String] {
    let seen = Planted.seen(by: audience)
    guard text.contains(Planted.mark) else { return [] }
    return words.filter { !seen.contains($0.key) }.flatMap(\.value).filter { text.contains($0) }.sorted()
  }

  /// Every planted word begins with it.
  private static let mark = "qzx"

  /// Records past the rules, as an older or a foreign program may have done, so that every type is there
  /// whatever state it needs.
  init(in bench: Bench, person: String = "p-001") throws {
    let log = try Log(opening: bench.record, for: .writing(waitUpTo: 5))
    let opened = try #require(try History(log).opened())
    let key = "\(bench.home)/.config/kite/keys/\(opened.logID)/\(person).pem"
    let signer = try KeyFile.read(key, name: "\(log.origin)/\(person)", passphrase: nil)
    let entry = try #require(try log.events(ref: "E41").first?.id)
    var words: [ContentClass: [String]] = [:]
    for name in Catalogue.names where !Planted.bare.contains(name) {
      let description = try #require(Catalogue.description(of: name))
      for contentClass in Planted.classes {
        var field = 0
        var content: [String: JSONValue] = [:]
        var data = Planted.sample(.object(description.fields), entry: entry)
        if description.fields.contains(where: { $0.name == "class" }) {
          data["class"] = .string(contentClass.rawValue)
        }
        for closable in description.closablePaths(in: data) {
          guard let value = data.value(at: closable.path) else { continue }
          var planted = value
          if value.string == Planted.text {
            field += 1
            let word = "\(Planted.mark)\(contentClass.rawValue)\(name.lowercased())n\(field)e"
            words[contentClass, default: []].append(word)
            planted = .string("The \(word) stands here.")
          }
          let sealed = Contents.seal(planted.bytes)
          content[closable.path] = ["salt": .string(sealed.salt), "value": planted]
          _ = data.set(ClosedValue.json(contentClass, digest: sealed.digest), at: closable.path)
        }
        let time = log.lastTime + 1000
        let id = try log.newEventID(at: time)
        try log.contents.write(
          [contentClass.rawValue: .object(content.map { JSONMember($0.key, $0.value) })], of: id)
        let tags = Set(description.tags(of: data)).union(["school/S02", "case/B"])
        var event = NewEvent(
          type: name, subject: "school/S02", dataSchema: description.schemaID, tags: tags.sorted(),
          data: data.bytes)
        event.id = id
        try log.append(
          NewCommit(ref: "PL-\(name)-\(contentClass.rawValue)", actor: person, time: time, events: [event]),
          signer: signer)
      }
    }
    self.words = words
  }

  /// What the log itself reads or shows by design, or what would take the record's own ground away.
  private static let bare: Set<String> = [
    LogOpened.type, KeyEnrolled.type, KeyRevoked.type, ContentReleased.type, ContentErased.type,
    TailSetAside.type, ClockExplained.type, EntryVoided.type, SchemeAdopted.type, SchoolLeft.type,
    CalendarSet.type, SettingSet.type,
  ]

  private static let text = "text"

  private static func sample(_ shape: Shape, entry: String) -> JSONValue {
    switch shape {
    case .text: .string(text)
    case .boolean: true
    case .day: "2026-07-28"
    case .month: "2026-06"
    case .instant: "2026-07-28T15:00:00.000Z"
    case .decimal: "1.5"
    case .entry: .string(entry)
    case .json: .string(text)
    case .integer(let range): .integer(range?.lowerBound ?? 1)
    case .choice(let codes): .string(codes.first ?? "")
    case .code: "standard"
    case .identifier(let tag): .string(identifiers[tag] ?? "X1")
    case .reference: "body/lgb-S02"
    case .list(let item, _): .array([sample(item, entry: entry)])
    case .closable(let inner): sample(inner, entry: entry)
    case .object(let fields):
      .object(
        fields.filter { $0.name != "class" }.map { JSONMember($0.name, sample($0.shape, entry: entry)) })
    }
  }

  private static let identifiers = [
    "school": "S02", "case": "B", "body": "lgb-S02", "person": "p-042", "office": "CEO", "function": "F3",
    "variation": "V-2026-01", "scheme": "v2025.1", "deployment": "L-2024-01", "plan": "RP-S02",
    "report": "S02-2026-06", "evidence": "EV-2024-001", "request": "FOI-24-03", "decision": "E41",
  ]
}
