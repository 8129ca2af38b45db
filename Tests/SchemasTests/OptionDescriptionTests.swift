import JSON
import Schemas
import Testing

struct OptionDescriptionTests {
  let options = PayloadDescription(of: SampleTaken.self).options

  func option(_ name: String) throws -> OptionDescription {
    try #require(options.first { $0.name == name })
  }

  @Test func `each field has an option, in declared order`() {
    #expect(
      options.map { "--\($0.name) \($0.valueName)" } == [
        "--school SCHOOL", "--others SCHOOL", "--listed SCHOOL", "--by KIND/ID", "--first-day DAY",
        "--last-day DAY", "--days-per-week N", "--weeks N", "--is-urgent yes|no", "--answer yes|no|later-on",
        "--because TEXT", "--options 'WHAT: WHY'", "--cost NUMBER", "--month MONTH", "--entry ENTRY",
        "--note JSON",
      ])
    #expect(options.filter(\.repeats).map(\.name) == ["others", "listed", "by", "options"])
    #expect(
      options.filter(\.isRequired).map(\.name)
        == ["school", "by", "first-day", "days-per-week", "is-urgent", "because"])
  }

  @Test func `capitals in a row are one word`() {
    let names = ["logID", "recoveryKey", "a", "homeEffect2"].map {
      OptionDescription(for: FieldDescription(name: $0, help: "", shape: .text, isRequired: true)).name
    }
    #expect(names == ["log-id", "recovery-key", "a", "home-effect2"])
  }

  @Test func `many codes are named in the help, few in the value's name`() {
    let codes = ["one", "two", "three", "four", "five"]
    let field = FieldDescription(
      name: "x", help: "Which.", shape: .list(.closable(.choice(codes)), atLeast: 0), isRequired: false)
    let option = OptionDescription(for: field)
    #expect(option.valueName == "CODE")
    #expect(option.help == "Which. One of: one, two, three, four, five.")
    #expect(option.choices == codes)
  }

  @Test(
    arguments: [
      ("school", ["S02"], "S02"), ("days-per-week", ["3"], 3), ("is-urgent", ["yes"], true),
      ("is-urgent", ["false"], false), ("answer", ["later-on"], "later-on"),
      ("first-day", ["2025-03-03"], "2025-03-03"),
      ("because", ["{not: JSON}"], "{not: JSON}"), ("cost", ["-212"], "-212"),
      ("note", [#"{"a":[1]}"#], ["a": [1]]),
      ("by", ["body/a", "office/b"], ["body/a", "office/b"]), ("others", [], []),
      (
        "options", ["budget only: would not stop orders", "nothing: too late: by far"],
        [
          ["what": "budget only", "why": "would not stop orders"],
          ["what": "nothing", "why": "too late: by far"],
        ]
      ),
      ("options", [#"{"what":"a: b","why":"c"}"#], [["what": "a: b", "why": "c"]]),
      ("options", ["10:30 start: too early"], [["what": "10:30 start", "why": "too early"]]),
    ] as [(String, [String], JSONValue)])
  func `words become JSON`(name: String, words: [String], value: JSONValue) throws {
    let read = try option(name).value(from: words)
    #expect(read == value)
  }

  @Test(
    arguments: [
      ("days-per-week", ["9"], "option '--days-per-week': expected a whole number from 1 to 5, found 9"),
      ("days-per-week", ["+3"], "option '--days-per-week': expected a whole number from 1 to 5, found '+3'"),
      ("weeks", ["03"], "option '--weeks': expected a whole number from 0 to 39, found '03'"),
      ("is-urgent", ["maybe"], "option '--is-urgent': expected yes or no, found 'maybe'"),
      ("school", ["S02", "S03"], "option '--school': expected one value, found 2"),
      ("first-day", ["3 March"], "option '--first-day': expected a day such as 2025-03-03, found '3 March'"),
      ("because", [""], "option '--because': expected text, found empty text"),
      (
        "note", ["x"],
        "option '--note': expected JSON, found a text of which byte 1: this is not JSON; expected a value"
      ),
      (
        "by", [],
        "option '--by': expected a list of at least 1, each item a kind and an id, such as body/trust-board, "
          + "found nothing"
      ),
      ("options", ["budget only"], "option '--options': expected text for 'why', found nothing"),
      ("options", [#"{"what":"a"}"#], "option '--options': expected text for 'why', found nothing"),
    ] as [(String, [String], String)])
  func `words that do not fit are refused with the option's name`(
    name: String, words: [String], message: String
  )
    throws
  {
    let option = try option(name)
    let error = #expect(throws: FieldError.self) { try option.value(from: words) }
    #expect(error?.description == message)
  }

  @Test func `what the options give is what is recorded`() throws {
    var data: JSONValue = [:]
    for (name, words) in [
      ("because", ["Results fell."]), ("is-urgent", ["no"]), ("days-per-week", ["2"]), ("school", ["S02"]),
      ("by", ["body/trust-board"]), ("first-day", ["2025-03-03"]),
    ] {
      let option = try option(name)
      data[option.field.name] = try option.value(from: words)
    }
    let description = PayloadDescription(of: SampleTaken.self)
    try description.check(data)
    #expect(description.canonical(data) == SampleTaken.smallest)
  }
}
