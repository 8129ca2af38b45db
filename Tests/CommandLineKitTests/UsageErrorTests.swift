import CommandLineKit
import TestSupport
import Testing

struct UsageErrorTests {
  @Test(arguments: [
    ("list --logn", "unknown option '--logn'; did you mean '--long'?"),
    ("list --zebra", "unknown option '--zebra'"),
    ("list -z", "unknown option '-z'"),
    ("--limit 3 list", "option '--limit' belongs to a command; write it after the command's name"),
    ("lits", "unknown command 'lits'; did you mean 'list'?"),
    ("waive", "unknown command 'waive'; did you mean 'fine waive'?"),
    ("zebra", "unknown command 'zebra'"),
    ("dsut", "unknown command 'dsut'"),
    ("fine", "a command is missing: write set or waive next"),
    ("-q", "a command is missing: write add, list, discard, lend, fine, help, completions or manual next"),
    ("add Emma --year", "'--year' needs a value; write it next"),
    ("add Emma --year --tag x", "'--year' needs a value; if it is '--tag', write '--year=--tag'"),
    ("list --long=yes", "'--long' takes no value; leave out '=' and what follows"),
    ("list -l=yes", "'-l' takes no value; leave out '=' and what follows"),
    ("list --limit 1 -n 2", "'--limit' was given more than once; give it once"),
    ("-s a list --shelf b", "'--shelf' was given more than once; give it once"),
    ("add Pride 12 Prejudice", "unexpected argument 'Prejudice'; put words that belong together in quotes"),
    ("rename Emma", "unexpected argument 'Emma'; did you mean '--title Emma'?"),
    ("list --limit many", "'--limit' is 'many': expected a whole number"),
    ("add Emma twelve", "'SHELFMARK' is 'twelve': expected a whole number"),
    ("list --order auhtor", "'--order' is 'auhtor': expected title, author or year; did you mean 'author'?"),
    ("discard Emma --mood good --mood x", "'--mood' is 'x': expected good, worn or torn"),
    ("discard Emma --pages x", "'--pages' is 'x': expected a whole number"),
    ("add", "missing 'TITLE'"),
    ("lend", "missing 'BOOK' and '--reader'"),
    ("help zebra", "no command and no topic is called 'zebra'"),
    ("help dtaes", "no command and no topic is called 'dtaes'; did you mean 'dates'?"),
    ("help fine waiev", "no command and no topic is called 'fine waiev'; did you mean 'fine waive'?"),
    ("completions csh", "'SHELL' is 'csh': expected bash, zsh or fish; did you mean 'zsh'?"),
  ])
  func `a mistake is named, with what to type instead`(line: String, message: String) {
    #expect(Library.error(line)?.description == message)
  }

  @Test func `a wrong value in the environment names the variable`() {
    let error = Library.error("list", environment: ["LIBRARY_QUIET": "perhaps"])
    #expect(
      error?.description == "environment variable 'LIBRARY_QUIET' is 'perhaps': expected true or false")
  }

  @Test func `a command can say that values are missing which it would have asked for`() throws {
    let input = try Library.parse("discard Emma").input
    let error = UsageError.missing(["because", "mood"], in: input)
    #expect(error.description == "missing '--because' and '--mood'")
    try expectGolden(error.report(), "error-missing-asked.txt")
  }

  @Test func `a command can word its own usage error`() throws {
    let (path, _) = try Library.parse("list")
    let error = UsageError(.other("'--long' and '--all' exclude each other; give one"), path: path)
    #expect(error.report().hasPrefix("library list: '--long' and '--all' exclude each other; give one\n"))
  }

  @Test func `a report shows the help of what is missing, the usage and where to read more`() throws {
    let missing = try #require(Library.error("lend"))
    try expectGolden(missing.report(), "error-missing.txt")
    let choices = try #require(Library.error("list --order x"))
    try expectGolden(choices.report(width: 50), "error-choices-narrow.txt")
    let unknown = try #require(Library.error("lits"))
    try expectGolden(unknown.report(), "error-unknown-command.txt")
  }

  @Test func `a hidden parameter is not explained`() throws {
    let secret = Parameter<Int>.required("secret", "N", help: "Hidden.").described { $0.isHidden = true }
    let command = Command("open", summary: "Open.", [secret.declaration]) { _ in .done }
    let error = #expect(throws: UsageError.self) { try command.parse([], environment: { _ in nil }) }
    let report = try #require(error).report()
    #expect(!report.contains("Hidden."))
  }
}
