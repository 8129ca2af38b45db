import EventLog
import Governance
import History
import Projections
import Schemas
import Testing

@testable import kite

/// The story's deadlines and how they were met, as its whole record tells them.
struct DueRegisterTests {
  private func trust() throws -> Trust {
    let log = try Log(opening: try Greywether.asked().record, for: .reading)
    return try Trust(folding: History(log).everything())
  }
  private func day(_ text: String) throws -> Day { try #require(Day(text)) }
  private let ormerdyke = SchoolCode(unchecked: "S02")

  @Test func `nineteen reviews of variations were due, all in time, and one is ahead`() throws {
    let variations = try trust().variations.values
    let reviews = variations.flatMap(\.reviews)
    #expect(reviews.count == 19 && reviews.allSatisfy { $0.met <= $0.due })
    let (end, ahead) = (try day("2026-08-31"), try day("2026-10-21"))
    #expect(variations.filter { $0.isLive(on: end) }.map(\.reviewBy) == [ahead])
  }

  @Test func `the registers were told of every change, with these days of the fourteen used`() throws {
    let changes = try trust().registerChanges(by: try day("2026-08-31"))
    #expect(changes.map { $0.met?.ref } == ["E25", "X33", "X34", "E56", "E66", "X40", "E80"])
    #expect(changes.map(\.daysUsed) == [5, 1, 2, 11, 8, 1, 6])
    #expect(changes.allSatisfy { $0.since.days(to: $0.due) == 14 })
  }

  @Test func `the urgent decision was ratified in seven working days, the forced review held in eight`()
    throws
  {
    let trust = try trust()
    let open = try #require(trust.cases.values.first { $0.school == ormerdyke })
    let ratified = try #require(open.ratifiedFrom)
    #expect(trust.calendar.workingDays(from: open.days.first, to: ratified) == 7)
    let due = try day("2025-03-21")
    let forced = trust.forcedReviews(of: ormerdyke)
    #expect(forced.map(\.report.text) == ["S02-2025-02"] && forced.map(\.due) == [due])
    let held = try #require(forced.first?.met)
    #expect(trust.calendar.workingDays(from: try day("2025-03-07"), to: held) == 8)
  }

  @Test func `one report of twenty-eight came in late`() throws {
    let reports = try trust().reports.values
    #expect(reports.count == 28 && reports.filter { $0.lateBy > 0 }.map(\.code.text) == ["S02-2025-01"])
  }

  @Test func `requests were answered in their time`() throws {
    let requests = try trust().requests
    #expect(requests.count == 3 && requests.values.allSatisfy { ($0.answered ?? $0.due) <= $0.due })
    let calendar = try trust().calendar
    for request in requests.values {
      #expect(request.kind.due(received: request.received, calendar) == request.due, "\(request.code)")
    }
  }
}
