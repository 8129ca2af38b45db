import EventLog
import Foundation
import JSON
import TestSupport
import Testing

@testable import kite

/// A trust with a board whose recorder is p-001, and homes of several people on one machine.
struct KeyBench {
  let bench: Bench
  var folder: TemporaryDirectory { bench.folder }
  /// The recovery key, on a stick.
  var stick: String { folder.path("stick/recovery.pem") }

  init() throws {
    bench = try Bench()
    try FileManager.default.createDirectory(atPath: folder.path("stick"), withIntermediateDirectories: true)
    try expect(
      "init", bench.record, "--trust", "Example Trust", "--code", "example", "--person", "p-001", "--office",
      "clerk", "--recovery-file", stick)
    try expect(
      "body", "constitute", "trust-board", "--kind", "board", "--size", "7", "--quorum", "3", "--first-day",
      "2026-11-01")
    try expect("body", "recorder", "trust-board", "p-001", "--first-day", "2026-11-01")
    try expect("person", "register", "p-031")
  }

  static let passphrase = "correct horse battery"

  /// Runs the program as somebody at a home of their own.
  func run(
    _ words: String..., home: String = "clerk", environment: [String: String] = [:],
    askHidden: (@Sendable (String) -> String?)? = nil
  ) throws -> Said {
    try run(words: words, home: home, environment: environment, askHidden: askHidden)
  }

  func run(
    words: [String], home: String = "clerk", environment: [String: String] = [:],
    askHidden: (@Sendable (String) -> String?)? = nil
  ) throws -> Said {
    var all = ["HOME": folder.path(home)]
    if askHidden == nil { all["KITE_PASSPHRASE"] = Self.passphrase }
    return try bench.run(
      words: words, as: nil, environment: all.merging(environment) { $1 }, askHidden: askHidden)
  }

  @discardableResult
  func expect(
    _ words: String..., home: String = "clerk", environment: [String: String] = [:],
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> String {
    let said = try run(words: words, home: home, environment: environment)
    #expect(said.status == 0, "\(words): \(said.err)", sourceLocation: sourceLocation)
    return said.out
  }

  /// What `kite key list --json` says, line by line.
  func keys() throws -> [JSONValue] {
    try expect("key", "list", "--json").split(separator: "\n").map { try JSONValue.parse(String($0)) }
  }

  /// The key files of a home, by name.
  func files(_ home: String = "clerk") throws -> [String] {
    let keys = folder.path("\(home)/.config/kite/keys")
    let log = try FileManager.default.contentsOfDirectory(atPath: keys)
    return try log.flatMap { try FileManager.default.contentsOfDirectory(atPath: "\(keys)/\($0)") }.sorted()
  }

  func path(_ file: String, _ home: String = "clerk") throws -> String {
    let keys = folder.path("\(home)/.config/kite/keys")
    let log = try #require(try FileManager.default.contentsOfDirectory(atPath: keys).first)
    return "\(keys)/\(log)/\(file)"
  }

  var refs: Int {
    get throws { try bench.bytes.split(separator: 0x0a).count }
  }
}

/// Keys are made by their owners, enrolled, changed, revoked, and brought back after a loss.
struct KeyTests {
  @Test func `a person makes a key at home, the clerk enrols it, and the person records`() throws {
    let trust = try KeyBench()
    let key = try trust.expect("key", "make", "p-031", home: "head").dropLast()
    try trust.expect("key", "enrol", "p-031", "--key", String(key))
    try trust.expect("notify", "--kind", "website", "--to", "public", home: "head")
    #expect(try trust.bench.last["actor"]?.string == "p-031")
    // The clerk's own machine holds no key but the clerk's: nobody has to say --as.
    #expect(try trust.files() == ["p-001.pem"])
    try trust.expect("notify", "--kind", "website", "--to", "public")
    #expect(try trust.bench.last["actor"]?.string == "p-001")
  }

  @Test func `a key can be made where there is no record`() throws {
    let trust = try KeyBench()
    let origin = try #require(try trust.expect("key", "list").split(separator: "\n").first)
    let made = try Kite.run(
      ["key", "make", "p-031", "--origin", String(origin), "--no-passphrase"],
      environment: ["HOME": trust.folder.path("head")], directory: trust.folder.path("stick"))
    #expect(made.status == 0, "\(made.err)")
    try trust.expect("key", "enrol", "p-031", "--key", String(made.out.dropLast()))
    try trust.expect("notify", "--kind", "website", "--to", "public", home: "head")
    for bad in ["kite/example", "kit/example/1", "kite/example/../1", "kite/Ex/1", "kite/example/"] {
      #expect(try trust.run("key", "make", "p-031", "--origin", bad, home: "head").status == 64, "\(bad)")
    }
  }

  @Test func `a key that the clerk made is handed over in a file, put in place, and changed`() throws {
    let trust = try KeyBench()
    let file = trust.folder.path("stick/p-031.pem")
    let unsaid = try trust.run("key", "enrol", "p-031")
    #expect(unsaid.status == 64)
    #expect(unsaid.err.contains("kite key make p-031"))
    try trust.expect("key", "enrol", "p-031", "--out", file)
    #expect(try trust.run("key", "enrol", "p-031", "--out", file).status == 64)
    try trust.expect("key", "use", file, home: "head")
    #expect(try trust.run("key", "use", file, home: "head").status == 64)
    try trust.expect("key", "rotate", home: "head", environment: ["KITE_NEW_PASSPHRASE": "only mine now"])
    let stale = try trust.run(
      "notify", "--kind", "website", "--to", "public", "--key-file", file, home: "head")
    #expect(stale.status == 77)
    let old = try trust.run("notify", "--kind", "website", "--to", "public", home: "head")
    #expect(old.status == 77, "the old passphrase opened the new key")
    try trust.expect(
      "notify", "--kind", "website", "--to", "public", home: "head",
      environment: ["KITE_PASSPHRASE": "only mine now"])
  }

  @Test func `rotating is one entry that the old key seals, and both files stay`() throws {
    let trust = try KeyBench()
    let old = try #require(try trust.keys().first?["hash"]?.string)
    try trust.expect("key", "rotate", "--why", "A new laptop.")
    let last = try trust.bench.last
    let lines = try trust.bench.bytes.split(separator: 0x0a).map { try JSONValue.parse(bytes: Array($0)) }
    let types = lines.filter { $0["ref"] == last["ref"] }.map { $0["type"]?.string }
    #expect(types == ["KeyRevoked", "KeyEnrolled"])
    #expect(try trust.bench.data("KeyRevoked")["why"]?.string == "A new laptop.")
    #expect(try trust.files() == ["p-001.pem", "p-001@\(old).pem"])
    let keys = try trust.keys().filter { $0["person"]?.string == "p-001" }
    #expect(keys.map { $0["revoked"] == .null } == [false, true])
    #expect(
      keys.compactMap { $0["here"]?.string?.split(separator: "/").last } == ["p-001@\(old).pem", "p-001.pem"])
    for file in try trust.files() {
      let mode = try FileManager.default.attributesOfItem(atPath: try trust.path(file))[.posixPermissions]
      #expect(mode as? Int == 0o600)
      #expect(
        try String(contentsOfFile: try trust.path(file), encoding: .utf8).hasPrefix("-----BEGIN ENCRYPTED"))
    }
    try trust.expect("notify", "--kind", "website", "--to", "public")
    try trust.expect("key", "rotate")
    try trust.expect("notify", "--kind", "website", "--to", "public")
    #expect(try trust.files().count == 3)
    try trust.expect("verify")
  }

  @Test func `somebody who is recorder of nothing may change their own key, and enrol no other`() throws {
    let trust = try KeyBench()
    try trust.expect(
      "key", "enrol", "p-031", "--key",
      String(try trust.expect("key", "make", "p-031", home: "head").dropLast()))
    try trust.expect("key", "rotate", home: "head")
    try trust.expect("notify", "--kind", "website", "--to", "public", home: "head")
    let other = trust.folder.path("other.pem")
    let refused = try trust.run("key", "enrol", "p-032", "--out", other, home: "head")
    #expect(refused.status == 1)
    #expect(!FileManager.default.fileExists(atPath: other))
  }

  @Test func `a crash before or after the entry of a rotation leaves a key that records`() throws {
    // Before: the new key's file is there, and nothing is enrolled.
    let trust = try KeyBench()
    try trust.expect("key", "make", "p-001")
    #expect(try trust.files().count == 2)
    try trust.expect("notify", "--kind", "website", "--to", "public")
    // After: it is enrolled, and no file has got its new name.
    let made = try #require(try trust.files().first { $0.hasPrefix("p-001@") })
    let label = try #require(try KeyFile.label(try trust.path(made)))
    let old = try #require(try trust.keys().first?["key"]?.string)
    let rotation = JSONValue.object([
      JSONMember(
        "events",
        [
          ["type": "KeyRevoked", "data": ["key": .string(old), "why": "Rotated."]],
          ["type": "KeyEnrolled", "data": ["person": "p-001", "key": .string(label.text)]],
        ])
    ])
    let input = try trust.folder.write(rotation.text, to: "rotation.json")
    try trust.expect("record", "KeyEnrolled", "--input", input)
    #expect(try trust.files() == ["p-001.pem", made])
    try trust.expect("notify", "--kind", "website", "--to", "public")
    #expect(try trust.bench.last["actor"]?.string == "p-001")
    // The next rotation calls each file by its right name.
    try trust.expect("key", "rotate")
    #expect(try trust.files().count == 3)
    try trust.expect("notify", "--kind", "website", "--to", "public")
  }

  @Test func `a rotation that is refused leaves the keys as they were`() throws {
    let trust = try KeyBench()
    let (before, files) = (try trust.bench.bytes, try trust.files())
    let late = try trust.bench.run(
      words: ["key", "rotate"], as: nil, at: ("2026-01-01", 9),
      environment: ["HOME": trust.folder.path("clerk"), "KITE_PASSPHRASE": KeyBench.passphrase])
    #expect(late.status == 78)
    #expect(try trust.run("key", "rotate", "--dry-run").status == 0)
    #expect(try trust.bench.bytes == before)
    #expect(try trust.files() == files)
  }

  @Test func `after a loss the recovery key revokes and enrols, and a lost recovery key is replaced`() throws
  {
    let trust = try KeyBench()
    // The clerk's laptop is stolen. Somebody brings the stick; the clerk makes a new key on a new machine.
    try trust.expect(
      "key", "revoke", "p-001", "--why", "Stolen.", "--as", "recovery", "--key-file", trust.stick,
      home: "office")
    #expect(try trust.run("notify", "--kind", "website", "--to", "public").status == 77)
    let key = try trust.expect("key", "make", "p-001", home: "new").dropLast()
    try trust.expect("key", "enrol", "p-001", "--key", String(key), "--key-file", trust.stick, home: "office")
    #expect(try trust.bench.last["actor"]?.string == "recovery")
    #expect(try trust.bench.last["office"] == nil)
    try trust.expect("notify", "--kind", "website", "--to", "public", home: "new")
    // The stick is lost: a new recovery key, on another one, by a recorder of the board; the old is revoked.
    let old = try #require(try trust.keys().first { $0["person"]?.string == "recovery" }?["hash"]?.string)
    let stick = trust.folder.path("stick/new.pem")
    try trust.expect("key", "enrol", "recovery", "--out", stick, home: "new")
    let unsaid = try trust.run("key", "revoke", "recovery", "--why", "Lost.", home: "new")
    #expect(unsaid.status == 64)
    #expect(unsaid.err.contains(old))
    try trust.expect("key", "revoke", "recovery", "--key", old, "--why", "Lost.", home: "new")
    let lost = try trust.run(
      "key", "revoke", "p-001", "--why", "No.", "--as", "recovery", "--key-file", trust.stick)
    #expect(lost.status == 77)
    // The new one works, and can be changed on its stick.
    let changed = trust.folder.path("stick/newer.pem")
    try trust.expect("key", "rotate", "--as", "recovery", "--key-file", stick, "--out", changed)
    try trust.expect("key", "enrol", "p-031", "--out", trust.folder.path("p-031.pem"), "--key-file", changed)
    try trust.expect("verify")
  }

  @Test func `the last key can't be revoked`() throws {
    let trust = try KeyBench()
    try trust.expect("key", "revoke", "recovery", "--why", "Lost.")
    let before = try trust.bench.bytes
    let last = try trust.run("key", "revoke", "p-001", "--why", "Why not.")
    #expect(last.status == 1)
    #expect(last.err.contains("last key"))
    #expect(try trust.bench.bytes == before)
  }

  @Test func `a key of another record or person is not enrolled, nor what is no key`() throws {
    let trust = try KeyBench()
    let before = try trust.bench.bytes
    let other = try SoftwareSigner.random(name: "kite/other/0123456789abcdef/p-031").key.text
    let garbage = try trust.folder.write(
      "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n", to: "g.pem")
    let own = try #require(try trust.keys().first?["key"]?.string)
    for bad in [other, "x", "a+b+c", garbage, own, try trust.path("p-001.pem")] {
      let said = try trust.run("key", "enrol", "p-031", "--key", bad)
      #expect([1, 65, 77].contains(said.status), "\(bad): \(said.status) \(said.err)")
    }
    #expect(try trust.run("key", "enrol", "p-031", "--key", own, "--out", "x").status == 64)
    #expect(try trust.bench.bytes == before)
  }

  @Test func `a key file that is not there, not a key, or enrolled for nobody seals nothing`() throws {
    let trust = try KeyBench()
    let before = try trust.bench.bytes
    let stray = trust.folder.path("stray.pem")
    try trust.expect("key", "make", "p-009", "--out", stray)
    let text = try trust.folder.write("hello", to: "hello.pem")
    for (file, status) in [(trust.folder.path("none.pem"), 66), (text, 77), (stray, 77)] as [(String, Int32)]
    {
      let said = try trust.run("notify", "--kind", "website", "--to", "public", "--key-file", file)
      #expect(said.status == status, "\(file): \(said.err)")
    }
    let asOther = try trust.run(
      "notify", "--kind", "website", "--to", "public", "--as", "p-001", "--key-file", trust.stick)
    #expect(asOther.status == 77)
    #expect(try trust.bench.bytes == before)
  }

  @Test func `help calls required what a command can't do without, and nothing else`() throws {
    let trust = try KeyBench()
    func usage(_ words: String...) throws -> String {
      let lines = try trust.run(words: words + ["--help"]).out.split(separator: "\n")
      return lines.drop { !$0.hasPrefix("Usage") }.prefix { !$0.hasPrefix("Examples") }.joined()
    }
    #expect(try !usage("key", "enrol").contains("--key"))
    #expect(try !usage("key", "revoke").contains("--key"))
    let body = try usage("body", "constitute")
    #expect(body.contains("--kind"))
    #expect(!body.contains("--by") && !body.contains("--because"))
    #expect(try usage("risk", "watch").contains("--because"))
  }

  @Test func `others who can read a key file are warned of`() throws {
    let trust = try KeyBench()
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o644], ofItemAtPath: try trust.path("p-001.pem"))
    let said = try trust.run("notify", "--kind", "website", "--to", "public")
    #expect(said.status == 0)
    #expect(said.err.contains("warning: others on this machine can read the key"))
  }

  @Test func `on a terminal a passphrase is asked for, twice when it is new, and a wrong one again`() throws {
    let trust = try KeyBench()
    let answers = Answered([
      "short", "a new passphrase", "another one", "a new passphrase", "a new passphrase", "wrong",
      KeyBench.passphrase,
    ])
    let said = try trust.run("key", "rotate", askHidden: { answers.next($0) })
    #expect(said.status == 0, "\(said.err)")
    #expect(answers.questions.count == 7)
    #expect(said.err.contains("the two differ"))
    #expect(said.err.contains("8 characters or more"))
    #expect(said.err.contains("not its passphrase"))
    let wrong = Answered(["wrong", "wrong again", "and again", "no more"])
    #expect(
      try trust.run("notify", "--kind", "website", "--to", "public", askHidden: { wrong.next($0) }).status
        == 77)
    #expect(wrong.questions.count == 3)
    let right = Answered(["a new passphrase"])
    #expect(
      try trust.run("notify", "--kind", "website", "--to", "public", askHidden: { right.next($0) }).status
        == 0)
  }
}
