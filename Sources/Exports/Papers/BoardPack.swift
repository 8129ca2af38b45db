import Asking
import EventLog
import Governance
import History
import JSON
import Schemas

extension ExportFormat {
  static let boardPack = ExportFormat(
    "html", report: "board",
    "The board pack as one page: what to decide, the risk board, what falls due, who holds what is varied, "
      + "and every decision since the last meeting, or since --since."
  ) { trail, file in
    try file.write(trail.answers.sight.masked(BoardPack(trail).paper().html))
  }
}

/// What goes before the board at a meeting.
struct BoardPack {
  private let overview: Overview
  private let answers: Answers
  private let since: Day
  private let isSinceMeeting: Bool
  private let proposals: [Proposal]
  private let duties: [Duty]

  /// Reviews and ends so many days ahead are for this meeting to know of.
  private static let ahead = 60

  init(_ trail: Trail) throws {
    answers = trail.answers
    overview = try Overview(trail.answers, on: trail.answers.on)
    let meeting = BoardPack.lastMeeting(overview.trust, before: overview.on)
    isSinceMeeting = trail.selection.since == nil && meeting != nil
    since = trail.selection.since ?? meeting ?? overview.trust.openedOn ?? overview.on
    proposals = try Proposal.open(answers)
    duties = overview.trust.duties(on: overview.on)
  }

  /// The last day before this one on which the board met or decided.
  private static func lastMeeting(_ trust: Trust, before day: Day) -> Day? {
    guard let board = trust.boardParty else { return nil }
    let met = trust.meetings.filter { Party.body($0.body) == board }.map(\.day)
    let decided = trust.decisions.values.filter { $0.by.contains(board) }.map(\.day)
    return (met + decided).filter { $0 < day }.max()
  }

  private var on: Day { overview.on }

  func paper() throws -> Paper {
    let decisions = try overview.decisions(from: since, to: on)
    return Paper(
      "Board pack for \(on.short)", kind: "\(overview.source.trustName) - board pack",
      facts: facts(decisions),
      parts: [
        chapter("To decide or to know of at this meeting", "decide", toDecide),
        chapter("Risk board", "risk", [try riskBoard()] + (try charts())),
        chapter("Powers that are away from their usual holder", "powers", [overview.grid()]),
        chapter("What is late, and what falls due in \(Self.ahead) days", "due", falling),
        chapter("Reports since \(since.short)", "reports", [try reports()]),
        chapter(
          "Decisions since \(since.short)", "decisions",
          decisions.isEmpty
            ? [.paragraph("Nothing was decided.")]
            : decisions.map { .section(DecisionSection(overview, $0).section) }),
        chapter("Everything else that was entered since \(since.short)", "entries", [try others()]),
      ], foot: try overview.source.foot())
  }

  private func chapter(_ title: Words, _ anchor: String, _ parts: [Part]) -> Part {
    .section(Section(title, anchor: Anchor(anchor), isInContents: true, parts))
  }

  private func facts(_ decisions: [Overview.Decision]) -> [Fact] {
    let states = overview.trust.states(on: on)
    let atRisk = states.count { $0.risk.isAtRisk }
    let varied = states.flatMap(\.variations).count
    let late = duties.count { $0.isLate(on: on) && !$0.kind.looksBack }
    return [
      Fact("Meeting", .day(on)),
      Fact("Since", .day(since) + (isSinceMeeting ? ", the day of the last meeting" : "")),
      Fact("Schools at risk", Words("\(atRisk) of \(states.count)")),
      Fact("Variations in force", Words(String(varied))),
      Fact("Proposals that wait", Words(String(proposals.count))),
      Fact("Late", Words(Prose.count(late, "duty", "duties"))),
      Fact("Decisions since", Words(String(decisions.count))),
    ]
  }

  // MARK: For the meeting

  private var toDecide: [Part] {
    let proposed = proposals.map { proposal in
      .code(proposal.event.ref) + Words(" \(proposal.title)")
        + (proposal.school.map { Words(" - ") + overview.school($0) } ?? "") + "; proposed "
        + .day(proposal.event.recorded.londonDay) + "; paper: " + .code("kite paper \(proposal.event.ref)")
    }
    let code = overview.trust.boardParty.map { overview.names.code($0, school: nil) } ?? ""
    let last = on.adding(days: Self.ahead)
    let own = duties.filter { $0.owes == code && $0.due <= last && !$0.kind.looksBack }
    return [
      .list(proposed, none: "No proposal waits for a decision."),
      overview.duties(
        own, "What the Board owes by \(last.short)", none: "The Board owes nothing in that time."),
    ]
  }

  private var falling: [Part] {
    let last = on.adding(days: Self.ahead)
    let late = duties.filter { $0.due <= on && !$0.kind.looksBack }
    let ahead = duties.filter { $0.due > on && $0.due <= last && !$0.kind.looksBack }
    let again = duties.count { $0.due <= on && $0.kind.looksBack }
    return [
      overview.duties(late, "Late or due today", none: "Nothing is late."),
      overview.duties(ahead, "Due by \(last.short)", none: "Nothing falls due in that time."),
      .paragraph(
        Words(
          "\(Prose.count(again, "outcome or reason", "outcomes and reasons")) for withholding wait to be "
            + "looked at again."
        )),
    ]
  }

  // MARK: Risk

  private func riskBoard() throws -> Part {
    let states = overview.trust.states(on: on).filter { $0.risk != .none || $0.followUpUntil != nil }
      .sorted { ($1.risk.rank, $0.school.text) < ($0.risk.rank, $1.school.text) }
    return .table(
      "A school a line; the letters of six months are the ratings from R+ (worst) to G, the oldest first",
      [
        "School", "Level", Grid.Column("Days at it", isNumber: true), "Last report", "Six months",
        "Powers away",
        Grid.Column("Open actions", isNumber: true), "Plan", "Next",
      ], try states.map(row),
      none: "No school is at risk, on the watch list or followed up.")
  }

  private func row(_ state: SchoolState) throws -> [Words] {
    let risk: Words =
      state.risk == .none
      ? Words("followed up" + (state.followUpUntil.map { " to \($0.short)" } ?? ""))
      : .badge(overview.trust.name(of: state.risk, on: on), state.risk.tone)
        + (state.ratifyBy.map { Words("; to be ratified by ") + .day($0) } ?? "")
    let report = state.lastReport.map { last in
      .badge(last.rating.words, last.rating.tone)
        + Words(", \(last.direction.rawValue), \(last.month.spoken)")
        + Words(last.lateBy > 0 ? ", \(Prose.count(last.lateBy, "working day")) late" : "")
    }
    let months = try overview.reports(of: state.school, by: on).suffix(6).map(\.report.rating.letters)
    let away = (overview.trust.scheme(on: on)?.order ?? []).count { code in
      overview.trust.holding(of: code, school: state.school, on: on)?.variation != nil
    }
    let own = duties.filter { $0.school == state.school }
    let next = own.first { !$0.kind.looksBack && $0.due >= on }
    let pounds = try planCost(state.school).map { "\(Prose.grouped($0)) pounds" }
    return [
      overview.school(state.school), risk,
      Words(state.levelSince.map { String($0.days(to: on)) } ?? ""), report ?? "none",
      Words(months.joined(separator: " ")), Words(String(away)),
      Words(String(own.count { $0.kind == .action || $0.kind == .assignActions })), Words(pounds ?? ""),
      next.map { Words("\($0.what), ") + .day($0.due) } ?? "",
    ]
  }

  private func planCost(_ school: SchoolCode) throws -> Int? {
    try overview.events.last { event in
      event.type == PlanSubmitted.type && event.school == school
        && overview.dossier.voidedBy(event.ref) == nil
        && event.recorded.londonDay <= on
    }.flatMap { try overview.dossier.data(of: $0)["pounds"]?.integer }
  }

  private func charts() throws -> [Part] {
    try overview.trust.states(on: on).filter(\.risk.isAtRisk).compactMap { state in
      guard let open = overview.trust.riskCase(of: state.school, on: on) else { return nil }
      let months = Month(of: open.days.first)...max(Month(of: on), Month(of: open.days.first))
      let charts = try overview.charts(of: state.school, months: months, by: on)
      if charts.isEmpty { return nil }
      return .section(Words("\(state.name): indicators since the case was opened"), charts.map { .chart($0) })
    }
  }

  // MARK: Since the last meeting

  private func reports() throws -> Part {
    var rows: [[Words]] = []
    for school in overview.trust.schools.keys.sorted() {
      for (report, ref, known) in try overview.reports(of: school, by: on) {
        guard let submitted = known.submitted, submitted >= since else { continue }
        let asked = report.decisionsAsked.map { Words($0) }
        rows.append([
          .code(ref) + " " + overview.school(school), Words(report.month.spoken),
          .badge(report.rating.words, report.rating.tone) + Words(", \(report.direction.rawValue)"),
          Words(report.because), asked.isEmpty ? "none" : .joined(asked, separator: "; "),
          .day(submitted)
            + Words(known.lateBy > 0 ? ", \(Prose.count(known.lateBy, "working day")) late" : ""),
        ])
      }
    }
    return .table(
      "Monthly reports that came in",
      ["Report", "Month", "Rating", "Why", "Decisions asked for", "Handed in"],
      rows, none: "No report came in.")
  }

  private func others() throws -> Part {
    var selection = EntrySelection()
    selection.since = since
    selection.upTo = answers.position.rawValue
    let entries = try Entry.fold(overview.events, selection).filter {
      $0.decided == nil && $0.type != ReportSubmitted.type && $0.day <= on
    }
    return .table(
      "Facts and notices", ["Entry", "Day", "School", "What"],
      try entries.map { entry in
        var entry = entry
        _ = try SelectedEntries.disclose(&entry, answers)
        return [
          .code(entry.ref), .day(entry.day), Words(entry.school?.text ?? ""), EntryWording.told(entry),
        ]
      }, none: "Nothing else was entered.")
  }
}
