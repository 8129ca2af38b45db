import Schemas
import Testing

struct ShapeTests {
  @Test(
    arguments: [
      (.integer(1...5), "a whole number from 1 to 5"), (.integer(nil), "a whole number"),
      (.choice(["a", "b"]), "one of a, b"), (.choice(["a"]), "'a'"),
      (.closable(.day), "a day such as 2025-03-03"),
      (.list(.text, atLeast: 0), "a list, each item text"),
      (.list(.text, atLeast: 2), "a list of at least 2, each item text"),
      (.code("holder as the scheme codes it"), "holder as the scheme codes it"),
      (.object([FieldDescription(name: "a", help: "", shape: .text, isRequired: true)]), "an object with a"),
    ] as [(Shape, String)])
  func `a shape says what is expected`(shape: Shape, words: String) {
    #expect(shape.words == words)
  }
}
