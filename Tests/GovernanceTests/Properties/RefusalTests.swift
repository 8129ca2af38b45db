import Foundation
import Governance
import Testing

/// Every rule that the sources name is refused by in a test, and its words are fit to be read.
struct RefusalTests {
  private static let package = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  private func text(of folder: String) throws -> String {
    let root = Self.package.appending(path: folder)
    let files = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)?.compactMap {
      $0 as? URL
    }
    return try (files ?? []).filter { $0.pathExtension == "swift" && $0 != URL(filePath: #filePath) }
      .sorted { $0.path < $1.path }.map { try String(contentsOf: $0, encoding: .utf8) }.joined(
        separator: "\n")
  }

  private func codes(_ pattern: Regex<(Substring, Substring)>, in text: String) -> Set<String> {
    Set(text.matches(of: pattern).map { String($0.output.1) })
  }

  @Test func `every rule has a test that is refused by it`() throws {
    let sources = try text(of: "Sources/Governance")
    let rules = codes(/(?:Refusal|\.record)\(\s*"([a-z-]+)"/, in: sources)
      .union(codes(/\.setting\(\s*[^"]*?"([a-z-]+)"/, in: sources))
    let tests = try text(of: "Tests/GovernanceTests")
    let tested = codes(/\)\s*\.thenRefused\(\s*"([a-z-]+)"/, in: tests).union(
      codes(/rule == "([a-z-]+)"/, in: tests))
    #expect(rules.count > 100)
    #expect(rules.subtracting(tested).sorted() == [], "rules without a test")
    #expect(tested.subtracting(rules).sorted() == [], "tests of rules that the sources do not have")
  }
}
