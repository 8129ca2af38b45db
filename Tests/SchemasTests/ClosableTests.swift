import JSON
import Schemas
import Testing

struct ClosableTests {
  let digest = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="

  @Test func `an open value is read as the value itself`() throws {
    let value = try Closable<String>.decoded("why")
    #expect(value == .open("why"))
    #expect(value.value == "why")
    #expect(value.contentClass == .open)
  }

  @Test(arguments: [ContentClass.part2, .restricted, .personal])
  func `a closed value is read as its class and digest`(contentClass: ContentClass) throws {
    let value = try Closable<String>.decoded(ClosedValue.json(contentClass, digest: digest))
    #expect(value == .closed(contentClass, digest: digest))
    #expect(value.value == nil)
    #expect(value.contentClass == contentClass)
  }

  @Test(arguments: [
    "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU",
    "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU=", "", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuF==",
  ])
  func `a digest that is not 32 bytes in their one spelling is refused`(digest: String) {
    let error = #expect(throws: FieldError.self) {
      try Closable<String>.decoded(["closed": "part2", "digest": .string(digest)])
    }
    #expect(error?.path == "digest")
  }

  @Test(arguments: ["open", "secret", 3, nil] as [JSONValue])
  func `a closed value of no closed class is refused`(contentClass: JSONValue) {
    let error = #expect(throws: FieldError.self) {
      try Closable<String>.decoded(["closed": contentClass, "digest": .string(digest)])
    }
    #expect(error?.path == "closed")
  }

  @Test func `an object that is no closed value is read as the value, which may refuse it`() throws {
    #expect(throws: FieldError.self) { try Closable<String>.decoded(["closed": "part2"]) }
    let other: JSONValue = ["closed": "part2", "digest": "x", "more": 1]
    #expect(try Closable<JSONValue>.decoded(other) == .open(other))
  }
}
