import JSON
import Schemas
import Testing

struct PayloadJSONSchemaTests {
  let schema = PayloadDescription(of: SampleTaken.self).jsonSchema

  @Test func `the schema names its draft, itself and what it describes`() {
    #expect(schema["$schema"] == "https://json-schema.org/draft/2020-12/schema")
    #expect(schema["$id"] == "urn:kite:event:SampleTaken:1")
    #expect(schema["title"] == "SampleTaken")
    #expect(schema["description"] == "A sample was taken, for the tests.")
    #expect(schema["type"] == "object")
    #expect(schema["required"] == ["school", "by", "firstDay", "daysPerWeek", "isUrgent", "because"])
    #expect(schema["additionalProperties"] == true)
    #expect(schema["properties"]?.members?.map(\.name) == SampleTaken.fields.map(\.name))
  }

  @Test(arguments: [
    (
      "school",
      #"{"description":"School that it concerns.","type":"string","#
        + #""pattern":"^[A-Za-z0-9][A-Za-z0-9.-]{0,63}$"}"#
    ),
    (
      "by",
      #"{"description":"Who took it.","type":"array","items":{"type":"string","#
        + #""pattern":"^[a-z]+/[A-Za-z0-9][A-Za-z0-9.-]{0,63}$"},"minItems":1}"#
    ),
    ("daysPerWeek", #"{"description":"Days a week, 1 to 5.","type":"integer","minimum":1,"maximum":5}"#),
    ("answer", #"{"description":"What was answered.","enum":["yes","no","later-on"]}"#),
    ("isUrgent", #"{"description":"Whether it could not wait.","type":"boolean"}"#),
    ("note", #"{"description":"Anything else."}"#),
  ])
  func `a property has its help and its form`(name: String, text: String) {
    #expect(schema["properties"]?[name]?.text == text)
  }

  @Test func `a value that can be closed is either of two`() {
    let because = schema["properties"]?["because"]
    #expect(because?["anyOf"]?.array?.count == 2)
    #expect(because?["anyOf"]?[0]?["type"] == "string")
    let closed = because?["anyOf"]?[1]
    #expect(closed?["properties"]?["closed"]?["enum"] == ["part2", "restricted", "personal"])
    #expect(closed?["required"] == ["closed", "digest"])
    #expect(closed?["additionalProperties"] == false)
  }

  @Test func `objects in lists have their own properties`() {
    let item = schema["properties"]?["options"]?["items"]
    #expect(item?["required"] == ["what", "why"])
    #expect(item?["properties"]?["what"]?["description"] == "What could have been done.")
  }

  @Test func `the schema is JSON that our parser reads`() throws {
    let parsed = try JSONValue.parse(schema.text)
    #expect(parsed == schema)
  }
}
