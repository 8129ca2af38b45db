import Governance
import JSON
import Schemas
import Testing

/// Random histories of several years, held against the model after each entry. A failure names its seed, and
/// the same seed plays the same history.
struct HistoryTests {
  static let seeds: ClosedRange<UInt64> = 1...16
  static let steps = 60

  /// Each history played once to its end, for whatever looks at the whole of it.
  private static let played = Result {
    try seeds.map { seed in
      var history = try RandomHistory(seed: seed)
      for _ in 0..<steps { try history.step() }
      return history
    }
  }

  /// The rules by their numbers in the trust's list of what must always hold.
  @Test(arguments: seeds)
  func `rules 1, 2, 5, 6, 9 and 13 hold after each entry of a history of years`(seed: UInt64) throws {
    let history = try Self.played.get()[Int(seed - 1)]
    var looking = Seeded(state: seed &* 7919)
    var lateness: [String: Int] = [:]
    for step in history.steps {
      let at = Comment(rawValue: "seed \(seed), \(step.entry.ref), \(step.kind) on \(step.today)")
      let before = HistoryModel(Array(history.entries.prefix(step.entries - 1)))
      let model = HistoryModel(Array(history.entries.prefix(step.entries)))
      try expectOneHolder(step, model, &looking, at)
      expectRightDecider(step, before, at)
      expectActions(step, at)
      try expectReports(step, before, model, &lateness, at)
      expectAlarms(step, model, at)
    }
    #expect(history.today > day("2026-06-01"), "a history of several years")
  }

  // MARK: 1, 5 and 6: one holder, by at most one variation that names it, and none after its last day

  private func expectOneHolder(
    _ step: RandomHistory.Step, _ model: HistoryModel, _ random: inout Seeded, _ at: Comment
  ) throws {
    let trust = step.after
    // The days on which it turns, the days before, and any other.
    let turns = step.entry.acts.flatMap(\.turns)
    let days =
      turns + turns.map { $0.adding(days: -1) } + [step.today.adding(days: random.number(-250...330))]
    for on in days {
      for school in RandomHistory.schools {
        for name in RandomHistory.functions {
          guard let expected = model.who(name, in: school, on: on) else {
            #expect(
              trust.holding(of: function(name), school: SchoolCode(unchecked: school), on: on) == nil, at)
            continue
          }
          let found = try #require(
            trust.holding(of: function(name), school: SchoolCode(unchecked: school), on: on), at)
          let holding = HistoryModel.Given(
            holder: found.holder, pounds: found.limit?.pounds, upTo: found.limit?.upTo)
          if holding != expected.given || found.variation?.text != expected.variation {
            let by = found.variation?.text ?? "no variation"
            Issue.record("\(name) in \(school) on \(on): \(holding) by \(by), not \(expected); \(at)")
            return
          }
          #expect(trust.namedHolders(of: name, in: school, on: on) <= 1, at)
        }
      }
    }
  }

  // MARK: 2: nobody decides but the holder of the power, and an irregular decision moves nothing

  private func expectRightDecider(
    _ step: RandomHistory.Step, _ model: HistoryModel, _ at: Comment
  ) {
    guard let decision = step.commit.decision, let power = decision["power"]?.string else { return }
    let by = (decision["by"]?.array ?? []).compactMap(\.string)
    if step.entry.isIrregular {
      #expect(step.after.variations.count == step.before.variations.count, "irregular, and it moved: \(at)")
      return
    }
    switch power {
    case "approve-plan":
      let school = step.commit.school ?? ""
      let holder = model.who("E2", in: school, on: step.entry.decided)?.given.holder
      let board = model.board(of: school, on: step.entry.decided)
      let party = holder.flatMap { RandomHistory.party($0, school, board: board) }
      #expect(by == [party].compactMap(\.self), "E2 is the \(holder ?? "")'s: \(at)")
    default: #expect(by == ["body/board"], "'\(power)' is the board's: \(at)")
    }
  }

  // MARK: 5: the ends of a variation are told 30 and 10 days before

  private func expectAlarms(
    _ step: RandomHistory.Step, _ model: HistoryModel, _ at: Comment
  ) {
    let trust = step.after
    guard step.kind == .vary, let code = model.variations.last, let end = model.untouchedEnd(of: code),
      let variation = trust.variations[VariationCode(unchecked: code)], variation.lastDay == end
    else { return }
    let items = variation.items.values.map { $0.compactMap(\.days.last) }
    // Where a later decision took some of its days, it has several ends.
    guard items.allSatisfy({ $0 == [end] }) else { return }
    for (left, warning) in [(31, nil), (30, 30), (11, 30), (10, 10), (0, 10)] as [(Int, Int?)] {
      let on = end.adding(days: -left)
      guard on >= variation.firstDay, on >= step.today else { continue }
      let duties = trust.duties(on: on).filter { duty in
        duty.kind == .endOfVariation && duty.concerns == "variation/\(code)" && duty.due == end
      }
      #expect(duties.count == 1 && duties.first?.warning == warning, "\(left) days before \(end): \(at)")
    }
    #expect(!variation.isLive(on: end.adding(days: 1)), at)
  }

  // MARK: 9: six actions open with the case, and close only by what they stand for

  private static let closing: [Action: Set<String>] = [
    .reviewScheme: [
      "DecisionTaken", "VariationMade", "VariationEnded", "VariationRenewed", "VariationReviewed",
    ],
    .takeLead: ["LeadTaken"], .executiveLeader: ["LeaderAllocated", "PlanApproved"],
    .capacity: ["CapacityIdentified"], .monthlyReporting: ["ReportingSet"],
    .reviewLocalBody: [
      "BodyReviewReported", "GovernorAdded", "ConditionsSet", "InterimBoardInstalled", "DecisionTaken",
    ],
  ]

  private func expectActions(
    _ step: RandomHistory.Step, _ at: Comment
  ) {
    let day = step.today
    // What is voided, ratified or entered late changes what stood before it.
    let isPlain = ![.void, .ratify].contains(step.kind) && step.entry.decided == day
    var types = Set(step.commit.happenings.map { $0.type.type })
    if step.commit.decision != nil { types.insert("DecisionTaken") }
    for open in step.after.cases.values where open.days.contains(day) {
      let actions = step.after.actions(of: open, on: day)
      #expect(actions.map(\.action) == Action.allCases, at)
      guard let earlier = step.before.cases[open.code] else {
        if step.kind == .place { #expect(actions.allSatisfy { !$0.isDone }, "open at once: \(at)") }
        continue
      }
      guard isPlain else { continue }
      for (was, now) in zip(step.before.actions(of: earlier, on: day), actions) where was.isDone != now.isDone
      {
        let own = Self.closing[now.action] ?? []
        // The body that is reviewed is the one that stands on the day.
        let hasNewBody = now.action == .reviewLocalBody && types.contains("InterimBoardEnded")
        #expect(now.isDone || hasNewBody, "\(now.action) opened again: \(at)")
        #expect(
          !own.isDisjoint(with: types) && open.school.text == step.commit.school, "\(now.action): \(at)")
      }
    }
  }

  // MARK: 13: one report a school and month, due by the calendar, and late for ever

  private func expectReports(
    _ step: RandomHistory.Step, _ before: HistoryModel, _ model: HistoryModel,
    _ lateness: inout [String: Int], _ at: Comment
  ) throws {
    let trust = step.after
    for case .report(let code, let school, let month) in step.entry.acts {
      #expect(!before.reports(of: school).contains(code), "one a school and month: \(at)")
      let report = try #require(trust.reports[ReportCode(unchecked: code)], at)
      let due = PaperCalendar.reportDue(month)
      #expect(report.due == due && month.month != 8, at)
      let late = PaperCalendar.workingDays(after: due, to: step.entry.recorded)
      #expect(report.lateBy == late, at)
      lateness[code] = late
    }
    let known = Set(RandomHistory.schools.flatMap { model.reports(of: $0) })
    lateness = lateness.filter { known.contains($0.key) }
    for (code, late) in lateness {
      #expect(trust.reports[ReportCode(unchecked: code)]?.lateBy == late, "\(code) stays late: \(at)")
    }
    #expect(Set(trust.reports.keys.map(\.text)) == known, at)
  }

  // MARK: 17 and 18

  @Test(arguments: seeds)
  func `rules 17 and 18: nothing is taken away, and what was known is never told by later entries`(
    seed: UInt64
  ) throws {
    let history = try Self.played.get()[Int(seed - 1)]
    var looking = Seeded(state: seed &* 104_729)
    let events = history.story.events
    for event in events where event.type == EntryCorrected.type {
      let entry = event.data["entry"]?.string
      #expect(
        events.contains { $0.id == entry && $0.position < event.position && $0.school == event.school },
        "seed \(seed): a correction refers to its entry")
    }
    for mark in history.steps.suffix(4) + history.steps.prefix(12).suffix(4) {
      let known = try Trust(folding: history.story.events.filter { $0.position <= mark.events })
      let model = HistoryModel(Array(history.entries.prefix(mark.entries)))
      for _ in 0..<4 {
        let on = history.today.adding(days: looking.number(-700...200))
        for school in RandomHistory.schools {
          for name in RandomHistory.functions {
            let found = known.holding(of: function(name), school: SchoolCode(unchecked: school), on: on)
            let expected = model.who(name, in: school, on: on)
            #expect(
              found?.holder == expected?.given.holder && found?.variation?.text == expected?.variation,
              "seed \(seed): \(name) in \(school) on \(on), as known at \(mark.events)")
          }
        }
      }
    }
  }

  // MARK: The test itself

  @Test func `histories are long, of many kinds, and refused by many rules`() throws {
    var done: [RandomHistory.Kind: Int] = [:]
    var refused: Set<String> = []
    for history in try Self.played.get() {
      for step in history.steps { done[step.kind, default: 0] += 1 }
      refused.formUnion(history.refused.keys)
    }
    let rare = RandomHistory.Kind.allCases.filter { done[$0] == nil }
    #expect(rare.isEmpty, "\(done)")
    #expect(
      refused.isSuperset(of: [
        "authority", "scheme-carry-over", "report-once", "variation-stacked", "variation-lapsed", "barrier",
      ]), "\(refused.sorted())")
  }

  /// A model that is wrong in one thing must be found out: so would be rules that are wrong in it.
  @Test(arguments: HistoryModel.Fault.allCases)
  func `a single fault is noticed`(fault: HistoryModel.Fault) throws {
    for history in try Self.played.get() {
      let trust = history.trust
      let wrong = HistoryModel(history.entries, fault: fault)
      for on in Set(history.entries.flatMap(\.acts).flatMap(\.turns)) {
        for school in RandomHistory.schools {
          for name in RandomHistory.functions {
            let found = trust.holding(of: function(name), school: SchoolCode(unchecked: school), on: on)
            let told = wrong.who(name, in: school, on: on)
            let same =
              found?.holder == told?.given.holder && found?.limit?.pounds == told?.given.pounds
              && found?.variation?.text == told?.variation
            if !same { return }
          }
        }
      }
    }
    Issue.record("no history tells a model with '\(fault)' from the rules")
  }
}
