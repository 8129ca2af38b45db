import Asking
import Foundation
import JSON
import TestSupport
import Testing

@testable import kite

/// What the record holds about a person, what of it can go, and what leaves the trust.
struct PersonTests {
  @Test func `everything that concerns a person is found, and others are masked`() throws {
    let record = try Greywether.asked()
    let found = try record.json("trail", "--person", "p-042")
    let refs = Set(found.compactMap { $0["ref"] as? String })
    #expect(refs.isSuperset(of: ["X25"]))
    for entry in found { #expect((entry["grounds"] as? [String])?.isEmpty == false) }
    // Interests that were declared in decisions of a body, and dissent.
    let grandparent = try record.json("trail", "--person", "p-005")
    for ref in ["E09", "E16", "E24", "E26", "X29", "E31"] {
      let entry = try #require(grandparent.first { $0["ref"] as? String == ref }, "\(ref)")
      #expect((entry["grounds"] as? [String])?.contains("interest") == true)
    }
    let dissenter = try record.json("trail", "--person", "p-009")
    #expect(dissenter.contains { ($0["grounds"] as? [String])?.contains("dissent") == true })
    let masked = try record.kite("trail", "--person", "p-005", "--audience", "person:p-005", "--json")
    #expect(masked.out.contains("another-person"))
    for other in ["p-001", "p-002", "p-012"] { #expect(!masked.out.contains("\"\(other)\"")) }
    let shown = try record.kite("show", "E09", "--audience", "person:p-005")
    #expect(shown.out.contains("p-005"))
    #expect(!shown.out.contains("p-001"))
  }

  @Test func `a person is told what can go and what stays`() throws {
    let record = try Greywether.asked()
    let about = try record.kite("person", "about", "p-049")
    #expect(about.out.contains("kite erase E54/PersonRegistered/2 --field name --field contact"))
    #expect(about.out.contains("article 17(3)"))
    let erased = try record.kite("person", "about", "p-048")
    #expect(erased.out.contains("contact, erased on Wed 4 Feb 2026 (X20)"))
    #expect(erased.out.contains("E54/PersonRegistered/1 --field name"))
    #expect(try record.kite("person", "about", "p-999").status == 66)
  }

  @Test func `an erasure is told with its day and whose decision it was`() throws {
    let record = try Greywether.asked()
    let shown = try record.kite("show", "E54")
    #expect(shown.out.contains("[erased by X20]"))
    #expect(
      shown.out.contains("Erased: contact on Wed 4 Feb 2026 by decision of the Data protection officer (X20)")
    )
    let gaps = try #require(try record.json("show", "E54")[0]["gaps"] as? [[String: Any]])
    let erased = gaps.compactMap { $0["erased"] as? [String: Any] }
    #expect(erased.count == 1 && erased[0]["day"] as? String == "2026-02-04")
    // Names have the trust's reason where the entry gives none.
    #expect(gaps.allSatisfy { ($0["because"] as? String)?.isEmpty == false })
  }

  @Test(arguments: [
    ("X06", "received Mon 4 Mar 2024; due Tue 16 Apr 2024 (20 school days"),
    ("X07", "answered Thu 21 Mar 2024, 17 days used"),
    ("X13", "due Fri 11 Jul 2025 (one calendar month); answered Wed 9 Jul 2025, 28 days used"),
  ])
  func `the clock of a request is shown`(ref: String, words: String) throws {
    let shown = try Greywether.asked().kite("show", ref).out
    #expect(shown.split(whereSeparator: { $0.isWhitespace }).joined(separator: " ").contains(words))
  }

  private let erase = [
    "erase", "E54/PersonRegistered/2", "--field", "contact", "--by", "dpo", "--because", "No longer needed.",
  ]

  private func isHeld(_ bench: Bench) throws -> Bool {
    let folder = "\(bench.record)/EventLog/closed/personal"
    return try FileManager.default.contentsOfDirectory(atPath: folder).contains {
      try String(contentsOfFile: "\(folder)/\($0)", encoding: .utf8).contains("p-049@")
    }
  }

  @Test func `somebody at a terminal is asked before anything is destroyed`() throws {
    let bench = try Bench(until: "2026-08-31")
    let before = try bench.bytes
    let no = Answered(["no"])
    let kept = try bench.run(words: erase, as: "p-022", ask: { no.next($0) })
    #expect(kept.status == 1)
    #expect(no.questions.last?.contains("cannot be brought back") == true)
    #expect(try bench.bytes == before)
    #expect(try isHeld(bench))
    let yes = Answered(["yes"])
    #expect(try bench.run(words: erase, as: "p-022", ask: { yes.next($0) }).status == 0)
    #expect(try !isHeld(bench))
  }

  @Test func `nobody destroys on their own word, and a legal hold stops everybody`() throws {
    let bench = try Bench(until: "2026-08-31")
    try expectRefused("erase-unconfirmed", bench, erase, as: "p-001")
    let irregular = erase.map { $0 == "dpo" ? "CEO" : $0 } + ["--irregular", "In haste."]
    try expectRefused("erase-irregular", bench, irregular, as: "p-002")
    let held = try bench.run(
      "record", "HoldPlaced", "--concerns", "person/p-049", "--why", "A claim is before the tribunal.")
    #expect(held.status == 0, "\(held.err)")
    try expectRefused("legal-hold", bench, erase, as: "p-022")
    #expect(try isHeld(bench))
    #expect(try bench.run("person", "about", "p-049").out.contains("A claim is before the tribunal."))
    #expect(try bench.run("record", "HoldLifted", "--concerns", "person/p-049").status == 0)
    #expect(try bench.run(words: erase, as: "p-022").status == 0)
  }

  @Test func `a copy loses what was erased, and says by whom`() throws {
    let bench = try Bench(until: "2026-08-31")
    let copy = ["KITE_RECORD": bench.folder.path("copy")]
    let pull = ["pull", bench.record, "--classes", "open,part2,personal"]
    #expect(try bench.run(words: pull, environment: copy).status == 0)
    #expect(try bench.run(words: erase, as: "p-022").status == 0)
    #expect(try bench.run(words: ["pull", bench.record], environment: copy).status == 0)
    let files = FileManager.default.enumerator(atPath: bench.folder.path("copy"))
    for case let name as String in files ?? .init() {
      let data = FileManager.default.contents(atPath: "\(bench.folder.path("copy"))/\(name)") ?? Data()
      #expect(!String(decoding: data, as: UTF8.self).contains("p-049@"), "\(name)")
    }
    let shown = try bench.run(words: ["show", "E54"], environment: copy)
    #expect(shown.out.contains("by decision of the Data protection officer"))
  }

  @Test func `what was released stands in the log and cannot be erased`() throws {
    let bench = try Bench(until: "2026-08-31")
    let said = try bench.run(
      "erase", "E60", "--field", "what", "--by", "dpo", "--because", "No longer needed.", as: "p-022")
    #expect(said.status == 65)
    #expect(said.err.contains("released by E67"))
  }

  @Test func `what leaves is looked at by somebody else, and stands in a register`() throws {
    let bench = try Bench(until: "2026-08-31")
    let file = try bench.folder.write("an open trail", to: "trail.html")
    let send = ["handover", "send", file, "--to", "The parent who asked", "--request", "FOI-24-03"]
    let whole = send + ["--audience", "public", "--selection", "case A"]
    try expectRefused("export-unchecked", bench, whole)
    let check = ["handover", "check", file, "--audience", "public", "--selection", "case A"]
    #expect(try bench.run(words: check).status == 0)
    try expectRefused("export-unchecked", bench, whole)
    #expect(try bench.run(words: check, as: "p-022").status == 0)
    let sent = try bench.run(words: send)
    #expect(sent.status == 0, "\(sent.err)")
    let list = try bench.run("handover", "list").out
    for words in ["The parent who asked", "FOI-24-03", "checked by  p-022", "case A, as seen by public"] {
      #expect(list.contains(words), "\(words)")
    }
    #expect(
      try bench.run("trail", "--type", "TrailExported").out.contains("case A went to The parent who asked"))
    let changed = try bench.folder.write("an open trail, and more", to: "trail.html")
    try expectRefused(
      "export-unchecked", bench,
      ["handover", "send", changed, "--to", "X", "--audience", "public", "--selection", "case A"])
    let unknown = try bench.run("handover", "check", file, "--audience", "press", "--selection", "all")
    #expect(unknown.status == 64)
  }
}
