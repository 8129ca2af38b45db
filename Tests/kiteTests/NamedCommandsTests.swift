import CommandLineKit
import Foundation
import Schemas
import Testing

@testable import kite

/// What a message tells people to type must be there.
struct NamedCommandsTests {
  private static let tool = CommandTable(.quiet).tool

  @Test func `every command that a message names exists`() throws {
    let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../").standardized
    var named = 0
    for folder in ["Sources/kite", "Sources/Governance", "Sources/Recording", "EventLog", "Projections"] {
      let files = FileManager.default.enumerator(atPath: sources.appendingPathComponent(folder).path)
      for case let file as String in files ?? .init() where file.hasSuffix(".swift") {
        let text = try String(
          contentsOf: sources.appendingPathComponent("\(folder)/\(file)"), encoding: .utf8)
        for words in text.matches(of: /\bkite ((?:[a-z]+(?:-[a-z]+)*)(?: [a-z]+(?:-[a-z]+)*)?)/).map(\.1) {
          named += 1
          #expect(Self.isCommand(words.split(separator: " ").map(String.init)), "\(file): kite \(words)")
        }
      }
    }
    #expect(named > 100)
  }

  @Test func `the table of commands has no faults`() {
    #expect(Self.tool.faults == [])
  }

  /// The first words lead to a command; what follows it may be anything.
  private static func isCommand(_ words: [String]) -> Bool {
    guard let command = tool.root[words[0]] else { return false }
    return command.groups.isEmpty || words.count == 1 || command[words[1]] != nil
  }
}

extension World {
  /// A world that sees and says nothing.
  static var quiet: World {
    World(
      out: { _ in }, err: { _ in }, standardInput: { [] }, environment: { _ in nil },
      now: { .init(milliseconds: 0) }, width: 80)
  }
}
