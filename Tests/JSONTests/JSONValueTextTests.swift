import JSON
import Testing

struct JSONValueTextTests {
  @Test func `only quotes, backslashes and controls are escaped`() {
    let value: JSONValue = [
      "a/é\u{2028}": .string("\"\\\u{1}\u{8}\t\n\u{c}\r\u{1f}\u{7f}"), "n": [nil, true, -5],
    ]
    #expect(
      value.text == #"{"a/é"# + "\u{2028}" + #"":"\"\\\u0001\b\t\n\f\r\u001f"# + "\u{7f}"
        + #"","n":[null,true,-5]}"#)
  }

  @Test func `what was written is read back`() throws {
    let value: JSONValue = [
      "a": [1, -2, 9_007_199_254_740_991], "b": ["c": nil, "": ""], "d": [false, [], [:]],
    ]
    let parsed = try JSONValue.parse(value.text)
    #expect(parsed == value)
  }
}
