import Foundation
import Testing

@testable import EventLog

/// `EventLog/check.py` finds what Kite finds: the same first line of the same damaged logs, the same proofs.
struct ScriptTests {
  private static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("EventLog").path

  /// Runs a few lines of Python that import the script, and gives the lines that they print.
  private func python(_ program: String, _ arguments: [String]) throws -> [String] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments =
      [
        "python3", "-c",
        "import sys; sys.dont_write_bytecode = True; sys.path.insert(0, sys.argv[1])\n\(program)",
      ]
      + [Self.folder] + arguments
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n" as Character).map(String.init)
  }

  @Test func `the script is short enough to be read before it is believed`() throws {
    let text = String(decoding: try readFile(Self.folder + "/check.py"), as: UTF8.self)
    #expect(text.split(separator: "\n" as Character, omittingEmptySubsequences: false).count - 1 <= 80)
  }

  @Test func `the script finds damage at the same line`() throws {
    struct Case {
      let what: String
      let folder: String
      let checkpoint: String
      let answer: DamageModel.Answer
      /// Where each of the two checks, without and with the checkpoint, must find something.
      let lines: [Int?]
    }
    let home = NSTemporaryDirectory() + "kite-script-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: home) }
    var cases: [Case] = []
    for way in Damaging.ways.indices {
      for seed in 101...104 as ClosedRange<UInt64> {
        let (story, damaged) = try DamageTests.randomly(seed, way)
        let answer = damaged.model.read(damaged.bytes)
        // Without a first commit, or of a later format: there is nothing to compare.
        if answer.isRefused { continue }
        let folder = "\(home)/\(cases.count)"
        try writeFile("\(folder)/EventLog/decisions.jsonl", damaged.bytes)
        try writeFile("\(folder)/checkpoint", story.checkpoint)
        let known = answer.finding ?? DamageTests.history(story, damaged, answer.head)
        cases.append(
          Case(
            what: "\(Damaging.ways[way].name), seed \(seed): \(damaged.what)", folder: folder,
            checkpoint: "\(folder)/checkpoint", answer: answer,
            lines: [answer.finding?.line, known?.line]))
      }
    }
    #expect(cases.count > 60)
    let program = """
      import check
      for folder in sys.argv[2:]:
          for arguments in (folder,), (folder, folder + "/checkpoint"):
              try: print(check.record(*arguments))
              except SystemExit as refusal: print(str(refusal).replace("\\n", " "))
              except Exception as problem: print("failed", repr(problem))
      """
    let said = try python(program, cases.map(\.folder))
    #expect(said.count == 2 * cases.count)
    for (number, words) in said.enumerated() where number / 2 < cases.count {
      let one = cases[number / 2]
      if let line = one.lines[number % 2] {
        #expect(words.hasPrefix("line \(line): "), "\(one.what): \(words)")
      } else {
        #expect(words.hasPrefix("\(one.answer.head) lines"), "\(one.what): \(words)")
        #expect(words.contains("; \(one.answer.unfinished) bytes"), "\(one.what): \(words)")
      }
    }
  }

  @Test func `the script takes and refuses the proofs of the vectors`() throws {
    let proofs: NoteTests.Proofs = try vectors("proofs")
    // The vectors have the leaf beside the proof; ours carry it in the line `extra`.
    let program = """
      import base64, check, json, re
      for vector in json.load(open(sys.argv[2], encoding="utf-8"))["vectors"]:
          proof, extra = vector["proof"], "extra " + base64.b64encode(vector["leaf"].encode()).decode()
          if re.match(".*\\nextra [A-Za-z0-9+/]+=*\\n", proof):
              proof = re.sub("extra .*", extra, proof, count=1)
          elif "\\nextra" not in proof: proof = proof.replace("\\n", "\\n" + extra + "\\n", 1)
          keys = [check.verifier(key) for key in vector["known"]]
          try: print("valid", check.proven(proof.encode(), keys)[:0])
          except (Exception, SystemExit) as refusal: print(str(refusal).replace("\\n", " "))
      """
    let url = Bundle.module.url(forResource: "proofs", withExtension: "json", subdirectory: "Vectors")
    let said = try python(program, [try #require(url).path])
    #expect(said.count == proofs.vectors.count)
    for (vector, words) in zip(proofs.vectors, said) {
      #expect(words.hasPrefix("valid") == vector.valid, "\(vector.name): \(words)")
    }
  }
}
