import JSON
import Testing

struct JSONErrorTests {
  @Test(arguments: [
    (#"{"a":1,"a":2}"#, "byte 8: a name stands twice in one object"),
    ("[1", "byte 3: the text ends too early; expected ',' or ']'"),
    ("[1 2]", "byte 4: this is not JSON; expected ',' or ']'"),
    ("1.5", "byte 1: only whole numbers are allowed, without '.' and 'e'; write others as text"),
  ])
  func `an error says in words what and where`(text: String, words: String) {
    let error = #expect(throws: JSONError.self) { try JSONValue.parse(text) }
    #expect(error?.description == words)
  }

  @Test func `without a place the reason stands alone`() {
    #expect(JSONError(offset: nil, reason: .tooDeep).description == "the nesting is deeper than 64")
    #expect(JSONError(offset: nil, reason: .malformed(expected: nil)).description == "this is not JSON")
  }
}
