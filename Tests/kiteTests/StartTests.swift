import Foundation
import TestSupport
import Testing

/// Records are made whole or not at all.
struct StartTests {
  private let home: TemporaryDirectory

  init() throws { home = try TemporaryDirectory() }

  private func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: home.path).sorted()
  }

  @Test func `a demonstration that fails leaves nothing behind`() throws {
    // Without a place for keys it fails when all is recorded.
    let result = try Kite.run(["demo", home.path("story")])
    #expect(result.status == 78)
    #expect(try names() == [])
  }

  @Test func `a demonstration goes into an empty folder only`() throws {
    try home.write("minutes", to: "story/minutes.txt")
    let result = try Kite.run(["demo", home.path("story")], environment: ["HOME": home.path])
    #expect(result.status == 64)
    #expect(
      result.err
        == "kite: '\(home.path("story"))' is not empty; choose another folder for the demonstration\n")
    #expect(try names() == ["story"])
  }

  @Test func `a record that can't be made leaves no keys`() throws {
    try home.write("a file", to: "taken")
    let result = try Kite.run(
      [
        "init", home.path("taken"), "--trust", "A Trust", "--code", "a-trust", "--person", "p-001",
        "--office", "clerk",
        "--no-passphrase",
      ], environment: ["HOME": home.path])
    #expect(result.status == 74)
    let keys =
      FileManager.default.enumerator(atPath: home.path(".config"))?.compactMap { $0 as? String } ?? []
    #expect(keys.filter { $0.hasSuffix(".pem") } == [])
  }

  @Test func `a record is made with a key for its owner only, and a recovery key`() throws {
    let words = ["--trust", "A Trust", "--code", "a-trust", "--person", "p-001", "--office", "clerk"]
    let environment = ["HOME": home.path]
    let refused = try Kite.run(["init", home.path("record")] + words, environment: environment)
    #expect(refused.status == 64)
    #expect(refused.err.contains("--no-passphrase"))
    let made = try Kite.run(
      ["init", home.path("record")] + words,
      environment: environment.merging(["KITE_PASSPHRASE": "a b c"]) { $1 })
    #expect(made.status == 0, "\(made.err)")
    let keys =
      FileManager.default.enumerator(atPath: home.path(".config"))?.compactMap { $0 as? String } ?? []
    let files = keys.filter { $0.hasSuffix(".pem") }
    #expect(files.map { $0.split(separator: "/").last ?? "" }.sorted() == ["p-001.pem", "recovery.pem"])
    for file in files {
      let attributes = try FileManager.default.attributesOfItem(atPath: home.path(".config/\(file)"))
      #expect(attributes[.posixPermissions] as? Int == 0o600)
    }
    let again = try Kite.run(
      ["init", home.path("record"), "--no-passphrase"] + words, environment: environment)
    #expect(again.status == 64)
    #expect(again.err.contains("never overwritten"))
  }
}
