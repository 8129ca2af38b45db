import JSON
import Schemas
import Testing

struct ReferenceTests {
  @Test func `a reference has a kind and an id`() throws {
    let reference = try #require(Reference("body/trust-board"))
    #expect(reference.kind == "body")
    #expect(reference.id == "trust-board")
    #expect(Reference(SchoolID(unchecked: "S02")).text == "school/S02")
  }

  @Test(arguments: ["body", "body/", "/x", "Body/x", "body/x/y", "body/ x", "", "b2/x"])
  func `anything else is refused`(text: String) {
    #expect(Reference(text) == nil)
    #expect(throws: FieldError.self) { try Reference.decoded(.string(text)) }
  }
}
