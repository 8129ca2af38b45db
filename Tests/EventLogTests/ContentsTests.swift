import JSON
import Testing

@testable import EventLog

struct ContentsTests {
  private let id = "018c0000-0000-7000-8000-00000000000a"

  /// A record with an event two of whose fields are closed.
  private func example() throws -> (record: Record, log: Log) {
    let record = try Record()
    let log = try record.make()
    var data: JSONValue = ["options": [["why": "Too slow."]], "because": "Results.", "open": 3]
    var content: JSONValue = .object([])
    for path in ["options/0/why", "because"] {
      let value = try #require(data.value(at: path))
      let (salt, digest) = Contents.seal(value.bytes)
      content[path] = ["salt": .string(salt), "value": value]
      let isSet = data.set(["closed": "part2", "digest": .string(digest)], at: path)
      #expect(isSet)
    }
    try log.contents.write(["part2": content], of: id)
    var event = record.event("DecisionTaken", [])
    event.id = id
    event.data = data.bytes
    try log.append(record.commit(event), signer: record.clerk)
    return (record, log)
  }

  @Test func `content lies beside the log and is what the line means`() throws {
    let (record, log) = try example()
    let content = try #require(try log.contents.read("part2", id))
    #expect(content["because"]?["value"] == "Results.")
    #expect(!String(decoding: try record.bytes(), as: UTF8.self).contains("Results."))
    #expect(try Log.verify(record.folder).contents == .init(held: 2, absent: 0, erased: 0))
  }

  @Test func `content that is not in this copy is told from content that was erased`() throws {
    let (record, log) = try example()
    try removeFile(log.contents.path("part2", id))
    var verification = try Log.verify(record.folder)
    #expect(verification.contents == .init(held: 0, absent: 2, erased: 0))
    #expect(verification.problem == nil)
    let erasing = #"{"entry":"\#(id)","fields":["options"]}"#
    try log.append(record.commit(record.event("ContentErased", [], erasing)), signer: record.clerk)
    verification = try Log.verify(record.folder)
    #expect(verification.contents == .init(held: 0, absent: 1, erased: 1))
  }

  @Test func `erasing takes the named fields, and the file with the last one`() throws {
    let (record, log) = try example()
    #expect(log.folder == record.folder)
    #expect(try log.contents.erase(["options"], of: id, in: "part2"))
    #expect(try log.contents.read("part2", id)?.members?.map(\.name) == ["because"])
    #expect(try !log.contents.erase(["options"], of: id, in: "part2"))
    #expect(try log.contents.erase(["because"], of: id, in: "part2"))
    #expect(try log.contents.read("part2", id) == nil)
    #expect(try Log.verify(record.folder).contents == .init(held: 0, absent: 2, erased: 0))
  }

  @Test func `content that was changed is damage, and verify names the line`() throws {
    let (record, log) = try example()
    let path = log.contents.path("part2", id)
    let text = String(decoding: try readFile(path), as: UTF8.self)
    for changed in [text.replacing("Results.", with: "Resultz."), "{}x", #"{"because":{"value":1}}"#] {
      try writeFile(path, Array(changed.utf8))
      let problem = try Log.verify(record.folder).problem
      #expect(problem?.kind == .content, "\(changed)")
      #expect(problem?.position == Position(2))
      if changed.hasPrefix(#"{"options"#) || changed.contains("Resultz") {
        #expect(problem?.says.contains("'because' of '2024-1', class 'part2'") == true)
      }
    }
  }

  @Test func `erasing takes what an interrupted write left, too`() throws {
    let (record, log) = try example()
    let remains = log.contents.path("part2", id) + ".new-1"
    try writeFile(remains, try readFile(log.contents.path("part2", id)))
    try log.contents.erase(["because"], of: id, in: "part2")
    #expect(try fileNames(record.folder + "/EventLog/closed/part2") == ["\(id).json"])
  }

  @Test func `no class and no id leads out of the folder`() throws {
    let (record, log) = try example()
    try writeFile(record.folder + "/secret.json", Array("{}".utf8))
    #expect(throws: LogError.self) { _ = try log.contents.read("part2", "../../../secret") }
    #expect(throws: LogError.self) { _ = try log.contents.read("..", id) }
    #expect(throws: LogError.self) { try log.contents.write(["..": .object([])], of: id) }
    #expect(throws: LogError.self) { try log.contents.move(id, from: "part2", to: "../..") }
  }

  @Test func `content that moved to another class proves the same`() throws {
    let (record, log) = try example()
    try log.contents.move(id, from: "part2", to: "restricted")
    #expect(try log.contents.read("part2", id) == nil)
    #expect(try Log.verify(record.folder).contents == .init(held: 2, absent: 0, erased: 0))
  }

  @Test func `what a release opens to everybody is held against what was closed`() throws {
    let (record, log) = try example()
    let file = log.contents.path("part2", id)
    let content = String(decoding: try readFile(file).dropLast(), as: UTF8.self)
    func release(_ contents: String) -> NewEvent {
      record.event(
        "ContentReleased", ["entry/2024-1"],
        #"{"entry":"\#(id)","from":"part2","to":"open","contents":\#(contents)}"#)
    }
    try log.append(record.commit(release(content)), signer: record.clerk)
    #expect(try Log.verify(record.folder).problem == nil)
    // It stands in the log, and so is held where the file is not.
    try removeFile(file)
    #expect(try Log.verify(record.folder).contents == .init(held: 2, absent: 0, erased: 0))
    let other = content.replacing("Results.", with: "Resultz.")
    try log.append(record.commit(release(other)), signer: record.clerk)
    let problem = try #require(try Log.verify(record.folder).problem)
    #expect(problem.kind == .content)
    #expect(problem.position == Position(4))
    #expect(problem.says.contains("'because' of '2024-1'"))
  }

  @Test func `a release that leaves a field out does not make it held`() throws {
    let (record, log) = try example()
    let content = try #require(try log.contents.read("part2", id))
    let some = JSONValue.object((content.members ?? []).filter { $0.name == "because" })
    try removeFile(log.contents.path("part2", id))
    let data = #"{"entry":"\#(id)","from":"part2","to":"open","contents":\#(some.text)}"#
    try log.append(record.commit(record.event("ContentReleased", [], data)), signer: record.clerk)
    #expect(try Log.verify(record.folder).contents == .init(held: 1, absent: 1, erased: 0))
  }

  @Test func `content that was to be erased and is here still is named`() throws {
    let (record, log) = try example()
    try log.append(
      record.commit(record.event("ContentErased", [], #"{"entry":"\#(id)"}"#)), signer: record.clerk)
    #expect(try Log.verify(record.folder).stillHeld == [id])
    #expect(try log.contents.erase(["because", "options"], of: id, in: "part2"))
    let verification = try Log.verify(record.folder)
    #expect(verification.stillHeld.isEmpty)
    #expect(verification.contents == .init(held: 0, absent: 0, erased: 2))
  }
}
