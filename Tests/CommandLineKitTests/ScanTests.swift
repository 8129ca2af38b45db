import CommandLineKit
import TestSupport
import Testing

struct ScanTests {
  @Test(arguments: ["--year=1815", "--year 1815", "-y 1815", "-y1815"])
  func `an option's value stands behind an equals sign, a space or its letter`(words: String) throws {
    let input = try Library.parse("add Emma \(words)").input
    #expect(input[Library.year] == 1815)
    #expect(input[Library.title] == "Emma")
  }

  @Test func `a value may be empty or hold an equals sign`() throws {
    let input = try Library.root.parse(["add", "Emma", "--tag=", "--tag=a=b"], environment: { _ in nil })
      .input
    #expect(input[Library.tags] == ["", "a=b"])
  }

  @Test func `flags of one letter can be written together, with an option at the end`() throws {
    let input = try Library.parse("list -qlan 3").input
    #expect(input[Library.quiet] && input[Library.long] && input[Library.all])
    #expect(input[Library.limit] == 3)
    let glued = try Library.parse("list -aln3").input
    #expect(glued[Library.limit] == 3)
  }

  @Test func `after two dashes everything is an argument`() throws {
    let input = try Library.parse("lend --reader Ann -- --quiet -x").input
    #expect(input[Library.books] == ["--quiet", "-x"])
    #expect(!input[Library.quiet])
  }

  @Test func `one dash is a word, for standard input`() throws {
    let input = try Library.parse("add - --tag -").input
    #expect(input[Library.title] == "-")
    #expect(input[Library.tags] == ["-"])
  }

  @Test func `a negative number is a value and not an option`() throws {
    let input = try Library.parse("add Emma -5 --year -44").input
    #expect(input[Library.shelfmark] == -5)
    #expect(input[Library.year] == -44)
  }

  @Test func `options that repeat keep their order`() throws {
    let input = try Library.parse("add -t b Emma --tag a -tc").input
    #expect(input[Library.tags] == ["b", "a", "c"])
  }

  @Test(arguments: ["--shelf X list", "list --shelf X", "-sX list"])
  func `global options stand before or after the command`(line: String) throws {
    let (path, input) = try Library.parse(line)
    #expect(path.map(\.name) == ["library", "list"])
    #expect(input[Library.shelf] == "X")
  }

  @Test func `commands in a group are found by both names`() throws {
    let (path, input) = try Library.parse("-q fine --shelf X set 20")
    #expect(path.map(\.name) == ["library", "fine", "set"])
    #expect(input[Library.pence] == 20)
  }

  @Test func `the command line wins over the environment, and that over the default`() throws {
    let environment = ["LIBRARY_SHELF": "from-environment"]
    let typed = try Library.parse("list --shelf typed", environment: environment).input
    #expect(typed[Library.shelf] == "typed")
    #expect(typed.source(of: "shelf") == .commandLine)
    let inherited = try Library.parse("list", environment: environment).input
    #expect(inherited[Library.shelf] == "from-environment")
    #expect(inherited.source(of: "shelf") == .environment)
    let standard = try Library.parse("list", environment: ["LIBRARY_SHELF": ""]).input
    #expect(standard[Library.shelf] == ".library")
    #expect(standard.values(of: "shelf") == [".library"])
    #expect(standard.source(of: "shelf") == .absent)
  }

  @Test(arguments: [("1", true), ("yes", true), ("true", true), ("0", false), ("no", false), ("", false)])
  func `a flag can be set in the environment`(value: String, expected: Bool) throws {
    let input = try Library.parse("list", environment: ["LIBRARY_QUIET": value]).input
    #expect(input[Library.quiet] == expected)
  }

  @Test func `what is absent is nil, empty or false`() throws {
    let input = try Library.parse("add Emma").input
    #expect(input[Library.year] == nil)
    #expect(input[Library.shelfmark] == nil)
    #expect(input[Library.tags] == [])
    #expect(!input.isGiven(Library.tags))
    #expect(input.isGiven(Library.title))
  }

  @Test func `options from a table are read by name`() throws {
    let line = "discard Emma --because torn --mood worn --mood torn --pages 300"
    let input = try Library.parse(line).input
    #expect(input.value(of: "because") == "torn")
    #expect(input.values(of: "mood") == ["worn", "torn"])
    let pages = try input.value(of: "pages", as: Int.self)
    #expect(pages == 300)
    #expect(input.values(of: "no-such-option") == [])
  }

  @Test func `an option of a type understands all words of the type, listed or not`() throws {
    let done = Declaration.option("done", of: Bool.self, "ANSWER", help: "Whether it is.")
    let command = Command("tell", summary: "Tell.", [done]) { _ in .done }
    let input = try command.parse(["--done", "yes"], environment: { _ in nil }).input
    let value = try input.value(of: "done", as: Bool.self)
    #expect(value == true)
    let error = #expect(throws: UsageError.self) {
      try command.parse(["--done", "so-so"], environment: { _ in nil })
    }
    #expect(error?.description == "'--done' is 'so-so': expected true or false")
  }

  @Test func `an option that can be asked for may be missing`() throws {
    let input = try Library.parse("discard Emma").input
    #expect(input.value(of: "because") == nil)
  }

  @Test func `arguments leave enough for the required ones after them`() throws {
    let sources = Parameter<[String]>.argument("source", help: "From.")
    let target = Parameter<String>.argument("target", help: "To.")
    let copy = Command("copy", summary: "Copy.", [sources.declaration, target.declaration]) { _ in .done }
    let input = try copy.parse(["a", "b", "c"], environment: { _ in nil }).input
    #expect(input[sources] == ["a", "b"])
    #expect(input[target] == "c")
    let error = #expect(throws: UsageError.self) { try copy.parse(["a"], environment: { _ in nil }) }
    #expect(error?.problem == .missing(["TARGET"]))
  }

  @Test func `a command runs with its input and says how it ended`() throws {
    let (path, input) = try Library.parse("list --limit 101")
    let status = try path[1].run(input)
    #expect(status == .refused)
  }

  @Test func `a parameter that the command does not declare is a mistake of the program`() async {
    await #expect(processExitsWith: .failure) {
      let input = try Library.parse("list").input
      _ = input[Library.title]
    }
  }

  @Test(arguments: 1...300 as ClosedRange<UInt64>)
  func `any line of words is understood or refused, and never stops the program`(seed: UInt64) throws {
    var random = Seeded(seed: seed)
    let words = [
      "add", "list", "fine", "set", "discard", "lend", "Emma", "--", "-", "--year", "--year=3", "-y", "-qla",
      "-n5", "--tag", "--tag=x", "--shelf", "-s", "--mood=good", "--reader", "-5", "", "--=", "-é", "12",
      "-q=1",
    ]
    let count = Int.random(in: 0...7, using: &random)
    let line = (0..<count).map { _ in words.randomElement(using: &random) ?? "" }
    do throws(UsageError) {
      let (path, input) = try Library.root.parse(line, environment: { _ in nil })
      #expect(path.last?.groups.isEmpty == true)
      let given = path.flatMap(\.declarations).flatMap {
        input.isGiven($0.name) ? input.values(of: $0.name) : []
      }
      #expect(given.count <= line.joined().count + line.count)
    } catch {
      #expect(!error.description.isEmpty)
      #expect(error.report().contains("Usage: library"))
    }
  }
}
