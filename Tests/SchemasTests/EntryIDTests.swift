import JSON
import Schemas
import Testing

struct EntryIDTests {
  @Test func `a UUID in small letters is an entry's id`() {
    #expect(EntryID("018bf7e1-0c5a-7000-8000-00000000abcf")?.text == "018bf7e1-0c5a-7000-8000-00000000abcf")
  }

  @Test(arguments: [
    "018BF7E1-0C5A-7000-8000-000000000000", "018bf7e10c5a70008000000000000000", "",
    "018bf7e1-0c5a-7000-8000-00000000000g",
    "018bf7e1-0c5a-7000-8000-0000000000000", "018bf7e1-0c5a-7000-80000-00000000000",
    "018bf7e1--c5a-7000-8000-000000000000",
  ])
  func `anything else is refused`(text: String) {
    #expect(EntryID(text) == nil)
    #expect(throws: FieldError.self) { try EntryID.decoded(.string(text)) }
  }
}
