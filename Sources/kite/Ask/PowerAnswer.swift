import Asking
import Governance
import JSON
import Schemas

/// Who holds a power of the rules on a day: the holder of the function that it is bound to, or all who must
/// decide.
struct PowerAnswer {
  let power: Power
  let on: Day
  let school: SchoolCode?
  let scheme: Scheme
  let function: SchemeFunction?
  /// As the scheme codes them; all of them must decide.
  let holders: [String]
  let bodies: [Party?]
  let holding: HoldingAnswer?
  /// Who decides for a holder who is away, each as 'HOLDER: OFFICE'.
  let inAbsence: [StandIn]
  private let names: Names

  init(_ power: Power, _ school: SchoolCode?, _ trust: Trust, on day: Day) throws {
    self.power = power
    self.school = school
    on = day
    names = Names(trust: trust, day: day)
    inAbsence = power == .placeAtRiskUrgently ? trust.standIns(on: day) : []
    scheme = try trust.requireScheme(on: day)
    let binding = scheme.powers[power]
    function = binding?.function.flatMap { [scheme] in scheme.functions[$0] }
    if let code = binding?.function {
      let found = try HoldingAnswer(code, school, trust, on: day)
      holding = found
      holders = [found.holding.holder]
      bodies = [found.holding.party]
    } else if power == .approveMinutes, binding == nil {
      holding = nil
      holders = []
      bodies = []
    } else {
      holding = nil
      let board = trust.boardParty
      holders =
        binding?.holders ?? board.map { [trust.code(for: $0, school: school, on: day)] } ?? []
      bodies =
        binding.map { $0.holders.map { trust.party(for: $0, school: school, on: day) } } ?? [board]
    }
  }

  var json: JSONValue {
    [
      "power": .string(power.text), "school": .optional(school?.text), "on": .string(on.text),
      "holders": .texts(holders), "bodies": .array(bodies.map { .optional($0?.text) }),
      "function": .optional(function?.code.text), "never": .bool(function?.never ?? false),
      "because": .string(holding?.holding.variation?.text ?? "default"),
      "standing": .string((holding?.holding.standing ?? .confirmed).rawValue),
      "scheme": .string(scheme.version.text),
      "inAbsence": .array(
        inAbsence.map { ["holder": .string($0.holder), "office": .string($0.office)] }),
    ]
  }

  func text(width: Int) -> String {
    var sheet = Sheet(width: width)
    let place = school.map { " at \(names.school($0))" } ?? ""
    sheet.say("The power '\(power)'\(place) on \(on.spoken)")
    guard !holders.isEmpty else {
      sheet.row("held by", "each body for its own minutes")
      return sheet.text
    }
    sheet.row("held by", holders.map(names.holder).joined(separator: " with "))
    if let function {
      let never = function.never ? "; it cannot be passed on" : ""
      sheet.row("because", "scheme \(scheme.version) binds it to \(function.code), \(function.title)\(never)")
      if let variation = holding?.holding.variation { sheet.row("varied", "by \(variation)") }
    } else if scheme.powers[power] != nil {
      let all = holders.count > 1 ? "; all of them must decide" : ""
      sheet.row("because", "scheme \(scheme.version) gives it to \(Prose.list(holders))\(all)")
    } else {
      sheet.row("because", "scheme \(scheme.version) does not delegate it: it is the Trust Board's")
    }
    for standIn in inAbsence {
      sheet.row("absence", "of the \(names.holder(standIn.holder)), \(names.holder(standIn.office))")
    }
    return sheet.text
  }
}

/// The person in an office on a day.
struct OfficeAnswer {
  let office: OfficeCode
  let on: Day
  let tenure: Tenure?
  /// The holder for whom somebody acts.
  let absent: Tenure?
  /// Who had it last before, and who has it next, where nobody has it on the day.
  let before: Tenure?
  let next: Tenure?

  init(_ office: OfficeCode, _ trust: Trust, on day: Day) {
    self.office = office
    on = day
    let held = trust.tenures.filter { $0.office == office }
    let tenure = trust.holder(of: office, on: day)
    self.tenure = tenure
    absent =
      tenure?.acting == true ? held.last { !$0.acting && $0.days.contains(day) } : nil
    before = held.filter { ($0.days.last ?? day) < day }.max { $0.days.first < $1.days.first }
    next = held.filter { $0.days.first > day }.min { $0.days.first < $1.days.first }
  }

  var json: JSONValue {
    [
      "office": .string(office.text), "on": .string(on.text), "person": .optional(tenure?.person.text),
      "acting": tenure.map { .bool($0.acting) } ?? .null, "since": .optional(tenure?.days.first.text),
      "until": .optional(tenure?.days.last?.text),
    ]
  }

  func text(width: Int) -> String {
    var sheet = Sheet(width: width)
    sheet.say("The office '\(office)' on \(on.spoken)")
    guard let tenure else {
      sheet.row("held by", "nobody on that day")
      if let before { sheet.row("before", OfficeAnswer.words(before)) }
      if let next { sheet.row("next", OfficeAnswer.words(next)) }
      return sheet.text
    }
    sheet.row("held by", OfficeAnswer.words(tenure))
    if let absent { sheet.row("acts for", OfficeAnswer.words(absent)) }
    sheet.row("appointed", "by \(tenure.appointedBy.text)")
    return sheet.text
  }

  private static func words(_ tenure: Tenure) -> String {
    let acting = tenure.acting ? ", acting" : ""
    let until = tenure.days.last.map { " to \($0.spoken)" } ?? ""
    return "\(tenure.person)\(acting), from \(tenure.days.first.spoken)\(until)"
  }
}
