import CommandLineKit
import TestSupport
import Testing

struct ManualTests {
  @Test func `the manual is made from the table`() throws {
    let manual = try Library.text("manual")
    try expectGolden(try #require(manual), "manual.mdoc")
  }

  @Test func `text that looks like a macro stays text`() throws {
    let command = Command("open", summary: "Open.", discussion: ".Sh is no heading\\n and 'tis text.") { _ in
      .done
    }
    let root = Command("tool", summary: "Try.", groups: ["All": [command]])
    let tool = Tool(root, version: "1", released: "November 24, 2026")
    guard case .text(let manual) = try tool.read(["manual"], environment: { _ in nil }) else { return }
    #expect(manual.contains("\\&.Sh is no heading\\en and 'tis text."))
  }
}
