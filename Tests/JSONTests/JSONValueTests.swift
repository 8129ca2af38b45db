import JSON
import Testing

struct JSONValueTests {
  let sample: JSONValue = ["a": 1, "b": [true, nil, "x"], "c": ["d": "e"]]

  @Test func `members and items are read by name and number`() {
    #expect(sample["a"]?.integer == 1)
    #expect(sample["b"]?[2]?.string == "x")
    #expect(sample["b"]?[0]?.bool == true)
    #expect(sample["c"]?["d"] == "e")
    #expect(sample["z"] == nil)
    #expect(sample["b"]?[3] == nil)
    #expect(sample["b"]?[-1] == nil)
    #expect(sample[0] == nil)
    #expect(sample["a"]?["b"] == nil)
  }

  @Test func `getters give nil for another kind`() {
    #expect(sample.string == nil && sample.integer == nil && sample.bool == nil && sample.array == nil)
    #expect(sample["a"]?.members == nil)
    #expect(JSONValue.null.isNull && !sample.isNull)
  }

  @Test func `every value knows its kind`() {
    let values: [JSONValue] = [nil, true, 1, "", [], [:]]
    #expect(values.map(\.kind) == [.null, .bool, .integer, .string, .array, .object])
  }

  @Test func `setting a member replaces it in place, adds it at the end, or takes it away`() {
    var value = sample
    value["b"] = 2
    value["z"] = 3
    value["a"] = nil
    #expect(value.text == #"{"b":2,"c":{"d":"e"},"z":3}"#)
    value["absent"] = nil
    #expect(value.members?.count == 3)
  }

  @Test func `setting a member of anything but an object changes nothing`() {
    var value: JSONValue = [1]
    value["a"] = 2
    #expect(value == [1])
  }

  @Test func `strings and names are equal as bytes only`() {
    #expect(JSONValue.string("é") != .string("e\u{301}"))
    #expect(JSONValue.object([JSONMember("é", 1)]) != .object([JSONMember("e\u{301}", 1)]))
    let both: JSONValue = ["é": 1, "e\u{301}": 2]
    #expect(both["e\u{301}"] == 2)
  }

  @Test func `the order of members counts`() {
    #expect(JSONValue.parsed(#"{"a":1,"b":2}"#) != JSONValue.parsed(#"{"b":2,"a":1}"#))
  }

  @Test func `values of different kinds differ`() {
    let values: [JSONValue] = [nil, false, 0, "", [], [:]]
    for (i, a) in values.enumerated() {
      for (j, b) in values.enumerated() { #expect((a == b) == (i == j)) }
    }
  }
}

extension JSONValue {
  static func parsed(_ text: String) -> JSONValue? { try? parse(text) }
}
