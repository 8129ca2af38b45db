import TestSupport
import Testing

struct CompletionsTests {
  @Test(arguments: ["bash", "zsh", "fish"])
  func `each shell has a script made from the table`(shell: String) throws {
    let script = try Library.text("completions \(shell)")
    try expectGolden(try #require(script), "completions.\(shell)")
  }

  @Test(arguments: [
    ("", "add completions discard fine help lend list manual"),
    ("l", "lend list"),
    ("fine ", "set waive"),
    ("--shelf list fine s", "set"),
    ("list --order ", "author title year"),
    ("-q discard Emma --mood ", "good torn worn"),
    ("add Emma --year ", ""),
    ("list --l", "--limit --long"),
    ("fine set --q", "--quiet"),
    ("completions ", "bash fish zsh"),
    ("help da", "dates"),
  ])
  func `bash offers what can come next`(line: String, expected: String) throws {
    let script = try #require(try Library.text("completions bash"))
    let words = line.split(separator: " ", omittingEmptySubsequences: false).map { "'\($0)'" }
    let ask = """
      COMP_WORDS=(library \(words.joined(separator: " "))); COMP_CWORD=\(words.count)
      _library; printf '%s\\n' "${COMPREPLY[@]}" | sort
      """
    let result = try Kite.run(
      program: "/bin/bash", ["-c", script + ask], environment: ["PATH": "/usr/bin:/bin"])
    #expect(result.err == "")
    #expect(result.out.split(separator: "\n").joined(separator: " ") == expected)
  }

  @Test func `nothing hidden is offered`() throws {
    for shell in ["bash", "zsh", "fish"] {
      let script = try Library.text("completions \(shell)")
      #expect(script?.contains("dust") == false)
    }
  }
}
