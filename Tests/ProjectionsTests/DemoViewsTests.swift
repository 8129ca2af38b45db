import EventLog
import Governance
import History
import Projections
import Schemas
import TestSupport
import Testing

struct DemoViewsTests {
  let demo: DemoRecord
  let views: Views
  let history: History

  init() throws {
    demo = try DemoRecord.whole.get()
    history = try demo.history()
    views = try Views(history)
  }

  private func state(_ school: String, _ on: String) throws -> SchoolState {
    try required(try views.state(of: SchoolCode(unchecked: school), on: try day(on)), "\(school) on \(on)")
  }

  @Test func `on every day of the story the views say what a fold of the log says`() throws {
    let trust = try Trust(folding: history.everything())
    var on = try day("2015-12-30")
    let last = try day("2027-02-01")
    while on < last {
      let states = try views.states(on: on)
      #expect(states == trust.states(on: on), "on \(on)")
      on = on.adding(days: 1)
    }
  }

  @Test func `a school's own fold says the same as the fold of the whole log`() throws {
    let school = SchoolCode(unchecked: "S02")
    let own = try history.trust(Reads.state(of: school))
    let whole = try Trust(folding: history.everything())
    #expect(own.spans(of: school) == whole.spans(of: school))
  }

  @Test func `a school has the level of risk that the story tells`() throws {
    #expect(try state("S03", "2023-11-08").risk == .none)
    let placed = try state("S03", "2023-11-09")
    #expect(placed.risk == .moderate)
    #expect(placed.since == (try day("2023-11-09")))
    let ended = try state("S03", "2024-07-08")
    #expect(ended.risk == .none)
    #expect(ended.followUpUntil == (try day("2024-12-20")))
    #expect(try state("S12", "2023-12-15").risk == .watch)
    #expect(try state("S02", "2026-08-31").risk == .moderate)
    #expect(try state("S02", "2026-08-31").variations.map(\.text) == ["V-2026-01"])
    #expect(try state("S02", "2026-08-31").levelSince != (try state("S02", "2026-08-31").since))
  }

  @Test func `an urgent decision waits for its ratification until the Board has ratified it`() throws {
    let urgent = try state("S02", "2024-11-11")
    #expect(urgent.risk == .high)
    #expect(urgent.ratifyBy == (try day("2024-11-25")))
    #expect(try state("S02", "2024-11-20").ratifyBy == nil)
  }

  @Test func `a school in the middle of its case shows its board, its leader and its last report`() throws {
    let state = try state("S02", "2025-05-01")
    #expect(state.localBody?.text == "ieb-S02")
    #expect(state.variations.map(\.text) == ["V-2024-01", "V-2025-01"])
    #expect(state.leader?.office.text == "exec-head-secondary")
    #expect(state.leader?.daysPerWeek == 3)
    #expect(state.lastReport?.month.text == "2025-03")
  }

  @Test func `a late report stays late, and the one after it is in time`() throws {
    let late = try required(try state("S02", "2025-02-14").lastReport, "a report")
    #expect(late.month.text == "2025-01")
    #expect(late.lateBy == 5)
    let next = try required(try state("S02", "2025-03-06").lastReport, "a report")
    #expect(next.month.text == "2025-02")
    #expect(next.rating == .red)
    #expect(next.direction == .unchanged)
    #expect(next.due == (try day("2025-03-07")))
    #expect(next.lateBy == 0)
  }

  @Test func `a leader comes, goes down to a day a week, and leaves`() throws {
    #expect(try state("S02", "2024-11-22").leader == nil)
    #expect(try state("S02", "2024-11-25").leader?.daysPerWeek == 3)
    #expect(try state("S02", "2025-11-03").leader?.daysPerWeek == 1)
    #expect(try state("S02", "2026-07-22").leader == nil)
  }

  @Test func `a local body gives way to an interim board with a shadow body, and comes back`() throws {
    #expect(try state("S02", "2025-04-21").localBody?.text == "lgb-S02")
    #expect(try state("S02", "2025-04-22").localBody?.text == "ieb-S02")
    #expect(try state("S02", "2026-03-02").shadow?.text == "shadow-S02")
    #expect(try state("S02", "2026-07-22").localBody?.text == "lgb-S02")
    #expect(try state("S06", "2024-01-08").localBody?.text == "lgb-S06-S07")
  }
}
