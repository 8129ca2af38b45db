import Foundation
import Testing

@testable import EventLog

/// The log `Vectors/format-1.jsonl` was written once. It must open for ever, and say the same.
struct FormatTests {
  private func stored() throws -> Record {
    let record = try Record()
    let url = Bundle.module.url(forResource: "format-1", withExtension: "jsonl", subdirectory: "Vectors")
    try writeFile(record.logPath, Array(try Data(contentsOf: #require(url))))
    return record
  }

  @Test func `a log of format 1 opens, holds, and says what it said`() throws {
    let record = try stored()
    let verification = try Log.verify(record.folder)
    #expect(verification.problem == nil)
    #expect(verification.events == 9)
    #expect(verification.seals == 7)
    #expect(verification.head.base64 == "hLG7JuVd0rFhq5fm4atQiRlfgY4kt8+OlyAhVIUo1UI=")
    let log = try Log(opening: record.folder, for: .reading)
    #expect(try log.events(matching: Query(tags: ["school/S1"])).map(\.position.rawValue) == [4, 5, 6])
    #expect(log.keys.map(\.person) == ["p-001", "recovery", "p-002"])
    #expect(log.keys.map(\.revoked?.rawValue) == [nil, nil, 9])
  }

  @Test func `a log of format 1 takes further commits`() throws {
    let record = try stored()
    let log = try Log(opening: record.folder, for: .writing(waitUpTo: 0))
    record.time = log.lastTime
    try log.append(record.commit(record.event("A", []), ref: "later"), signer: record.clerk)
    #expect(try Log.verify(record.folder).problem == nil)
  }

  @Test func `the same events give the same bytes as when the format was fixed`() throws {
    let stored = try stored()
    let made = try Record()
    try FormatTests.write(made)
    #expect(try made.bytes() == stored.bytes())
  }

  @Test func `a log of a later format is left to later programs`() throws {
    let record = try stored()
    let text = String(decoding: try record.bytes(), as: UTF8.self)
    try record.write(Array(text.replacing(#""format":1"#, with: #""format":2"#).utf8))
    do {
      _ = try Log(opening: record.folder, for: .reading)
      Issue.record("it opened")
    } catch {
      guard case .newerFormat(2, known: 1) = error else { throw error }
    }
  }

  /// Writes the stored log anew. Ids, times and keys are fixed, and Ed25519 signs the same bytes alike.
  static func write(_ record: Record) throws {
    var number: UInt64 = 0
    func event(_ type: String, _ tags: [String], _ data: String) -> NewEvent {
      number += 1
      var event = record.event(type, tags, data)
      event.id = EventID.next(after: nil, at: record.time, random: (number, number)).text
      return event
    }
    var opening = record.opening()
    opening.events = [event("LogOpened", [], String(decoding: opening.events[0].data, as: UTF8.self))]
    let log = try Log.create(in: record.folder, trust: "example", first: opening, signer: record.clerk)
    try log.append(record.commit(event("Empty", [], "{}")), signer: record.clerk)
    let chair = try SoftwareSigner(name: "\(log.origin)/p-002", seed: Array(repeating: 3, count: 32))
    let enrolling = #"{"key":"\#(chair.key)"}"#
    try log.append(record.commit(event("KeyEnrolled", ["person/p-002"], enrolling)), signer: record.clerk)
    var decision = record.commit(
      event("DecisionTaken", ["school/S1", "case/A"], #"{"because":"Ergebnisse: \"gut\"\n–\\–"}"#),
      event("VariationMade", ["school/S1"], #"{"n":-9007199254740991,"list":[1,null,true,{"a":[]}]}"#),
      event("Closed", ["school/S1"], #"{"why":{"closed":"part2","digest":"\#(Digest.of([1]))"}}"#))
    decision.actor = "p-002"
    decision.office = "chair"
    try log.append(decision, signer: chair)
    try log.append(
      record.commit(event("Text", ["tag/~!#$%&'()*+,./:;<=>?@[]^_`{|}"], "{}")),
      signer: record.clerk)
    var behind = record.commit(event("ClockExplained", [], "{}"))
    behind.time -= 3_600_000
    try log.append(behind, signer: record.clerk)
    var recovering = record.commit(event("KeyRevoked", [], enrolling))
    recovering.actor = "recovery"
    try log.append(recovering, signer: record.recovery)
  }
}
