import CommandLineKit
import Testing

struct FaultsTests {
  @Test func `a good table has no faults`() {
    #expect(Library.tool.faults == [])
  }

  @Test func `each fault of a table is named`() {
    let flag = Parameter.flag("loud", short: "l", help: "Say more.").declaration
    let other = Parameter.flag("loud", short: "l", help: "say more").declaration
    let files = Parameter<[String]>.argument("file", help: "Which.").declaration
    let more = Parameter<[String]>.argument("folder", help: "Which.").declaration
    let odd = Parameter.flag("a=b", help: "Odd.").declaration
    let root = Command(
      "tool", summary: "Try.", [flag, Parameter<String>.argument("place", help: "Where.").declaration],
      groups: [
        "All": [
          Command("open", summary: "Open.", [other, files, more, odd]) { _ in .done },
          Command("open", summary: "again") { _ in .done },
        ]
      ])
    let topic = Topic(name: "open", title: "About opening.", text: "")
    let again = Topic(name: "exit-status", title: "Again.", text: "")
    let faults = Tool(root, version: "1", released: "November 24, 2026", topics: [topic, again]).faults
    #expect(
      faults == [
        "'tool': a command that groups others has no arguments",
        "'tool open': '--loud' is declared twice",
        "'tool open': '-l' means two options",
        "'tool open': the help of '--loud' is no sentence",
        "'tool open': 'a=b' can't be typed as a name",
        "'tool open': only one argument can take all words of its place",
        "'tool': there are two commands 'open'",
        "'tool open': the summary is no sentence",
        "topic 'open' has the name of a command",
        "there are two topics 'exit-status'",
      ])
  }
}
