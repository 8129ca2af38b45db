import EventLog
public import Governance
import History
public import JSON
public import Schemas

/// What an audience sees, by the settings of the trust as known at the time asked about.
public struct Sight: Sendable {
  /// Nil sees what the public does.
  public let audience: Audience?
  /// Seen in every entry.
  public let classes: Set<ContentClass>
  /// Seen besides in what is the audience's own: what the body decided, what is about the person alone.
  public let ownClasses: Set<ContentClass>
  /// Why something of a class is withheld where the entry gives no reason of its own.
  public let personalBecause: String
  /// Persons whose ids a person does not see: everybody else's.
  private let others: Set<String>
  /// The entry that somebody reads in full, after the reading was recorded.
  var reading: String?

  /// - Throws: `NotOnRecord` for a body or a person that the record does not know.
  init(_ audience: Audience?, _ history: History, upTo position: Position, on day: Day) throws {
    self.audience = audience
    let kind = audience?.kind ?? .public
    let isNamed = audience?.body != nil || audience?.person != nil
    let trust = try history.trust(isNamed ? Reads.standing : [Reads([SettingSet.self])], upTo: position)
    if let body = audience?.body, trust.bodies[body] == nil {
      throw NotOnRecord(
        "there is no body '\(body)' in this record; it has "
          + Prose.list(trust.bodies.keys.sorted().map { "'\($0)'" }))
    }
    if let person = audience?.person, !trust.persons.contains(person) {
      throw NotOnRecord("there is no person '\(person)' in this record")
    }
    let seen = Set(trust.classes(seenBy: kind.rawValue, on: day))
    classes = isNamed ? [.open] : seen.union([.open])
    ownClasses = isNamed ? seen.union([.open]) : classes
    personalBecause = trust.value(of: .personalBecause, on: day).string ?? ""
    others =
      audience?.person.map { own in Set(trust.persons.filter { $0 != own }.map(\.text)) } ?? []
  }

  /// What stands in the place of another person's id.
  public static let anotherPerson = "another-person"

  /// A text without the ids of persons whom the audience is not to see.
  public func masked(_ text: String) -> String {
    if others.isEmpty { return text }
    var (masked, word) = ("", "")
    func end() {
      // What ends a sentence is no part of an id.
      var tail = ""
      while let last = word.last, last == "." || last == "-" { tail = String(word.removeLast()) + tail }
      masked += (others.contains(word) ? Sight.anotherPerson : word) + tail
      word = ""
    }
    for character in text {
      if character.isLetter || character.isNumber || character == "-" || character == "." {
        word.append(character)
      } else {
        end()
        masked.append(character)
      }
    }
    end()
    return masked
  }

  public func masked(_ value: JSONValue) -> JSONValue {
    if others.isEmpty { return value }
    switch value {
    case .string(let text): return .string(masked(text))
    case .array(let items): return .array(items.map(masked))
    case .object(let members): return .object(members.map { JSONMember($0.name, masked($0.value)) })
    case .null, .bool, .integer: return value
    }
  }

  public func masked(_ person: PersonCode) -> PersonCode {
    others.contains(person.text) ? PersonCode(unchecked: Sight.anotherPerson) : person
  }

  /// Whether an event is the audience's own, of a commit with these deciders.
  func isOwn(_ event: TrustEvent, deciders: [Party]) -> Bool {
    if let body = audience?.body {
      if deciders.contains(.body(body)) { return true }
      return [MeetingHeld.type, MinutesApproved.type].contains(event.type)
        && event.tags.contains(body.fullTag)
    }
    if let person = audience?.person {
      return event.tags.filter { $0.hasPrefix("\(PersonCode.tag)/") } == [person.fullTag]
    }
    return false
  }
}
