import CommandLineKit
import Foundation
import Governance
import Schemas
import Synchronization
import TestSupport
import Testing

@testable import kite

/// What is closed is in the closed folders, and nowhere else.
@Suite(.serialized)
struct PlantedTests {
  private static let made = Result { () throws -> (bench: Bench, planted: Planted) in
    let bench = try Bench(until: "2026-08-31")
    return (bench, try Planted(in: bench))
  }

  private let bench: Bench
  private let planted: Planted

  init() throws { (bench, planted) = try Self.made.get() }

  /// How each command that reads is asked; a command that is not named here is run as it is.
  private static let questions: [[String]: [[String]]] = [
    ["status"]: [[], ["S02"]],
    ["who"]: [["F3", "--school", "S02"]], ["why"]: [["F3", "--school", "S02"]],
    ["trail"]: [[], ["--case", "B"], ["--person", "p-042"], ["--text", "stands"]],
    ["changes"]: [["--since", "2023-09-01"]], ["due"]: [[], ["--within", "2000"]],
    ["handover", "list"]: [[]], ["person", "about"]: [["p-042"]], ["schema"]: [[], ["EvidenceAdded"]],
  ]

  private static let audience = Options.audience.declaration.name

  private static func leaves(_ command: Command, _ path: [String]) -> [(path: [String], command: Command)] {
    command.groups.isEmpty
      ? [(path, command)] : command.commands.flatMap { leaves($0, path + [$0.name]) }
  }

  @Test func `closed words stand in no file but those of their class`() throws {
    #expect(planted.words.values.map(\.count).reduce(0, +) > 500)
    _ = try bench.run("trail")
    for folder in ["EventLog", "Projections"] {
      let files = FileManager.default.enumerator(atPath: "\(bench.record)/\(folder)")
      var count = 0
      for case let name as String in files ?? .init() where !name.hasPrefix("closed/") {
        guard let data = FileManager.default.contents(atPath: "\(bench.record)/\(folder)/\(name)") else {
          continue
        }
        count += 1
        let text = String(decoding: data, as: UTF8.self)
        #expect(planted.leaks(in: text, for: nil) == [], "\(folder)/\(name)")
        #expect(planted.leaks(in: name, for: nil) == [])
      }
      #expect(count > 0, "\(folder)")
    }
  }

  @Test(arguments: Planted.audiences)
  func `no command says to an audience what is not for it`(audience: String?) throws {
    var answered = 0
    for (path, command) in Self.leaves(CommandTable(.quiet).tool.root, []) {
      for words in Self.questions[path] ?? [[]] {
        let isAsking = command.declarations.contains { $0.name == Self.audience }
        if audience != nil, !isAsking { continue }
        let more = audience.map { ["--audience", $0] } ?? []
        for form in [[], ["--json"]] {
          let said = try bench.run(words: path + words + more + form)
          if said.status == 0 { answered += 1 }
          let leaks = planted.leaks(in: said.out + said.err, for: audience)
          #expect(leaks == [], "kite \((path + words + more).joined(separator: " "))")
        }
      }
    }
    #expect(answered >= (audience == nil ? 20 : 14))
  }

  @Test(arguments: [nil, "trustee", "person:p-042"] as [String?])
  func `no entry shows to an audience what is not for it, and what is for it is shown`(
    audience: String?
  ) throws {
    var shown = ""
    let more = audience.map { ["--audience", $0] } ?? []
    for (number, name) in Catalogue.names.enumerated() {
      for contentClass in Planted.classes {
        let ref = "PL-\(name)-\(contentClass.rawValue)"
        // Both forms are tried, each on half of the types: all of them in both would take minutes.
        let said = try bench.run(words: ["show", ref] + more + (number.isMultiple(of: 2) ? ["--json"] : []))
        #expect(planted.leaks(in: said.out + said.err, for: audience) == [], "\(ref) \(more)")
        shown += said.out
      }
    }
    if audience == "trustee" {
      #expect(planted.words[.part2]?.filter { !shown.contains($0) } == [])
    }
  }

  @Test func `a search finds nothing that is closed to the audience`() throws {
    for contentClass in Planted.classes {
      let word = try #require(planted.words[contentClass]?.first)
      for audience in ["public", "trustee"] {
        let found = try bench.run("trail", "--text", word, "--audience", audience)
        let isSeen = Planted.seen(by: audience).contains(contentClass)
        #expect(found.out.hasPrefix("no entry") != isSeen, "\(word): \(found.out)")
      }
    }
  }
}
