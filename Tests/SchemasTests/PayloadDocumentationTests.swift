import Schemas
import Testing

struct PayloadDocumentationTests {
  @Test func `the table names every field, those of objects after their holder`() {
    let table = PayloadDescription(of: SampleTaken.self).documentationTable
    let lines = table.split(separator: "\n").map(String.init)
    #expect(lines.count == 2 + SampleTaken.fields.count + RejectedOption.fields.count)
    #expect(lines[0] == "| field | what it is | form | required |")
    #expect(
      lines[2]
        == "| `school` | School that it concerns. | the id of a school, "
        + "of letters, digits, '-' and '.' | yes |"
    )
    #expect(lines.contains("| `because` | Why. | text; can be closed | yes |"))
    #expect(
      lines.contains("| `options` | What was rejected. | a list, each item an object with what, why | no |"))
    #expect(lines.contains("| `options[].why` | Why it was not. | text; can be closed | yes |"))
  }

  @Test func `a bar in a text does not end its cell`() {
    struct Odd: Payload {
      static let type = "Odd"
      static let summary = "Odd."
      init(from form: inout Form) throws(FieldError) {
        let _: Int? = try form("odd", "Either|or.")
      }
    }
    let table = PayloadDescription(of: Odd.self).documentationTable
    #expect(table.hasSuffix("| `odd` | Either\\|or. | a whole number | no |\n"))
  }
}
