import Foundation
import TestSupport
import Testing

/// Words are found wherever the audience may read them, the best match first.
struct SearchTests {
  private func found(_ text: String, _ more: String...) throws -> [String] {
    try Greywether.asked().json(["trail", "--text", text] + more).compactMap { $0["ref"] as? String }
  }

  @Test(
    "reasons, options, dissent, evidence and those consulted are searched",
    arguments: [
      ("overspend unexplained", []), ("212 overspend", ["E41"]), ("\"would not stop orders\"", ["E41"]),
      ("\"daily work will stop\"", ["E41"]), ("\"Internal audit note\"", ["E41"]),
      ("\"asks to keep the budget\"", ["E41"]), ("zeppelin", []),
    ] as [(String, [String])])
  func searches(text: String, refs: [String]) throws {
    #expect(try found(text) == refs)
  }

  @Test func `a phrase is words that follow each other, and a beginning ends in a star`() throws {
    #expect(try found("stop will work daily").contains("E41"))
    #expect(try found("\"work daily\"").isEmpty)
    #expect(try found("\"daily wor*\"") == ["E41"])
    #expect(try found("overspen*").contains("E41"))
    #expect(try found("overspen").isEmpty)
    // A quote that is never closed is no phrase.
    #expect(try found("\"work daily").contains("E41"))
  }

  @Test func `what a decision says itself comes before what it only lists`() throws {
    let refs = try found("overspend")
    #expect(refs.first == "E41")
    #expect(Set(refs) == ["E41", "E62", "X38", "E76"])
    let first = try #require(try Greywether.asked().json("trail", "--text", "overspend").first)
    #expect(first["match"] as? String == "Pay *overspend* of 212,000 pounds not explained by internal audit.")
    #expect(try Greywether.asked().json("trail", "--school", "S12").first?["match"] == nil)
  }

  @Test func `closed words are found by those who may read them, and by nobody else`() throws {
    let record = try Greywether.asked()
    // The reason of E40 is Part 2.
    let shown = record.ask(["show", "E40", "--audience", "trustee"]).out
    let open = record.ask(["show", "E40"]).out
    let rare = try #require(
      shown.split { !$0.isLetter }.map { $0.lowercased() }.first { word in
        word.count > 6 && !open.lowercased().contains(word)
      })
    #expect(try !found(rare).contains("E40"))
    #expect(try !found(rare, "--audience", "public").contains("E40"))
    #expect(try !found(rare, "--audience", "body:lgb-S03").contains("E40"))
    #expect(try found(rare, "--audience", "trustee").contains("E40"))
    #expect(try found(rare, "--audience", "trustee", "--known", "2024-11-20").contains("E40"))
    #expect(try !found(rare, "--audience", "trustee", "--known", "2024-11-19").contains("E40"))
    // The other parts of the selection hold for them too.
    #expect(try !found(rare, "--audience", "trustee", "--school", "S03").contains("E40"))
    #expect(try !found(rare, "--audience", "trustee", "--until", "2024-11-19").contains("E40"))
    // An open word and a closed one of the same entry.
    #expect(try found("E40 \(rare)", "--audience", "trustee") == ["E40"])
  }

  @Test func `restricted words are found by nobody`() throws {
    let record = try Greywether.asked()
    let files = try FileManager.default.contentsOfDirectory(
      atPath: "\(record.record)/EventLog/closed/restricted")
    let log = try String(contentsOfFile: "\(record.record)/EventLog/decisions.jsonl", encoding: .utf8)
    let releases = log.split(separator: "\n").filter { $0.contains("\"type\":\"ContentReleased\"") }
    // E67 released E60: its content is open now, wherever it lies.
    let closed = files.filter { file in !releases.contains { $0.contains(file.dropLast(5)) } }
    #expect(closed.count == files.count - 1 && closed.count > 2)
    for file in closed {
      let path = "\(record.record)/EventLog/closed/restricted/\(file)"
      let content = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: path)))
      let values = (content as? [String: [String: Any]])?.compactMap { $0.value["value"] as? String } ?? []
      for value in values where value.contains(" ") {
        for audience in ["public", "trustee", "auditor"] {
          #expect(try found("\"\(value)\"", "--audience", audience).isEmpty, "\(value)")
        }
      }
    }
  }

  @Test func `an earlier time is searched as it was known`() throws {
    #expect(try found("overspend", "--known", "2024-11-20") == ["E41"])
    #expect(try found("\"daily work\"", "--known", "2024-11-19").isEmpty)
  }
}
