import JSON
import TestSupport
import Testing

@testable import EventLog

/// The driver, line by line.
struct DriverTests {
  private let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  /// The answers to some lines.
  private func answers(_ lines: [String], _ folder: String = "record") throws -> [String] {
    let result = try Kite.run(
      program: Kite.built("kite-log-driver"), [directory.path(folder)],
      input: lines.joined(separator: "\n"))
    #expect(result.err == "")
    #expect(result.status == 0)
    return result.out.split(separator: "\n").map(String.init)
  }

  /// What is told of events, without their ids, which are other ones each time.
  private func shown(_ answer: String) throws -> String {
    var value = try JSONValue.parse(answer)
    value["events"] = .array(
      (value["events"]?.array ?? []).map { event in
        var event = event
        event["id"] = nil
        return event
      })
    return value.text
  }

  @Test func `what was appended is read again, also by the next driver`() throws {
    let append = #"{"append":{"events":[{"type":"A","tags":["b","a"],"data":{"n":1}},{"type":"B"}]}}"#
    let first = try answers([append])
    #expect(first == [#"{"positions":[2,3]}"#])
    let reads = try answers([
      #"{"read":{"after":1}}"#,
      #"{"read":{"query":{"items":[{"types":["A","C"],"tags":["a"]}]}}}"#,
      #"{"read":{"after":1,"limit":1,"backwards":true}}"#, #"{"read":{"limit":0}}"#,
      #"{"read":{"after":1,"query":{"items":[]},"limit":1}}"#,
    ])
    let a = #"{"position":2,"type":"A","tags":["a","b"],"data":{"n":1}}"#
    let b = #"{"position":3,"type":"B","tags":[],"data":{}}"#
    #expect(
      try reads.map { try shown($0) } == [
        #"{"events":[\#(a),\#(b)],"head":3}"#, #"{"events":[\#(a)],"head":3}"#,
        #"{"events":[\#(b)],"head":3}"#, #"{"events":[],"head":3}"#, #"{"events":[\#(a)],"head":3}"#,
      ])
  }

  @Test func `a condition that is not kept is a conflict, and one that is lets the append through`() throws {
    let query = #"{"items":[{"tags":["a"]}]}"#
    func append(after: Int) -> String {
      #"{"append":{"events":[{"type":"A","tags":["a"]}],"#
        + #""condition":{"failIfEventsMatch":\#(query),"after":\#(after)}}}"#
    }
    let found = try answers([append(after: 1), append(after: 1), append(after: 2), append(after: 2)])
    #expect(
      found == [#"{"positions":[2]}"#, #"{"conflict":true}"#, #"{"positions":[3]}"#, #"{"conflict":true}"#])
  }

  @Test func `events with ids may be sent again`() throws {
    let line = #"{"append":{"events":[{"id":"018c0000-0000-7000-8000-00000000000a","type":"A"}]}}"#
    let other = line.replacing(#""A""#, with: #""B""#)
    let found = try answers([line, #"{"append":{"events":[{"type":"C"}]}}"#, line, other])
    #expect(found.prefix(3) == [#"{"positions":[2]}"#, #"{"positions":[3]}"#, #"{"positions":[2]}"#])
    #expect(found.last?.hasPrefix(#"{"error":"the id '018c"#) == true)
  }

  @Test func `a line that is no request gets its reason as answer, and the next one is answered`() throws {
    let wrong = [
      "", "x", "null", "[]", "{}", #"{"read":{},"append":{}}"#, #"{"read":[]}"#, #"{"read":{"after":-1}}"#,
      #"{"read":{"after":"1"}}"#, #"{"read":{"limit":-1}}"#, #"{"read":{"backwards":1}}"#,
      #"{"read":{"form":1}}"#, #"{"read":{"query":{"items":{}}}}"#, #"{"read":{"query":{"items":[1]}}}"#,
      #"{"read":{"query":{"items":[{"types":[1]}]}}}"#, #"{"append":{}}"#, #"{"append":{"events":[]}}"#,
      #"{"append":{"events":[1]}}"#, #"{"append":{"events":[{"tags":[]}]}}"#,
      #"{"append":{"events":[{"type":"A B"}]}}"#, #"{"append":{"events":[{"type":"A","data":1}]}}"#,
      #"{"append":{"events":[{"type":"A","data":{"a":0.5}}]}}"#,
      #"{"append":{"events":[{"type":"LogOpened"}]}}"#,
      #"{"append":{"events":[{"type":"A","id":"1"}]}}"#,
      #"{"append":{"events":[{"type":"A"}],"condition":{"after":1}}}"#,
      #"{"append":{"events":[{"type":"A"}],"conditon":{"failIfEventsMatch":{"items":[]}}}}"#,
      #"{"append":{"events":[{"type":"A","data":{"a":"\#(String(repeating: "x", count: 70_000))"}}]}}"#,
      String(repeating: "x", count: 9 << 20),
    ]
    let found = try answers(wrong + [#"{"append":{"events":[{"type":"A"}]}}"#])
    try #require(found.count == wrong.count + 1)
    for (line, answer) in zip(wrong, found) {
      let words = try JSONValue.parse(answer)["error"]?.string
      #expect(words?.isEmpty == false, "\(line.prefix(80)): \(answer)")
    }
    #expect(found.last == #"{"positions":[2]}"#)
  }

  @Test func `a record that no driver made is left alone`() throws {
    let record = try LogRecord()
    let result = try Kite.run(program: Kite.built("kite-log-driver"), [record.store.folder])
    #expect(result.status == 74)
    #expect(result.err.contains("no driver made"))
    #expect(try record.store.head() == Position(1))
    #expect(try Kite.run(program: Kite.built("kite-log-driver"), []).status == 64)
  }
}
