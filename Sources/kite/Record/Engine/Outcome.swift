import Governance
import JSON
import Schemas

/// What is true now, in a sentence for each type of event.
struct Outcome {
  let trust: Trust
  let school: SchoolCode?

  /// All events of a commit in one line; of many, the first ones.
  func said(_ events: [(type: String, data: JSONValue)]) -> String {
    let events = Outcome.whole(events)
    let effects = events.count > 1 ? events.filter { $0.type != DecisionTaken.type } : events
    let shown = effects.prefix(Outcome.most).map { sentence($0.type, $0.data) }
    let more = effects.count - shown.count
    return shown.joined(separator: "; ") + (more > 0 ? "; and \(more) more" : "")
  }

  private static let most = 3

  /// The same, as the sentence that says what was decided.
  func decided(_ events: [(type: String, data: JSONValue)]) -> String {
    Outcome.whole(events).map { sentence($0.type, $0.data) }.joined(separator: "; ") + "."
  }

  /// A scheme that is too long for one entry is one thing to tell.
  private static func whole(_ events: [(type: String, data: JSONValue)]) -> [(type: String, data: JSONValue)]
  {
    let listed = events.filter { $0.type == SchemeFunctionsListed.type }
    guard !listed.isEmpty else { return events }
    return events.filter { $0.type != SchemeFunctionsListed.type }.map { event in
      guard event.type == SchemeAdopted.type else { return event }
      var data = event.data
      let rows = (listed.map(\.data) + [data]).flatMap { $0["functions"]?.array ?? [] }
      data["functions"] = .array(rows)
      return (event.type, data)
    }
  }

  func sentence(_ type: String, _ data: JSONValue) -> String {
    let words = OutcomeWords(outcome: self, data: data)
    if let made = Outcome.decisions[type] ?? Outcome.facts[type] ?? Outcome.setUp[type] { return made(words) }
    let summary = Catalogue.description(of: type)?.summary ?? type
    let sentence = summary.hasSuffix(".") ? String(summary.dropLast()) : summary
    return school.map { "\(sentence): \(name(of: $0))" } ?? sentence
  }

  func name(of school: SchoolCode) -> String { trust.schools[school]?.name ?? school.text }

  func name(of party: String) -> String {
    guard let party = Party(party) else { return party }
    if case .body(let body) = party { return trust.bodies[body]?.name ?? body.text }
    return party.text
  }
}

/// The data of an event, a word at a time.
struct OutcomeWords {
  let outcome: Outcome
  let data: JSONValue

  subscript(field: String) -> String {
    switch data[field] {
    case .string(let text)?: text
    case .integer(let number)?: String(number)
    case .array(let items)?: items.compactMap(\.string).joined(separator: ", ")
    default: "it"
    }
  }

  func has(_ field: String) -> Bool { data[field].map { !$0.isNull } ?? false }
  func count(_ field: String) -> Int { data[field]?.array?.count ?? 0 }

  /// `Thu 21 Nov 2024`, or what was given where it is no day.
  func day(_ field: String) -> String {
    data[field]?.string.flatMap { Day($0) }?.spoken ?? "a day not named"
  }

  func month(_ field: String) -> String {
    data[field]?.string.flatMap { Month($0) }?.spoken ?? "a month not named"
  }

  func body(_ field: String = "body") -> String {
    let text = self[field]
    return outcome.trust.bodies[BodyCode(unchecked: text)]?.name ?? outcome.name(of: text)
  }

  /// As the trust calls the level on the first day.
  func level(_ field: String = "level") -> String {
    guard let level = RiskLevel(rawValue: self[field]),
      let day = data["firstDay"]?.string.flatMap({ Day($0) })
    else { return self[field] }
    return outcome.trust.name(of: level, on: day)
  }

  var school: String {
    if let code = data["school"]?.string { return outcome.name(of: SchoolCode(unchecked: code)) }
    return outcome.school.map { outcome.name(of: $0) } ?? "the trust"
  }

  /// `V-2024-01 for Ormerdyke Academy`, or without the code while it is not allotted.
  func coded(_ what: String, _ field: String) -> String {
    has(field) ? "\(what) \(self[field])" : "a \(what)"
  }
}
