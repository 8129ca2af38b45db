import JSON
import Testing

@testable import Schemas

struct PayloadCheckTests {
  let description = PayloadDescription(of: SampleTaken.self)

  @Test func `good data passes`() throws {
    try description.check(SampleTaken.smallest)
    try description.check(SampleTaken.full)
  }

  @Test func `an unknown field is refused, with the name that was probably meant`() {
    var data = SampleTaken.full
    data["dayPerWeek"] = 2
    let error = #expect(throws: FieldError.self) { try description.check(data) }
    #expect(
      error?.description
        == "field 'dayPerWeek': expected a field that is declared (did you mean 'daysPerWeek'?), "
        + "found an unknown field")
  }

  @Test func `an unknown field deep within is refused with its path`() {
    var data = SampleTaken.full
    data["options"] = [["what": "a", "why": "b"], ["what": "a", "why": "b", "frequency": 1]]
    let error = #expect(throws: FieldError.self) { try description.check(data) }
    #expect(
      error?.description
        == "field 'options/1/frequency': expected one of the fields what, why, found an unknown field")
  }

  @Test func `what is any JSON may have any fields`() throws {
    var data = SampleTaken.full
    data["note"] = ["anything": ["goes": [1]]]
    try description.check(data)
  }

  @Test func `what the payload's own declaration refuses is refused`() {
    var data = SampleTaken.full
    data["lastDay"] = "2025-03-02"
    let error = #expect(throws: FieldError.self) { try description.check(data) }
    #expect(error?.path == "lastDay")
  }

  @Test(arguments: [
    JSONValue.integer(1 << 53), .string("a\u{0}"), .object([JSONMember("a", 1), JSONMember("a", 2)]),
  ])
  func `data that no text could hold is refused`(value: JSONValue) {
    var data = SampleTaken.full
    data["note"] = value
    #expect(throws: FieldError.self) { try description.check(data) }
  }

  @Test func `all missing fields are named at once, with their paths`() {
    let data: JSONValue = [
      "school": "S02", "by": [], "firstDay": nil, "options": [["what": "a"], ["why": "b"]],
    ]
    #expect(
      description.missing(in: data).map(\.name) == [
        "by", "firstDay", "daysPerWeek", "isUrgent", "because", "options/0/why", "options/1/what",
      ])
    #expect(description.missing(in: SampleTaken.smallest).isEmpty)
    #expect(description.missing(in: [:]).count == 6)
  }

  @Test func `closed values are neither missing nor unknown`() throws {
    var data = SampleTaken.full
    let closed = ClosedValue.json(.part2, digest: "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")
    let done = data.set(closed, at: "options/0/why")
    #expect(done)
    data["because"] = closed
    try description.check(data)
    #expect(description.missing(in: data).isEmpty)
  }

  @Test("the shape and the payload's reader agree on every damaged value", arguments: 0..<20 as Range<Int>)
  func agreement(place: Int) {
    // Each number is one place of the full data, where each odd value is put.
    let odd: [JSONValue] = [
      nil, true, 0, 3, 40, -1, "", "x", "S03", "body/x", "2025-03-03", "2025-03", "93.4", "yes", "a b",
      "018bf7e1-0c5a-7000-8000-000000000001", [], ["S05"], ["body/x"], [[:]], [["what": "a", "why": "b"]],
      [:],
      ["what": "a"], ["closed": "part2", "digest": "x"], ["closed": "open", "digest": "x"],
    ]
    let paths = SampleTaken.fields.map(\.name) + ["options/0/what", "options/1/why", "others/1", "by/0"]
    var data = SampleTaken.full
    data["lastDay"] = nil
    let path = paths[place % paths.count]
    for value in odd {
      var changed = data
      if !changed.set(value, at: path) { changed[path] = value }
      let isRead = (try? SampleTaken.decode(changed)) != nil
      let hasShape = (try? Shape.object(SampleTaken.fields).check(changed)) != nil
      // The one rule over two fields is the payload's alone.
      if path == "lastDay" || path == "firstDay" { continue }
      #expect(isRead == hasShape, "\(path): \(value.text)")
    }
  }
}
