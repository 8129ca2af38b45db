import JSON
import Schemas

/// Looks for a person in entries: for somebody who asks what the record holds about them.
public struct PersonSearch: Sendable {
  /// Why an entry concerns the person.
  public enum Ground: String, CaseIterable, Sendable {
    /// It names the person: a seat, an office, a key.
    case named
    /// They declared an interest, or withdrew.
    case interest
    /// Their vote against, with their words.
    case dissent
    /// It concerns the office that they held then, or that office decided.
    case office
    /// It concerns a body on which they sat then, or that body decided: they could vote.
    case seat
    /// They recorded it.
    case recorded
    /// Its words mention them.
    case mentioned
  }

  public let person: PersonCode
  private let offices: [(tag: String, days: DaySpan)]
  private let seats: [(tag: String, days: DaySpan)]

  public init(_ person: PersonCode, in trust: Trust) {
    self.person = person
    let tenures = trust.tenures.filter { $0.person == person }
    offices = tenures.map { ($0.office.fullTag, $0.days) }
    let members = trust.bodies.values.flatMap { body in
      body.members.filter { $0.person == person }.map { (tag: body.code.fullTag, days: $0.days) }
    }
    seats = tenures.compactMap { tenure in tenure.seatOn.map { ($0.fullTag, tenure.days) } } + members
  }

  /// Why a commit concerns the person; empty where it does not. What is closed in it is not looked at.
  public func grounds(_ commit: [TrustEvent]) -> [Ground] {
    var found: Set<Ground> = []
    for event in commit {
      if event.actor == person { found.insert(.recorded) }
      let data = event.data
      let day = data["day"]?.string.flatMap { Day($0) } ?? event.recorded.londonDay
      if offices.contains(where: { $0.days.contains(day) && event.tags.contains($0.tag) }) {
        found.insert(.office)
      }
      if seats.contains(where: { $0.days.contains(day) && event.tags.contains($0.tag) }) {
        found.insert(.seat)
      }
      look(data, in: "", &found)
    }
    return Ground.allCases.filter(found.contains)
  }

  private func look(_ value: JSONValue, in field: String, _ found: inout Set<Ground>) {
    switch value {
    case .string(let text) where text == person.text:
      switch field {
      case "interests", "withdrew": found.insert(.interest)
      case "dissent": found.insert(.dissent)
      default: found.insert(.named)
      }
    case .string(let text):
      if mentions(text) { found.insert(.mentioned) }
    case .array(let items): for item in items { look(item, in: field, &found) }
    case .object(let members):
      // What stands deeper belongs to the field of the payload.
      for member in members { look(member.value, in: field.isEmpty ? member.name : field, &found) }
    case .null, .bool, .integer: return
    }
  }

  /// Whether the id stands in a text as a word of its own.
  private func mentions(_ text: String) -> Bool {
    guard text.utf8.count > person.text.utf8.count else { return false }
    return text.ranges(of: person.text).contains { range in
      let before = text[..<range.lowerBound].last
      let after = text[range.upperBound...].first
      return !(before.map(PersonSearch.isPart) ?? false) && !(after.map(PersonSearch.isPart) ?? false)
    }
  }

  private static func isPart(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "-"
  }
}
