import JSON
import Schemas
import Testing

struct PayloadCanonicalTests {
  let description = PayloadDescription(of: SampleTaken.self)

  @Test func `members stand in declared order, without nulls and empty optional lists`() {
    let data: JSONValue = [
      "options": [["why": "b", "what": "a"]], "because": "Results fell.", "others": [], "lastDay": nil,
      "isUrgent": false, "daysPerWeek": 2, "firstDay": "2025-03-03", "by": ["body/trust-board"],
      "school": "S02",
    ]
    #expect(
      description.canonical(data).text
        == #"{"school":"S02","by":["body/trust-board"],"firstDay":"2025-03-03","daysPerWeek":2,"#
        + #""isUrgent":false,"because":"Results fell.","options":[{"what":"a","why":"b"}]}"#)
  }

  @Test func `what is in order stays as it is, and any JSON too`() {
    var data = SampleTaken.full
    #expect(description.canonical(data) == data)
    data["note"] = ["z": nil, "a": []]
    #expect(description.canonical(data)["note"] == ["z": nil, "a": []])
  }

  @Test func `a closed value has its class first`() {
    var data = SampleTaken.smallest
    data["because"] = ["digest": "x", "closed": "part2"]
    #expect(description.canonical(data)["because"]?.text == #"{"closed":"part2","digest":"x"}"#)
  }

  @Test func `what is not declared is kept at the end, what is required is kept empty`() {
    let data: JSONValue = ["more": 1, "by": [], "school": "S02"]
    #expect(description.canonical(data).text == #"{"school":"S02","by":[],"more":1}"#)
    #expect(description.canonical([1]) == [1])
  }

  @Test func `the order does not change what is read`() throws {
    let members = try #require(SampleTaken.full.members)
    let canonical = description.canonical(.object(members.reversed()))
    let sample = try SampleTaken.decode(canonical)
    let original = try SampleTaken.decode(SampleTaken.full)
    #expect(sample == original)
    #expect(canonical == SampleTaken.full)
  }
}
