import JSON
import Schemas
import Testing

struct FormTests {
  @Test func `a declaration describes its fields in their order`() {
    let text = FieldDescription(
      name: "what", help: "What could have been done.", shape: .text, isRequired: true)
    let why = FieldDescription(
      name: "why", help: "Why it was not.", shape: .closable(.text), isRequired: true)
    #expect(RejectedOption.fields == [text, why])

    let fields = SampleTaken.fields
    #expect(
      fields.map(\.name) == [
        "school", "others", "listed", "by", "firstDay", "lastDay", "daysPerWeek", "weeks", "isUrgent",
        "answer",
        "because", "options", "cost", "month", "entry", "note",
      ])
    #expect(
      fields.map(\.shape) == [
        .identifier(tag: "school"), .list(.identifier(tag: "school"), atLeast: 0),
        .list(.identifier(tag: "school"), atLeast: 0), .list(.reference, atLeast: 1), .day, .day,
        .integer(1...5),
        .integer(0...39), .boolean, .choice(["yes", "no", "later-on"]), .closable(.text),
        .list(.object([text, why]), atLeast: 0), .decimal, .month, .entry, .json,
      ])
    #expect(
      fields.filter(\.isRequired).map(\.name)
        == ["school", "by", "firstDay", "daysPerWeek", "isUrgent", "because"])
    #expect(fields.filter { !$0.isTagged }.map(\.name) == ["listed"])
    #expect(fields.first?.help == "School that it concerns.")
  }

  @Test func `a declaration that would refuse its examples is still described whole`() {
    struct Picky: Record {
      let first: Day, second: Day
      init(from form: inout Form) throws(FieldError) {
        first = try form("first", "First.")
        second = try form("second", "Later than the first.")
        try form.require(first < second, "second", expected: "a later day", found: second.text)
      }
    }
    #expect(Picky.fields.map(\.name) == ["first", "second"])
    #expect(Picky.example.first == Day.example)
    let error = #expect(throws: FieldError.self) {
      try Picky.decoded(["first": "2025-03-03", "second": "2025-03-03"])
    }
    #expect(error?.description == "field 'second': expected a later day, found 2025-03-03")
  }

  @Test func `a field that is declared twice is a mistake of the program`() async {
    await #expect(processExitsWith: .failure) {
      struct Twice: Record {
        init(from form: inout Form) throws(FieldError) {
          let _: Int = try form("a", "One.")
          let _: Int = try form("a", "The same.")
        }
      }
      _ = Twice.fields
    }
  }

  @Test func `a list of a minimum is read from that minimum on`() throws {
    struct Panel: Record {
      let members: [SchoolID]
      init(from form: inout Form) throws(FieldError) {
        members = try form("members", "At least three.", atLeast: 3)
      }
    }
    #expect(Panel.example.members.count == 3)
    #expect(try Panel.decoded(["members": ["A", "B", "C"]]).members.count == 3)
    let few = #expect(throws: FieldError.self) { try Panel.decoded(["members": ["A", "B"]]) }
    #expect(few?.found == "a list of 2")
    #expect(throws: FieldError.self) { try Panel.decoded([:]) }
  }

  @Test func `names of one character are found too`() throws {
    struct Short: Record {
      let a: Int, b: Int?
      init(from form: inout Form) throws(FieldError) {
        a = try form("a", "A.")
        b = try form("b", "B.")
      }
    }
    let short = try Short.decoded(["b": 2, "a": 1])
    #expect(short.a == 1 && short.b == 2)
  }
}
