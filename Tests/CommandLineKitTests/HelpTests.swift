import CommandLineKit
import TestSupport
import Testing

struct HelpTests {
  @Test(arguments: ["", "--help", "-h", "help"])
  func `without a command, or when asked, the tool shows its commands`(line: String) throws {
    let text = try Library.text(line)
    try expectGolden(try #require(text), "help.txt")
  }

  @Test(arguments: ["add --help", "help add", "--help add", "add Emma -h"])
  func `each command explains itself`(line: String) throws {
    let text = try Library.text(line)
    try expectGolden(try #require(text), "help-add.txt")
  }

  @Test(arguments: [
    ("list", "help-list.txt"), ("discard", "help-discard.txt"), ("fine", "help-fine.txt"),
    ("fine set", "help-fine-set.txt"), ("dates", "help-dates.txt"), ("exit-status", "help-exit-status.txt"),
  ])
  func `choices, defaults, environment, groups and topics are shown`(name: String, golden: String) throws {
    let text = try Library.text("help \(name)")
    try expectGolden(try #require(text), golden)
  }

  @Test(arguments: ["--version", "list --version"])
  func `the version is one line`(line: String) throws {
    let text = try Library.text(line)
    #expect(text == "library 1.2.3\n")
  }

  @Test(arguments: [20, 40, 60, 80, 100, 300])
  func `no line of help is wider than the terminal, nor than is easy to read`(width: Int) throws {
    for line in ["help", "help add", "help list", "help discard", "help fine", "help dates"] {
      let text = try Library.text(line, width: width)
      let widest = try #require(text).split(separator: "\n").map(\.count).max() ?? 0
      #expect(widest <= min(max(width, 40), 100), "\(line)")
    }
  }

  @Test func `an example that is broken can be copied into a shell`() throws {
    let text = try #require(try Library.text("rename --help", width: 60))
    #expect(
      text.contains(
        """
          library rename \\
              --title 'The Life and Opinions of Tristram Shandy, Gentleman' \\
              --because 'In full.'
              In full.
        """))
  }

  @Test func `a tool of many commands still fits on a screen`() throws {
    let groups = (1...4).map { group in
      Command.Group(
        "Group \(group)",
        (1...(group * 8)).map { number in
          Command("command-\(group)-\(number)", summary: "Does number \(number).") { _ in .done }
        })
    }
    let root = Command("many", summary: "Do many things.", groups: groups)
    let tool = Tool(root, version: "1", released: "November 24, 2026")
    let text = try #require(tool.help(of: []))
    #expect(text.count { $0 == "\n" } <= 60)
    #expect(text.contains("command-4-32"))
    #expect(text.contains("command-1-8  Does number 8."))
    // The last group that saves enough is the one that is cut short, after the largest.
    #expect(text.contains("  command-4-1, command-4-2,"))
    #expect(text.contains("  command-3-1, command-3-2,"))
    #expect(text.contains("command-2-16  Does number 16."))
    #expect(text.contains("  manual       Print the manual page"))
  }

  @Test func `what is hidden is understood and not shown`() throws {
    let path = try Library.parse("dust").path
    #expect(path.last?.name == "dust")
    let overview = try Library.text("help")
    #expect(overview?.contains("dust") == false)
    let help = try Library.text("help dust")
    #expect(help?.hasPrefix("Dust the shelf.") == true)
  }
}
