import Exports
import Foundation
import Governance
import Schemas
import TestSupport
import Testing

/// Files come into being whole or not at all.
struct WritingTests {
  /// A format that fails after it has written a part.
  private static let breaking = ExportFormat("breaking", "Fails half-way.") { _, file in
    try file.write("a part")
    throw Halfway()
  }
  private static let breakingFolder = ExportFormat("breaking", "Fails half-way.", sign: "sign.txt") {
    _, folder in
    try folder.file("data/sign.txt") { try $0.write("a part") }
    throw Halfway()
  }
  private static let folder = ExportFormat("folder", "A folder.", sign: "sign.txt") { _, folder in
    try folder.file("sign.txt") { try $0.write("sign") }
    try folder.file("data/more.txt") { try $0.write("more") }
  }
  private static let text = ExportFormat("text", "A text.") { _, file in try file.write("whole") }

  private struct Halfway: Error {}

  private let record: Record
  private let out: TemporaryDirectory

  init() throws {
    record = try Record.whole()
    out = try TemporaryDirectory()
  }

  private func write(_ format: ExportFormat, to name: String, isReplacing: Bool = false) throws {
    try Export.write(format, record.trail(), to: out.path(name), isReplacing: isReplacing)
  }

  @Test func `a format that fails half-way leaves nothing`() throws {
    #expect(throws: Halfway.self) { try write(Self.breaking, to: "a") }
    #expect(throws: Halfway.self) { try write(Self.breakingFolder, to: "b") }
    #expect(try out.names == [])
  }

  @Test func `a format that fails half-way leaves what it was to replace`() throws {
    try write(Self.text, to: "a")
    try write(Self.folder, to: "b")
    #expect(throws: Halfway.self) { try write(Self.breaking, to: "a", isReplacing: true) }
    #expect(throws: Halfway.self) { try write(Self.breakingFolder, to: "b", isReplacing: true) }
    #expect(try out.names == ["a", "b"])
    #expect(try out.read("a") == "whole")
    #expect(try out.read("b/data/more.txt") == "more")
  }

  @Test func `what exists is refused, and replaced when that is asked for`() throws {
    _ = try out.write("mine", to: "a")
    #expect(throws: ExportError.exists(out.path("a"))) { try write(Self.text, to: "a") }
    #expect(try out.read("a") == "mine")
    try write(Self.text, to: "a", isReplacing: true)
    #expect(try out.read("a") == "whole")
    try write(Self.folder, to: "b")
    #expect(throws: ExportError.exists(out.path("b"))) { try write(Self.folder, to: "b") }
    _ = try out.write("left over", to: "b/data/old.txt")
    try write(Self.folder, to: "b/", isReplacing: true)
    #expect(try FileManager.default.contentsOfDirectory(atPath: out.path("b/data")) == ["more.txt"])
    #expect(try out.names == ["a", "b"])
  }

  @Test func `a folder that no such export made is never replaced, nor a link`() throws {
    try FileManager.default.createDirectory(atPath: out.path("mine"), withIntermediateDirectories: false)
    _ = try out.write("precious", to: "mine/letters.txt")
    #expect(throws: ExportError.self) { try write(Self.folder, to: "mine", isReplacing: true) }
    #expect(throws: ExportError.self) { try write(Self.text, to: "mine", isReplacing: true) }
    try FileManager.default.createSymbolicLink(
      atPath: out.path("link"), withDestinationPath: out.path("mine"))
    #expect(throws: ExportError.self) { try write(Self.folder, to: "link", isReplacing: true) }
    #expect(try out.read("mine/letters.txt") == "precious")
  }

  @Test func `nothing is written into the record's own folders, however the path says it`() throws {
    let log = try Data(contentsOf: URL(fileURLWithPath: "\(record.folder)/EventLog/decisions.jsonl"))
    for inside in [
      "EventLog/decisions.jsonl", "Projections/../EventLog/decisions.jsonl", "EventLog", "EventLog/closed/x",
    ] {
      let path = "\(record.folder)/\(inside)"
      #expect(throws: ExportError.insideRecord(path)) {
        try Export.write(Self.text, record.trail(), to: path, isReplacing: true)
      }
    }
    #expect(try Data(contentsOf: URL(fileURLWithPath: "\(record.folder)/EventLog/decisions.jsonl")) == log)
  }

  @Test func `a folder that is not there is no place for an export`() throws {
    #expect(throws: ExportError.noFolder(out.path("none"))) { try write(Self.text, to: "none/a") }
    #expect(throws: ExportError.self) { try write(Self.text, to: "") }
  }

  @Test func `an interruption leaves nothing`() throws {
    #expect(throws: ExportError.interrupted) {
      try Export.write(Self.text, record.trail(), to: out.path("a")) { true }
    }
    #expect(try out.names == [])
  }

  // A limit on the size of files stops writing as a full disk does: with part of it written.
  @Test(arguments: ExportFormat.all.map(\.name))
  func `a disk that fills half-way leaves no file under the name`(format: String) throws {
    let whole = try record.shell(
      "$kite export --format \(format) --audience auditor --out $out/whole", out: out)
    #expect(whole.status == 0, "\(whole.err)")
    let full = try record.shell(
      "trap '' XFSZ; ulimit -f 4; $kite export --format \(format) --audience auditor --out $out/full",
      out: out)
    #expect(full.status == 74, "\(full.out)\(full.err)")
    #expect(
      full.err.contains("file too large") && full.err.contains("nothing of the export was kept"),
      "\(full.err)")
    #expect(!full.err.contains(".new-"))
    #expect(try out.names == ["whole"])
  }
}
