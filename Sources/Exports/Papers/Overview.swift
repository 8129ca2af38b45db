import Asking
import EventLog
import Governance
import History
import JSON
import Projections
import Schemas

/// The whole trust on a day, with everything that reports quote from: what boards and members are shown is
/// told by the same record in the same words.
struct Overview {
  let answers: Answers
  let source: PaperSource
  let on: Day
  let events: [TrustEvent]
  let dossier: Dossier
  /// As decided and stated by the day.
  let trust: Trust
  let names: Names
  let figures: Figures

  /// - Complexity: folds every event that was known.
  init(_ answers: Answers, on day: Day) throws {
    self.answers = answers
    on = day
    source = try PaperSource(answers)
    events = try answers.history.everything(upTo: answers.position)
    trust = try Chronicle(events).trust(decidedBy: day)
    dossier = try Dossier(events, answers)
    names = Names(trust: trust, day: day)
    figures = Figures(answers.audience, trust, on: day)
  }

  /// A decision of the record, with its reference and the events of its commit.
  struct Decision {
    let ref: String
    let event: TrustEvent
    let decision: DecisionTaken
    let effects: [TrustEvent]
    let standing: Standing

    func effects<P: Happening>(of type: P.Type, _ dossier: Dossier) throws -> [P] {
      try effects.filter { $0.type == P.type }.map { try dossier.read($0, as: type) }
    }
  }

  /// Those of a span of days, by the day decided; what was voided is not among them.
  func decisions(from first: Day, to last: Day) throws -> [Decision] {
    var found: [Decision] = []
    for event in events where event.type == DecisionTaken.type && dossier.voidedBy(event.ref) == nil {
      let decision = try dossier.read(event, as: DecisionTaken.self)
      guard decision.day >= first, decision.day <= last else { continue }
      found.append(
        Decision(
          ref: event.ref, event: event, decision: decision,
          effects: dossier[event.ref].filter { $0.type != DecisionTaken.type },
          standing: trust.decisions[DecisionRef(unchecked: event.ref)]?.standing ?? .confirmed))
    }
    return found.sorted { ($0.decision.day, $0.event.position) < ($1.decision.day, $1.event.position) }
  }

  /// The reports of a school that came in by a day, in the order of their months.
  func reports(of school: SchoolCode, by day: Day) throws -> [(
    report: ReportSubmitted, ref: String, known: Report
  )] {
    var found: [(report: ReportSubmitted, ref: String, known: Report)] = []
    for event in events
    where event.type == ReportSubmitted.type && event.school == school && dossier.voidedBy(event.ref) == nil {
      let report = try dossier.read(event, as: ReportSubmitted.self)
      guard let known = trust.reports[report.report], let submitted = known.submitted, submitted <= day else {
        continue
      }
      found.append((report, event.ref, known))
    }
    return found.sorted { $0.report.month < $1.report.month }
  }

  /// A chart for each indicator of a school's reports.
  func charts(of school: SchoolCode, months: ClosedRange<Month>, by day: Day) throws -> [Chart] {
    var series: [(name: String, points: [Chart.Point])] = []
    for (report, _, _) in try reports(of: school, by: day) where months.contains(report.month) {
      for indicator in report.indicators {
        guard let value = indicator.now else { continue }
        let isHidden = figures.isHidden(value)
        let point = Chart.Point(report.month.spoken, isHidden ? nil : value, figures.words(value))
        if let index = series.firstIndex(where: { $0.name == indicator.name }) {
          series[index].points.append(point)
        } else {
          series.append((indicator.name, [point]))
        }
      }
    }
    let goals = try goals(of: school, by: day)
    return series.map { Chart($0.name, $0.points, goal: goals[$0.name]) }
  }

  /// What the last version of the school's plan aims at.
  private func goals(of school: SchoolCode, by day: Day) throws -> [String: Decimal] {
    var goals: [String: Decimal] = [:]
    for event in events
    where event.type == PlanSubmitted.type && event.school == school && dossier.voidedBy(event.ref) == nil
      && event.recorded.londonDay <= day
    {
      for indicator in try dossier.read(event, as: PlanSubmitted.self).indicators {
        if let target = indicator.target { goals[indicator.name] = target }
      }
    }
    return goals
  }

  func school(_ code: SchoolCode) -> Words { Words("\(names.school(code)) (\(code))") }

  func holder(_ code: String) -> String { names.holder(code) }

  /// Each function that is away from its usual holder on the day, by school.
  func grid() -> Part {
    let schools = trust.states(on: on).filter { !$0.variations.isEmpty }
    guard !schools.isEmpty, let scheme = trust.scheme(on: on) else {
      return .paragraph(Words("On \(on.short) nothing is varied in any school."))
    }
    var rows: [[Words]] = []
    for code in scheme.order {
      guard let function = scheme.functions[code] else { continue }
      let cells = schools.map { state -> Words in
        guard let holding = trust.holding(of: code, school: state.school, on: on), let by = holding.variation,
          let variation = trust.variations[by]
        else { return "" }
        let spans = variation.named(code, on: on) == nil ? variation.remainder : variation.items[code] ?? []
        var words = Words(holding.holder)
        if let limit = holding.limit { words = words + Words(" above \(Prose.grouped(limit.pounds)) pounds") }
        if let last = spans.lastDay(from: on) { words = words + " to " + .day(last) }
        return words
      }
      if cells.contains(where: { !$0.isEmpty }) { rows.append([SchemeComparison.title(function)] + cells) }
    }
    return .table(
      "Functions that are not with their usual holder on \(on.short), and to which day",
      ["Function"] + schools.map { Grid.Column("\($0.name) (\($0.school))") }, rows,
      none: "No function is with another than its usual holder.")
  }

  /// What is owed, as rows.
  func duties(_ duties: [Duty], _ caption: String, none: Words) -> Part {
    .table(
      caption, ["What", "Due", "School", "Owed by", "Stands"],
      duties.map { duty in
        let late = trust.calendar.workingDays(from: duty.due, to: on)
        let stands: Words =
          duty.kind.looksBack
          ? (duty.due <= on ? "to look at again" : "ahead")
          : duty.due < on
            ? .badge("\(Prose.count(late, "working day")) late", .bad)
            : duty.due == on ? .badge("today", .poor) : "ahead"
        return [
          Words(duty.what), .day(duty.due), Words(duty.school?.text ?? ""), Words(owing(duty)), stands,
        ]
      }, none: none)
  }

  private func owing(_ duty: Duty) -> String {
    duty.owes.split(separator: "+").map { holder(String($0)) }.joined(separator: " with ")
  }
}
