import Foundation
import TestSupport
import Testing

/// The minute of real use in README is real: each command is run, and prints what stands there.
struct ReadmeTests {
  private static let readme = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../README.md").standardized

  @Test func `the session in README is what the program prints`() throws {
    let text = try String(contentsOf: Self.readme, encoding: .utf8)
    let start = try #require(text.range(of: "```console\n"))
    let end = try #require(text[start.upperBound...].range(of: "```\n"))
    let session = String(text[start.upperBound..<end.lowerBound])
    let played = try play(commands(of: session))
    if ProcessInfo.processInfo.environment["KITE_GOLDEN"] == "1" {
      let written = text.replacingCharacters(in: start.upperBound..<end.lowerBound, with: played)
      try Data(written.utf8).write(to: Self.readme)
    } else {
      #expect(session == played, "run this test with KITE_GOLDEN=1, and look at the difference")
    }
  }

  private func commands(of session: String) -> [String] {
    session.split(separator: "\n").filter { $0.hasPrefix("$ ") }.map { String($0.dropFirst(2)) }
  }

  private func play(_ commands: [String]) throws -> String {
    let home = try TemporaryDirectory()
    var folder = home.path
    var text = ""
    for command in commands {
      text += "$ \(command)\n"
      let words = words(of: command)
      if words[0] == "cd" {
        folder += "/\(words[1])"
        continue
      }
      let result = try Kite.run(Array(words.dropFirst()), environment: ["HOME": home.path], directory: folder)
      text += result.out + result.err
      // What differs from run to run is left out of the comparison, and of the text.
      text = text.replacing(/head       [A-Za-z0-9+\/=]{44}/, with: "head       …")
    }
    return text
  }

  /// Words as a shell splits them, as far as the session needs it: by spaces, but for what is in double
  /// quotes.
  private func words(of command: String) -> [String] {
    var words: [String] = []
    for (index, part) in command.split(separator: "\"", omittingEmptySubsequences: false).enumerated() {
      if index % 2 == 1 {
        words.append(String(part))
      } else {
        words += part.split(separator: " ").map(String.init)
      }
    }
    return words
  }
}
