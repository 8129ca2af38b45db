import Asking
import Governance
import History
import JSON
import Schemas

extension RecordTable {
  /// The risk board: a school a row, those at risk first.
  static func board(_ state: TrustState, hiding limit: Int?) -> RecordTable {
    let schools = state.schools.map { state.trust.state(of: $0, on: state.on) }
      .sorted { ($1.risk.rank, $0.school.text) < ($0.risk.rank, $1.school.text) }
    return RecordTable(
      name: "schools", title: "Risk board", about: "A school a row, those at risk first.",
      columns: [
        Column("school", "School", "The school's code.", width: 7, isRequired: true),
        Column("name", "Name", "The school's name.", width: 28, isRequired: true),
        Column("phase", "Phase", "Primary, secondary.", width: 18),
        Column("pupils", "Pupils", "Pupils on roll when it joined.", .integer, width: 8),
        Column("risk", "Risk", "none, watch, moderate or high.", width: 10, isRequired: true),
        Column("since", "Since", "First day of the case, or on the watch list.", .day, width: 11),
        Column("levelSince", "Level since", "First day at this level.", .day, width: 11),
        Column("ratifyBy", "Ratify by", "Of an urgent decision that is not ratified.", .day, width: 11),
        Column("followUpUntil", "Follow-up until", "Last day of the follow-up.", .day, width: 14),
        Column("localBody", "Local body", "The body that governs it.", width: 14),
        Column("shadow", "Shadow body", "The body that prepares to.", width: 14),
        Column("variations", "Variations", "Variations in force.", width: 20),
        Column("leader", "Executive leader", "The office.", width: 22),
        Column("daysPerWeek", "Days a week", "Days a week at the school.", .integer, width: 11),
        Column("lastReport", "Last report", "Month of the last report.", width: 11),
        Column("rating", "Rating", "Rating of the last report.", width: 12),
        Column("direction", "Direction", "Direction of the last report.", width: 12),
        Column("lateBy", "Days late", "Working days that the last report was late.", .integer, width: 9),
        Column("next", "Next", "What comes next.", width: 40),
        Column("nextDue", "Due", "When it falls due.", .day, width: 11),
        Column("nextOwes", "Owes it", "Who owes it.", width: 12),
      ], key: ["school"]
    ) { body in
      for school in schools {
        let known = state.trust.schools[school.school]
        let next = state.duties.first { $0.school == school.school && !$0.kind.looksBack }
        let report = school.lastReport
        try body([
          .text(school.school.text), .text(school.name), .text(known?.phase),
          SmallNumbers.cell(known?.pupils, under: limit), .text(school.risk.rawValue), .day(school.since),
          .day(school.levelSince), .day(school.ratifyBy), .day(school.followUpUntil),
          .text(school.localBody?.text), .text(school.shadow?.text), .list(school.variations.map(\.text)),
          .text(school.leader?.office.text), .integer(school.leader?.daysPerWeek), .text(report?.month.text),
          .text(report?.rating.rawValue), .text(report?.direction.rawValue), .integer(report?.lateBy),
          .text(next?.what), .day(next?.due), .text(next?.owes),
        ])
      }
    }
  }

  /// What is owed: a duty a row.
  static func due(_ state: TrustState) -> RecordTable {
    RecordTable(
      name: "due", title: "Due", about: "What is owed on the day, late things first.",
      columns: [
        Column("due", "Due", "The day on which it falls due.", .day, width: 11, isRequired: true),
        Column(
          "state", "State", "late, due, ahead; again for what is looked at again.", width: 8, isRequired: true
        ),
        Column("lateBy", "Days late", "In working days.", .integer, width: 9, isRequired: true),
        Column("school", "School", "The school's code.", width: 7),
        Column("case", "Case", "The case.", width: 6),
        Column("what", "What", "What is owed.", width: 60, isRequired: true),
        Column("owes", "Owes it", "Who owes it, as the scheme codes them.", width: 14),
        Column("person", "Person", "Who is in that office.", width: 9),
        Column("concerns", "Concerns", "The thing or entry that it is about.", width: 24),
        Column("kind", "Kind", "The kind of duty, as 'kite due --json' has it.", width: 18, isRequired: true),
        Column("command", "Command", "The command that settles it.", width: 40, isRequired: true),
      ], key: []
    ) { body in
      for duty in state.duties {
        try body([
          .day(duty.due), .text(duty.state(on: state.on)),
          .integer(state.trust.calendar.workingDays(from: duty.due, to: state.on)),
          .text(duty.school?.text), .text(duty.riskCase?.text), .text(duty.what), .text(duty.owes),
          .text(duty.person?.text), .text(duty.concerns), .text(duty.kind.rawValue), .text(duty.command),
        ])
      }
    }
  }

  /// Variations in force, function by function: a row for each function that one moves in a school.
  static func variations(_ state: TrustState) -> RecordTable {
    RecordTable(
      name: "variations", title: "Variations",
      about: "A row for each function of the scheme that a variation moves in a school on the day.",
      columns: [
        Column("school", "School", "The school's code.", width: 7, isRequired: true),
        Column("function", "Function", "The function's code.", width: 9, isRequired: true),
        Column("title", "In words", "The function in words.", width: 40),
        Column("normally", "Normally", "Who holds it when nothing is varied.", width: 10),
        Column("holder", "Holder", "Who holds it now.", width: 10, isRequired: true),
        Column("via", "Via", "Through what.", width: 10),
        Column("limit", "Limit in pounds", "Up to which sum.", .integer, width: 14),
        Column("variation", "Variation", "The variation's code.", width: 12, isRequired: true),
        Column("lastDay", "Last day", "Last day of it, as decided.", .day, width: 11),
        Column("decision", "Decided in", "The decision that it rests on.", width: 10),
        Column("standing", "Standing", "The decision's standing.", width: 12, isRequired: true),
      ], key: ["school", "function"]
    ) { body in
      for varied in Varied.all(state) {
        let holding = varied.holding
        try body([
          .text(varied.school.text), .text(holding.function.text), .text(holding.title),
          .text(holding.normally), .text(holding.holder), .text(holding.via), .integer(holding.limit?.pounds),
          .text(holding.variation?.text), .day(varied.lastDay), .text(holding.decision?.text),
          .text(holding.standing.rawValue),
        ])
      }
    }
  }

  /// The scheme as it is on the day: functions down, schools across, and a word only where one is varied.
  static func grid(_ state: TrustState) -> RecordTable {
    let scheme = state.trust.scheme(on: state.on)
    let varied = Dictionary(grouping: Varied.all(state), by: \.holding.function)
    return RecordTable(
      name: "grid", title: "Scheme by school",
      about: "Who holds which function where, on the day; an empty cell is as the scheme has it.",
      columns: [
        Column("function", "Function", "The function's code.", width: 9, isRequired: true),
        Column("title", "In words", "The function in words.", width: 40, isRequired: true),
        Column("normally", "Normally", "Who holds it when nothing is varied.", width: 10),
      ]
        + state.schools.map { school in
          Column(school.text, school.text, state.trust.schools[school]?.name ?? school.text, width: 17)
        }, key: ["function"]
    ) { body in
      for function in scheme?.order ?? [] {
        let row = scheme?.functions[function]
        try body(
          [.text(function.text), .text(row?.title), .text(row?.holder)]
            + state.schools.map { school in
              .text(varied[function]?.first { $0.school == school }?.words)
            })
      }
    }
  }

  /// Key figures of reports and of the management information system: a figure a row.
  static func figures(_ trail: Trail, hiding limit: Int?) -> RecordTable {
    RecordTable(
      name: "figures", title: "Figures", about: "Key figures as reports and imports have them.",
      columns: [
        Column("ref", "Ref", "The entry that has it.", width: 9, isRequired: true),
        Column("school", "School", "The school's code.", width: 7),
        Column("name", "Figure", "What is measured.", width: 44, isRequired: true),
        Column("period", "Period", "Month or year that it is for.", width: 10),
        Column("value", "Value", "The figure; empty where it is hidden.", .decimal, width: 12),
        Column("hidden", "Hidden", "Whether it is hidden: it is small.", .flag, width: 8, isRequired: true),
        Column("source", "Source", "Where it comes from.", width: 20),
        Column("dataDay", "As of", "Day of the data.", .day, width: 11),
      ], key: []
    ) { body in
      try trail.forEachInFull { entry in
        for (event, data) in zip(entry.events, entry.marked) {
          let month = data["month"]?.string
          for item in (data["indicators"]?.array ?? []) + (data["metrics"]?.array ?? []) {
            guard let text = (item["now"] ?? item["value"])?.string, let value = Decimal(text) else {
              continue
            }
            let isHidden = SmallNumbers.isSmall(value, under: limit)
            try body([
              .text(entry.entry.ref), .text(item["school"]?.string ?? event.school?.text),
              .text(item["name"]?.string), .text(item["period"]?.string ?? month),
              isHidden ? .none : .decimal(value), .flag(isHidden), .text(item["source"]?.string),
              .day(item["dataDay"]?.string.flatMap { Day($0) }),
            ])
          }
        }
      }
    }
  }
}

/// A function that a variation moves in a school.
private struct Varied {
  let school: SchoolCode
  let holding: Holding
  let lastDay: Day?

  /// `CFO to 22 Jul 2025`.
  var words: String {
    let limit = holding.limit.map { " up to \(Prose.grouped($0.pounds))" } ?? ""
    return holding.holder + limit + (lastDay.map { " to \($0.text)" } ?? "")
  }

  static func all(_ state: TrustState) -> [Varied] {
    let order = state.trust.scheme(on: state.on)?.order ?? []
    return state.schools.flatMap { school in
      order.compactMap { function -> Varied? in
        guard let holding = state.trust.holding(of: function, school: school, on: state.on),
          let code = holding.variation, let variation = state.trust.variations[code]
        else { return nil }
        let held = variation.named(function, on: state.on) ?? variation.remainder(on: state.on)
        return Varied(school: school, holding: holding, lastDay: held?.days.last)
      }
    }
  }
}

extension Duty {
  /// As `kite due --json` has it.
  func state(on day: Day) -> String {
    due > day ? "ahead" : kind.looksBack ? "again" : due == day ? "due" : "late"
  }
}
