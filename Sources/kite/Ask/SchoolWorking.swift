import Asking
import EventLog
import Governance
import History
import JSON
import Schemas

/// Whether what was done at a school works: indicators before and after, what was expected and what came of
/// it, and the ratings of the last six months.
struct SchoolWorking {
  struct Indicator {
    let name: String
    let before: (value: Decimal, day: Day)
    let now: (value: Decimal, day: Day)
    let target: Decimal?
  }

  struct Outcome {
    let file: DecisionFile
    let expected: String
    let seen: Mention?
    /// Its words, where the audience may see them.
    let words: String?
  }

  let school: School
  let on: Day
  let riskCase: RiskCase?
  let indicators: [Indicator]
  let outcomes: [Outcome]
  let ratings: [(month: Month, rating: Rating, direction: Direction)]

  init(_ code: SchoolCode, _ answers: Answers) throws {
    let on = answers.on
    self.on = on
    let chronicle = try Chronicle(answers.history.events(Reads.duties(of: code), upTo: answers.position))
    let record = AccountabilityRecord(chronicle, on: on)
    school = try record.trust.findSchool(code, on: on)
    riskCase = record.trust.cases.values.filter { $0.school == code && $0.days.first <= on }
      .max { $0.days.first < $1.days.first }
    let dossier = try Dossier(Query(tags: [code.fullTag]), answers)
    let reports = try SchoolWorking.reports(dossier, from: riskCase?.days.first, on: on)
    indicators = try SchoolWorking.indicators(reports, dossier)
    ratings = reports.suffix(6).map { ($0.report.month, $0.report.rating, $0.report.direction) }
    outcomes = try record.files.compactMap { file in
      guard let due = file.decision.outcomeLookedAtOn, due <= on, file.school == code else { return nil }
      guard let decision = try dossier.decision(file.ref)?.decision else { return nil }
      let seen = record.outcome(of: file)
      return Outcome(
        file: file, expected: decision.expectedOutcome?.shown ?? "nothing is said",
        seen: seen,
        words: try seen.flatMap { try dossier.words(of: $0) })
    }
  }

  private static func reports(
    _ dossier: Dossier, from first: Day?, on: Day
  ) throws -> [(report: ReportSubmitted, day: Day)] {
    try dossier.events.filter { event in
      let day = event.recorded.londonDay
      return event.type == ReportSubmitted.type && dossier.voidedBy(event.ref) == nil && day <= on
        && first.map { day >= $0 } ?? true
    }.map { (try dossier.read($0, as: ReportSubmitted.self), $0.recorded.londonDay) }
      .sorted { $0.0.month < $1.0.month }
  }

  private static func indicators(
    _ reports: [(report: ReportSubmitted, day: Day)], _ dossier: Dossier
  ) throws -> [Indicator] {
    var targets: [String: Decimal] = [:]
    for event in dossier.events where event.type == PlanSubmitted.type && dossier.voidedBy(event.ref) == nil {
      for indicator in try dossier.read(event, as: PlanSubmitted.self).indicators {
        targets[indicator.name] = indicator.target ?? targets[indicator.name]
      }
    }
    var order: [String] = []
    var readings: [String: [(value: Decimal, day: Day)]] = [:]
    for (report, day) in reports {
      for reading in report.indicators {
        guard let value = reading.now else { continue }
        if readings[reading.name] == nil { order.append(reading.name) }
        readings[reading.name, default: []].append((value, reading.dataDay ?? day))
      }
    }
    return order.compactMap { name in
      guard let first = readings[name]?.first, let last = readings[name]?.last else { return nil }
      return Indicator(name: name, before: first, now: last, target: targets[name])
    }
  }

  func text(width: Int) -> String {
    var sheet = Sheet(width: width, indent: 14)
    sheet.say("Is it working? \(school.name) (\(school.code)) on \(on.spoken)")
    guard let riskCase else {
      sheet.say("no case of it is on record by then", margin: 2)
      return sheet.text
    }
    let ended = riskCase.days.last.flatMap { $0 <= on ? ", ended \($0.spoken)" : nil } ?? ""
    sheet.row("case", "\(riskCase.code), opened \(riskCase.days.first.spoken)\(ended)")
    if indicators.isEmpty {
      sheet.row("indicators", "none is on record by then")
    } else {
      sheet.space()
      sheet.say("indicators")
      let rows = indicators.map { one in
        [
          one.name, one.before.value.text, one.now.value.text, one.target?.text ?? "",
          "\(one.before.day.short) - \(one.now.day.short)",
        ]
      }
      sheet.add(Columns(rows, heads: ["", "before", "now", "target", "data of"]).lines(width: sheet.width))
    }
    if !ratings.isEmpty {
      sheet.space()
      let words = ratings.map { "\($0.month.spoken.prefix(3)) \($0.rating.rawValue)" }
      sheet.row("six months", words.joined(separator: " - "))
      if let last = ratings.last { sheet.row("direction", last.direction.rawValue) }
    }
    sheet.space()
    sheet.say(
      outcomes.isEmpty ? "no outcome was to be looked at by then" : "what was expected, and what came of it")
    for outcome in outcomes {
      sheet.row(outcome.file.ref.text, "expected: \(outcome.expected)")
      sheet.row("", SchoolWorking.words(outcome))
    }
    return sheet.text
  }

  private static func words(_ outcome: Outcome) -> String {
    guard let seen = outcome.seen else {
      return
        "nobody has looked, though it was to be on \(outcome.file.decision.outcomeLookedAtOn?.spoken ?? "")"
    }
    let words = outcome.words.map { ": \($0)" } ?? " (it does not speak of \(outcome.file.ref) by name)"
    return "\(seen.ref), \(seen.day.spoken)\(words)"
  }

  var json: JSONValue {
    [
      "school": .string(school.code.text), "on": .string(on.text), "case": .optional(riskCase?.code.text),
      "indicators": .array(
        indicators.map { one in
          [
            "name": .string(one.name), "before": .string(one.before.value.text),
            "beforeDay": .string(one.before.day.text), "now": .string(one.now.value.text),
            "nowDay": .string(one.now.day.text), "target": .optional(one.target?.text),
          ]
        }),
      "ratings": .array(
        ratings.map { rating in
          [
            "month": .string(rating.month.text), "rating": .string(rating.rating.rawValue),
            "direction": .string(rating.direction.rawValue),
          ]
        }),
      "outcomes": .array(
        outcomes.map { outcome in
          [
            "ref": .string(outcome.file.ref.text), "expected": .string(outcome.expected),
            "due": .optional(outcome.file.decision.outcomeLookedAtOn?.text),
            "seenBy": .optional(outcome.seen?.ref), "seen": .optional(outcome.seen?.day.text),
            "words": .optional(outcome.words),
          ]
        }),
    ]
  }
}
