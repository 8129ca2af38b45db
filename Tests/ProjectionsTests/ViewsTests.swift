import EventLog
import Governance
import History
import Schemas
import TestSupport
import Testing

@testable import Projections

struct ViewsTests {
  /// Everything that the views say, to be compared.
  struct Everything: Equatable {
    var states: [[SchoolState]] = []
    var variations: [VariationLine] = []
    var deployments: [DeploymentLine] = []
    var plans: [PlanLine] = []
    var reports: [ReportLine] = []
    var bodies: [BodyLine] = []
    var offices: [OfficeLine] = []
    var entries: [Entry] = []
    var cases: [[String]] = []

    init(_ views: Views, on days: [Day]) throws {
      states = try days.map { try views.states(on: $0) }
      variations = try views.variations()
      deployments = try views.deployments()
      plans = try views.plans()
      reports = try views.reports()
      bodies = try views.bodies()
      offices = try views.offices()
      entries = try views.entries()
      for riskCase in ["A", "B", "A-S2"] {
        var selection = EntrySelection()
        selection.riskCase = CaseCode(unchecked: riskCase)
        cases.append(try views.entries(selection).map(\.ref))
      }
    }

    /// The same from the events alone.
    init(folding events: [TrustEvent], on days: [Day]) throws {
      let trust = try Trust(folding: events)
      states = days.map { trust.states(on: $0) }
      variations = trust.variations.values.sorted { $0.code < $1.code }.flatMap(VariationLine.lines)
      deployments = trust.deployments.values.sorted { $0.code < $1.code }.flatMap(DeploymentLine.lines)
      plans = trust.plans.values.sorted { $0.code < $1.code }.flatMap { plan in
        plan.versions.compactMap { version in
          plan.school.map {
            PlanLine(
              plan: plan.code, school: $0, version: version.name, submitted: version.submitted,
              state: version.state,
              approvedAs: version.approvedAs)
          }
        }
      }
      // Reports of a school stay when it turns out that it never joined.
      let reporting = Set(trust.reports.values.map(\.school)).sorted()
      reports = reporting.flatMap { trust.reports(of: $0) }.map(ReportLine.init)
      bodies = BodiesView.bodies(trust)
      offices = BodiesView.offices(trust)
      entries = try Entry.fold(events, EntrySelection())
      for riskCase in ["A", "B", "A-S2"] {
        var selection = EntrySelection()
        selection.riskCase = CaseCode(unchecked: riskCase)
        cases.append(try Entry.fold(events, selection).map(\.ref))
      }
    }
  }

  static func days(_ random: inout Seeded) throws -> [Day] {
    let start = try day("2023-06-01")
    return (0..<60).map { _ in start.adding(days: Int.random(in: 0..<900, using: &random)) }
  }

  @Test(
    "after every catch-up, and after a rebuild, the views say what a fold of the log says",
    arguments: 1...16 as ClosedRange<UInt64>)
  func agrees(seed: UInt64) throws {
    var story = try RandomHistory(seed: seed)
    let days = try ViewsTests.days(&story.random)
    for _ in 0..<25 { try story.recordSomething() }
    // A catch-up of one commit must find by itself what that commit changes.
    for round in 0..<20 {
      switch Int.random(in: 0..<4, using: &story.random) {
      case 0: try story.recordSetUp()
      case 1: try story.recordSomething()
      default: try story.recordAboutEntry()
      }
      let history = History(story.log)
      let views = try Views(history)
      #expect(views.rebuilt.isEmpty == (round > 0))
      let caughtUp = try Everything(views, on: days)
      let folded = try Everything(folding: history.everything(), on: days)
      try expectEqual(caughtUp, folded)
    }
    let views = try Views(History(story.log))
    let caughtUp = try Everything(views, on: days)
    try views.rebuild()
    #expect(views.rebuilt.count == allProjections.count)
    let rebuilt = try Everything(views, on: days)
    try expectEqual(rebuilt, caughtUp)
  }

  @Test("a selection finds the same by SQL and by a fold", arguments: 20...25 as ClosedRange<UInt64>)
  func selects(seed: UInt64) throws {
    var story = try RandomHistory(seed: seed)
    for _ in 0..<50 { try story.recordSomething() }
    let history = History(story.log)
    let views = try Views(history)
    let events = try history.everything()
    for _ in 0..<40 {
      var selection = EntrySelection()
      if story.chance(30) { selection.school = SchoolCode(unchecked: story.pick(["S1", "S2", "S9"])) }
      if story.chance(30) {
        selection.riskCase = CaseCode(unchecked: story.pick(["A", "B-S2", "A-S3", "Z"]))
      }
      if story.chance(20) {
        selection.type = story.pick([VariationMade.type, DecisionTaken.type, NoticeGiven.type])
      }
      if story.chance(20) { selection.by = story.pick(["TB", "Board", "CEO", "board", "office/CEO", "HT"]) }
      if story.chance(20) {
        selection.text = story.pick(["decided", "decid*", "heard REASONS", "", "names - plan*", "e1"])
      }
      if story.chance(20) { selection.principle = "integrity" }
      if story.chance(20) {
        selection.since = Instant(milliseconds: Int(story.log.lastTime)).londonDay.adding(days: -40)
      }
      if story.chance(20) {
        selection.until = Instant(milliseconds: Int(story.log.lastTime)).londonDay.adding(days: -20)
      }
      if story.chance(20) {
        selection.upTo = Int.random(in: 0...story.log.head.rawValue, using: &story.random)
      }
      let found = try views.entries(selection)
      let upTo = events.filter { $0.position <= selection.upTo ?? .max }
      let folded = try Entry.fold(upTo, selection)
      #expect(found == folded, "\(selection)")
    }
  }

  /// Part by part, so that a failure names what differs.
  func expectEqual(
    _ views: Everything, _ folded: Everything, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    for (mine, other) in zip(views.states, folded.states) {
      #expect(mine == other, sourceLocation: sourceLocation)
      if mine != other { break }
    }
    #expect(views.variations == folded.variations, sourceLocation: sourceLocation)
    #expect(views.deployments == folded.deployments, sourceLocation: sourceLocation)
    #expect(views.plans == folded.plans, sourceLocation: sourceLocation)
    #expect(views.reports == folded.reports, sourceLocation: sourceLocation)
    #expect(views.bodies == folded.bodies, sourceLocation: sourceLocation)
    #expect(views.offices == folded.offices, sourceLocation: sourceLocation)
    #expect(views.entries.map(\.ref) == folded.entries.map(\.ref), sourceLocation: sourceLocation)
    for (mine, other) in zip(views.entries, folded.entries) {
      #expect(mine == other, sourceLocation: sourceLocation)
      if mine != other { break }
    }
    #expect(views.cases == folded.cases, sourceLocation: sourceLocation)
  }
}
