import Asking
import CommandLineKit
import Governance
import JSON
import Schemas

/// Who holds a function in a school on a day, ready to be told.
struct HoldingAnswer {
  let holding: Holding
  let names: Names
  let trust: Trust

  init(_ function: FunctionCode, _ school: SchoolCode?, _ trust: Trust, on day: Day) throws {
    let scheme = try trust.requireScheme(on: day)
    guard let holding = trust.holding(of: function, school: school, on: day) else {
      throw unknown(
        "function", function.text, among: scheme.order.map(\.text), "scheme \(scheme.version) has")
    }
    let names = Names(trust: trust, day: day)
    if school == nil, HoldingAnswer.dependsOnSchool(holding.normally, scheme) {
      let schools = trust.schools.keys.sorted().map(\.text)
      throw CommandFailure(
        .usage,
        "'\(function)' is held in each school by its own \(names.holder(holding.normally))"
          + ": say which school with --school, one of \(Prose.list(schools, last: "or"))")
    }
    self.holding = holding
    self.trust = trust
    self.names = names
  }

  private static func dependsOnSchool(_ holder: String, _ scheme: Scheme) -> Bool {
    guard let stands = scheme.holders[holder]?.stands else { return false }
    return stands == SchemeHolder.local || stands == SchemeHolder.interim || stands.contains("{school}")
  }

  var json: JSONValue {
    [
      "function": .string(holding.function.text), "school": .optional(holding.school?.text),
      "on": .string(holding.on.text), "holder": .string(holding.holder),
      "body": .optional(holding.party?.text),
      "via": .optional(holding.via), "normally": .string(holding.normally),
      "because": .string(holding.variation?.text ?? "default"), "limit": HoldingAnswer.json(holding.limit),
      "standing": .string(holding.standing.rawValue), "scheme": .string(holding.scheme.text),
      "title": .string(holding.title), "decision": .optional(holding.decision?.text),
      "person": .optional(person?.person.text), "lastDay": .optional(lastDay?.text),
      "tier": .optional(holding.tier),
    ]
  }

  static func json(_ limit: Limit?) -> JSONValue {
    guard let limit else { return .null }
    return ["pounds": .integer(limit.pounds), "upTo": .string(limit.upTo)]
  }

  /// `Orders up to 10,000 pounds at Ormerdyke Academy on Mon 3 Mar 2025`.
  var title: String {
    let place = holding.school.map { " at \(names.school($0))" } ?? ""
    return "\(holding.title)\(place) on \(holding.on.spoken)"
  }

  /// `Chief Financial Officer          (normally: Headteacher)`.
  ///
  /// The usual holder stands apart where the line has room for it.
  func heldBy(width: Int) -> String {
    var text = names.holder(holding.holder)
    if let limit = holding.limit {
      text =
        "up to \(Prose.grouped(limit.pounds)) pounds the \(names.holder(limit.upTo)), above it the \(text)"
    }
    if let via = holding.via { text += " (\(via))" }
    if holding.party == nil { text += ", of which there is none on the day" }
    guard holding.holder != holding.normally else { return text }
    let normally = "(normally: \(names.holder(holding.normally)))"
    let apart = text.count + 10 + normally.count + Sheet.indent <= width
    return text + String(repeating: " ", count: apart ? 10 : 1) + normally
  }

  /// The span of days by which the holder has it, where a variation gives it.
  var span: Variation.Held? {
    guard let variation = holding.variation.flatMap({ trust.variations[$0] }) else { return nil }
    return variation.named(holding.function, on: holding.on) ?? variation.remainder(on: holding.on)
  }

  /// The last day that is decided, renewals among it.
  var lastDay: Day? {
    let variation = holding.variation.flatMap { trust.variations[$0] }
    return variation?.lastDay(of: holding.function, from: holding.on)
  }

  /// The person in the office that holds it.
  var person: Tenure? { holding.party?.office.flatMap { trust.holder(of: $0, on: holding.on) } }

  var isInterimInPlace: Bool {
    holding.variation == nil && holding.holder != holding.normally
  }

  func text(width: Int) -> String {
    var sheet = Sheet(width: width)
    sheet.say(title)
    sheet.row("held by", heldBy(width: sheet.width))
    if let person {
      sheet.row("person", "\(person.person) (\(person.office)\(person.acting ? ", acting" : ""))")
    } else if let body = holding.party?.body {
      sheet.row("body", body.text)
    }
    sheet.row("because", because)
    sheet.row("standing", Standings.words(holding.standing))
    if let school = holding.school {
      sheet.row("more", "kite why \(holding.function) --school \(school) --on \(holding.on)")
    }
    return sheet.text
  }

  private var because: String {
    let decided = holding.decision.flatMap { trust.decisions[$0] }.map { decision in
      ", decided by \(names.deciders(decision.by, school: decision.school))"
        + " on \(decision.day.spoken) (\(decision.ref))"
    }
    if let variation = holding.variation {
      let until = lastDay.map { ", to \($0.spoken)" } ?? ""
      return "variation \(variation)\(decided ?? "")\(until)"
    }
    if isInterimInPlace {
      return "the interim board stands in the local body's place; scheme \(holding.scheme)\(decided ?? "")"
    }
    let tier = holding.isByTier ? ", tier '\(holding.tier ?? "")'" : ""
    return "scheme \(holding.scheme)\(tier), nothing is varied\(decided ?? "")"
  }
}
