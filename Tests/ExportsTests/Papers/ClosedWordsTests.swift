import Foundation
import TestSupport
import Testing

/// What is closed to an audience stands in none of the documents that it is given.
struct ClosedWordsTests {
  private let record: Record

  init() throws { record = try Record.whole() }

  /// Every closed text of the record, by class; what the log says openly elsewhere is no secret.
  private func closedTexts() throws -> [String: Set<String>] {
    let log = try String(contentsOfFile: "\(record.folder)/EventLog/decisions.jsonl", encoding: .utf8)
    var found: [String: Set<String>] = [:]
    for kind in ["part2", "restricted", "personal"] {
      let folder = "\(record.folder)/EventLog/closed/\(kind)"
      for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
        let data = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)"))
        let values = try #require(try JSONSerialization.jsonObject(with: data) as? [String: [String: Any]])
        for value in values.values {
          guard let text = value["value"] as? String, text.count > 5, !log.contains(text) else { continue }
          found[kind, default: []].insert(text)
        }
      }
    }
    return found
  }

  private static let documents = [
    ["paper", "E15"], ["letter", "V-2023-01"], ["letter", "V-2024-01"], ["letter", "V-2025-01"],
    ["letter", "V-2026-01"], ["export"], ["export", "--report", "board"],
    ["export", "--report", "board", "--since", "2023-09-01"],
    ["export", "--report", "year", "--year", "2023-24"], ["export", "--report", "year", "--year", "2024-25"],
    ["export", "--report", "year", "--year", "2025-26"],
  ]

  private func document(_ words: [String], for audience: String?) throws -> String {
    let out = try TemporaryDirectory()
    let made = try Kite.run(
      words + ["--format", "html", "--out", out.path("d")] + (audience.map { ["--audience", $0] } ?? []),
      environment: ["HOME": record.home.path, "KITE_RECORD": record.folder])
    try #require(made.status == 0, "\(made.err)")
    return try out.read("d")
  }

  private func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;").replacing("'", with: "&#39;")
  }

  @Test(arguments: documents)
  func `closed words reach nobody who may not see them`(words: [String]) throws {
    let closed = try closedTexts()
    #expect((closed["part2"]?.count ?? 0) > 20 && (closed["personal"]?.count ?? 0) > 20)
    let forNobody = (closed["restricted"] ?? []).union(closed["personal"] ?? [])
    let forTrustees = (closed["part2"] ?? []).subtracting(forNobody)
    let open = try document(words, for: nil)
    for text in forNobody.union(forTrustees) { #expect(!open.contains(escaped(text)), "\(text)") }
    #expect(open == (try document(words, for: "public")))
    let seen = try document(words, for: "trustee")
    for text in forNobody { #expect(!seen.contains(escaped(text)), "\(text)") }
  }

  @Test func `a trustee's trail holds what is theirs to see`() throws {
    let seen = try document(["export"], for: "trustee")
    let texts = try closedTexts()["part2"] ?? []
    #expect(texts.count { seen.contains(escaped($0)) } > 20)
  }

  @Test(arguments: documents)
  func `a person is shown nobody else's number`(words: [String]) throws {
    let text = try document(words, for: "person:p-009")
    let numbers = text.matches(of: /\bp-\d{3}\b/).map { String($0.0) }
    #expect(Set(numbers).isSubset(of: ["p-009"]))
  }
}
