import JSON
import Schemas
import Testing

struct FieldErrorTests {
  @Test func `an error names its field, its option, or neither`() {
    let error = FieldError(expected: "text", found: "3")
    #expect(error.description == "expected text, found 3")
    #expect(error.inside("why").inside("0").inside("options").path == "options/0/why")
    #expect(error.inside("why").description == "field 'why': expected text, found 3")
    #expect(
      FieldError(path: "--why", expected: "text", found: "3").description
        == "option '--why': expected text, found 3")
  }

  @Test(
    arguments: [
      (nil, "nothing"), (true, "true"), (-3, "-3"), ("", "empty text"), ("abc", "'abc'"), ([1], "a list"),
      ([:], "an object"), (.string(String(repeating: "x", count: 41)), "text of 41 bytes"),
    ] as [(JSONValue, String)])
  func `what was found is said shortly, and long texts are not shown`(value: JSONValue, words: String) throws
  {
    let bytes = value.bytes
    let document = try JSONDocument(bytes.span)
    #expect(FieldError(expected: "x", found: document.root).found == words)
  }
}
