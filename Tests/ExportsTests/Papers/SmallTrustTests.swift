import Foundation
import TestSupport
import Testing

/// A trust of one school with an odd name and nothing done yet: every document is whole.
struct SmallTrustTests {
  private static let name = "St \"Agnes\", <script>alert(1)</script> & \u{202e}Ora"
  private let home: TemporaryDirectory

  init() throws {
    home = try TemporaryDirectory()
    let made = try Kite.run(
      [
        "init", home.path("t"), "--trust", Self.name, "--code", "small", "--person", "p-001", "--office",
        "clerk",
        "--no-passphrase",
      ], environment: ["HOME": home.path])
    try #require(made.status == 0, "\(made.err)")
  }

  private func kite(_ words: String...) throws -> ProgramResult {
    try Kite.run(words, environment: ["HOME": home.path, "KITE_RECORD": home.path("t")])
  }

  private func check(_ label: String) throws {
    for (index, report) in [[], ["--report", "board"], ["--report", "year"]].enumerated() {
      let path = home.path("\(label)-\(index).html")
      let made = try Kite.run(
        ["export", "--format", "html", "--out", path] + report,
        environment: ["HOME": home.path, "KITE_RECORD": home.path("t")])
      #expect(made.status == 0, "\(made.err)")
      let html = try home.read("\(label)-\(index).html")
      #expect(Markup(html).problems.isEmpty, "\(Markup(html).problems)")
      #expect(html.contains("&lt;script&gt;") && !html.contains("<script"))
      for part in html.components(separatedBy: "\u{202e}").dropFirst() {
        #expect(part.prefix(200).contains("</bdi>"), "a mark of direction outside of its element")
      }
    }
  }

  @Test func `a record with nothing in it, and one with a school of an odd name`() throws {
    try check("empty")
    let joined = try kite("school", "join", "S01", "--name", Self.name, "--first-day", "2024-09-01")
    try #require(joined.status == 0, "\(joined.err)")
    try check("one")
    for (words, says) in [
      (["paper", "E1"], "there is no proposal 'E1'"), (["letter", "V-1"], "there is no variation 'V-1'"),
    ] {
      let made = try Kite.run(words, environment: ["HOME": home.path, "KITE_RECORD": home.path("t")])
      #expect(made.status == 66 && made.err.contains(says), "\(made.err)")
    }
  }
}
