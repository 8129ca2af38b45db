import JSON
import Schemas
import Testing

struct CSVColumnTests {
  let columns = PayloadDescription(of: SampleTaken.self).csvColumns

  @Test func `each field is a column, in declared order`() {
    #expect(columns.map(\.name) == SampleTaken.fields.map(\.name))
    #expect(columns.map(\.help) == SampleTaken.fields.map(\.help))
  }

  @Test func `a cell holds text, lists and objects in one line`() {
    #expect(
      columns.map { $0.text(in: SampleTaken.full) } == [
        "S02", "S03; S04", "S09", "body/trust-board; office/CEO", "2025-03-03", "2025-07-22", "2", "20",
        "true",
        "later-on", "Results fell.", "budget only: would not stop orders; nothing: too late", "93.4",
        "2025-03",
        "018bf7e1-0c5a-7000-8000-000000000001", "1; ",
      ])
    #expect(columns.map { $0.text(in: SampleTaken.smallest) }.filter(\.isEmpty).count == 10)
  }

  @Test func `a closed value shows as withheld, with its class`() throws {
    var data = SampleTaken.full
    data["because"] = ["closed": "part2", "digest": "x"]
    let done = data.set(["closed": "restricted", "digest": "x"], at: "options/1/why")
    #expect(done)
    let because = try #require(columns.first { $0.name == "because" })
    let options = try #require(columns.first { $0.name == "options" })
    #expect(because.text(in: data) == "[withheld: part2]")
    #expect(options.text(in: data) == "budget only: would not stop orders; nothing: [withheld: restricted]")
  }

  @Test func `objects are spread over columns, also those that can be closed`() {
    struct Money: Record, Equatable {
      init(from form: inout Form) throws(FieldError) {
        let _: Decimal = try form("amount", "How much.")
        let _: String? = try form("reason", "What for.")
      }
    }
    struct Spent: Payload {
      static let type = "Spent"
      static let summary = "Money was spent."
      init(from form: inout Form) throws(FieldError) {
        let _: Money = try form("first", "At once.")
        let _: Closable<Money>? = try form("later", "Later.")
      }
    }
    let columns = PayloadDescription(of: Spent.self).csvColumns
    #expect(columns.map(\.name) == ["first.amount", "first.reason", "later.amount", "later.reason"])
    let open: JSONValue = ["first": ["amount": "5"], "later": ["amount": "6", "reason": "why"]]
    #expect(columns.map { $0.text(in: open) } == ["5", "", "6", "why"])
    let closed: JSONValue = ["first": ["amount": "5"], "later": ["closed": "part2", "digest": "x"]]
    #expect(columns.map { $0.text(in: closed) } == ["5", "", "[withheld: part2]", "[withheld: part2]"])
  }
}
