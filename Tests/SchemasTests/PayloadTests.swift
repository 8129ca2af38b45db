import JSON
import Schemas
import Testing

struct PayloadTests {
  @Test func `every form of field is read`() throws {
    let sample = try SampleTaken.decode(SampleTaken.full)
    #expect(sample.school.text == "S02")
    #expect(sample.others.map(\.text) == ["S03", "S04"])
    #expect(sample.by.map(\.kind) == ["body", "office"])
    #expect(sample.lastDay == Day(year: 2025, month: 7, day: 22))
    #expect(sample.daysPerWeek == 2)
    #expect(sample.weeks == 20)
    #expect(sample.isUrgent)
    #expect(sample.answer == .later)
    #expect(sample.because == .open("Results fell."))
    #expect(sample.options.map(\.why.value) == ["would not stop orders", "too late"])
    #expect(sample.cost?.text == "93.4")
    #expect(sample.month?.text == "2025-03")
    #expect(sample.entry?.text == "018bf7e1-0c5a-7000-8000-000000000001")
    #expect(sample.note == ["a": [1, nil]])
  }

  @Test func `optional fields may be absent or null`() throws {
    let sample = try SampleTaken.decode(SampleTaken.smallest)
    #expect(sample.lastDay == nil && sample.weeks == nil && sample.answer == nil && sample.cost == nil)
    #expect(sample.others.isEmpty && sample.options.isEmpty)
    var data = SampleTaken.smallest
    for name in ["others", "lastDay", "weeks", "answer", "options", "cost", "month", "entry", "note"] {
      data[name] = .null
    }
    let withNulls = try SampleTaken.decode(data)
    #expect(withNulls == sample)
  }

  @Test func `fields are read in any order`() throws {
    let members = try #require(SampleTaken.full.members)
    let sample = try SampleTaken.decode(SampleTaken.full)
    let reversed = try SampleTaken.decode(.object(members.reversed()))
    #expect(reversed == sample)
  }

  @Test func `unknown fields are ignored when a log is read`() throws {
    var data = SampleTaken.full
    data["laterAddition"] = ["x": 1]
    let sample = try SampleTaken.decode(data)
    let plain = try SampleTaken.decode(SampleTaken.full)
    #expect(sample == plain)
  }

  @Test func `a missing field is named with what was expected`() {
    var data = SampleTaken.smallest
    data["firstDay"] = nil
    #expect(throws: FieldError(path: "firstDay", expected: "a day such as 2025-03-03", found: "nothing")) {
      try SampleTaken.decode(data)
    }
  }

  @Test(
    arguments: [
      (
        "school", "S 02",
        "field 'school': expected the id of a school, of letters, digits, '-' and '.', found 'S 02'"
      ),
      ("daysPerWeek", 9, "field 'daysPerWeek': expected a whole number from 1 to 5, found 9"),
      ("weeks", "20", "field 'weeks': expected a whole number from 0 to 39, found '20'"),
      ("isUrgent", "yes", "field 'isUrgent': expected true or false, found 'yes'"),
      ("answer", "maybe", "field 'answer': expected one of yes, no, later-on, found 'maybe'"),
      ("firstDay", "2025-02-30", "field 'firstDay': expected a day such as 2025-03-03, found '2025-02-30'"),
      ("because", "", "field 'because': expected text, found empty text"),
      ("because", 3, "field 'because': expected text, found 3"),
      (
        "others", "S03",
        "field 'others': expected a list, each item the id of a school, of letters, digits, "
          + "'-' and '.', found 'S03'"
      ),
      (
        "by", [],
        "field 'by': expected a list of at least 1, each item a kind and an id, such as body/trust-board, "
          + "found an empty list"
      ),
      (
        "options", [["what": "a", "why": "b"], ["what": "c"]],
        "field 'options/1/why': expected text, found nothing"
      ),
      ("options", [3], "field 'options/0': expected an object, found 3"),
      ("cost", "1e3", "field 'cost': expected a number as text, such as '93.4', found '1e3'"),
      ("lastDay", "2025-03-02", "field 'lastDay': expected a day not before 2025-03-03, found 2025-03-02"),
    ] as [(String, JSONValue, String)])
  func `a wrong value is refused in words`(field: String, value: JSONValue, words: String) {
    var data = SampleTaken.full
    data[field] = value
    let error = #expect(throws: FieldError.self) { try SampleTaken.decode(data) }
    #expect(error?.description == words)
  }

  @Test func `a parser that is kept reads one payload after another`() throws {
    var parser = JSONParser()
    for data in [SampleTaken.full, SampleTaken.smallest, SampleTaken.full] {
      let sample = try SampleTaken.decode(data.bytes.span, with: &parser)
      let alone = try SampleTaken.decode(data)
      #expect(sample == alone)
      #expect(throws: FieldError.self) { try SampleTaken.decode(Array("[".utf8).span, with: &parser) }
    }
  }

  @Test func `a text that is no JSON or no object is refused`() {
    let broken = #expect(throws: FieldError.self) { try SampleTaken.decode(Array("{".utf8).span) }
    #expect(broken?.expected == "JSON")
    let list = #expect(throws: FieldError.self) { try SampleTaken.decode([1]) }
    #expect(list == FieldError(expected: "an object", found: "a list"))
  }

  @Test func `the type is the name of the Swift type, and the version 1, unless said otherwise`() {
    #expect(SampleTaken.type == "SampleTaken")
    #expect(SampleTaken.version == 1)
  }
}
