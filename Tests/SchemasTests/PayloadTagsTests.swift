import JSON
import Schemas
import Testing

struct PayloadTagsTests {
  let description = PayloadDescription(of: SampleTaken.self)

  @Test func `every identifier and reference gives its tag, sorted and once`() {
    var data = SampleTaken.full
    data["others"] = ["S04", "S02", "S03"]
    #expect(
      description.tags(of: data)
        == ["body/trust-board", "office/CEO", "school/S02", "school/S03", "school/S04"])
  }

  @Test func `an untagged field hides what is in it, however deep`() {
    struct Inner: Record {
      init(from form: inout Form) throws(FieldError) {
        let _: SchoolID = try form("school", "School.")
        let _: [Reference] = try form("by", "By.")
      }
    }
    struct Outer: Payload {
      static let type = "Outer"
      static let summary = "Something outside."
      init(from form: inout Form) throws(FieldError) {
        let _: [Inner] = try form("seen", "Tagged.")
        let _: [Inner] = try form("hidden", "Not tagged.", .untagged)
        let _: Inner? = try form("alone", "One.")
        let _: Closable<SchoolID>? = try form("closable", "May be closed.")
      }
    }
    let description = PayloadDescription(of: Outer.self)
    let data: JSONValue = [
      "seen": [["school": "A", "by": ["body/a"]]], "hidden": [["school": "B", "by": ["body/b"]]],
      "alone": ["school": "C"], "closable": "D",
    ]
    #expect(description.tags(of: data) == ["body/a", "school/A", "school/C", "school/D"])
    var closed = data
    closed["closable"] = ["closed": "part2", "digest": "x"]
    #expect(description.tags(of: closed) == ["body/a", "school/A", "school/C"])
  }

  @Test func `data that is not complete gives the tags that it has`() {
    #expect(description.tags(of: ["school": "S02", "by": 3, "others": nil]) == ["school/S02"])
    #expect(description.tags(of: []).isEmpty)
  }
}
