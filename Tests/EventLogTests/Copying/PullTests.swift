import Foundation
import JSON
import TestSupport
import Testing

@testable import EventLog

struct PullTests {
  @Test func `a copy has every line, answers, and takes no entries`() throws {
    let bench = try CopyBench()
    try bench.append(5)
    let made = try bench.pull()
    #expect(made.isNew)
    #expect(try bench.copiedLog == bench.record.bytes())
    #expect(try Log.verify(bench.copy).problem == nil)
    #expect(try CopyNote(in: bench.record.folder) == nil)
    let note = try #require(try CopyNote(in: bench.copy))
    #expect(note.source == bench.record.folder)
    #expect(note.position == Position(6) && note.contents == Position(6))
    #expect(note.pulled == bench.record.time)
    let log = try Log(opening: bench.copy, for: .writing(waitUpTo: 0))
    #expect(refuses(log, bench.record.commit(bench.record.event("A", []))) == "isCopy")
    #expect(try bench.copiedLog == bench.record.bytes())
  }

  @Test func `later pulls bring what is new, and nothing when nothing is`() throws {
    let bench = try CopyBench()
    try bench.pull()
    try bench.append(700)
    let pulled = try bench.pull()
    #expect(!pulled.isNew)
    #expect(pulled.before == Position(1) && pulled.head == Position(701))
    try bench.append(3)
    try bench.pull()
    #expect(try bench.copiedLog == bench.record.bytes())
    let again = try bench.pull()
    #expect(again.before == again.head)
    #expect(try Log.verify(bench.copy).problem == nil)
  }

  @Test func `only sealed commits come over`() throws {
    let bench = try CopyBench()
    try bench.append(2)
    try bench.pull()
    try bench.append(2)
    let whole = try bench.record.bytes()
    let start = try #require(whole.dropLast().lastIndex(of: 0x0a)) + 1
    for torn in [
      Array(whole[..<(whole.count - 30)]),
      whole[..<(start + 50)] + Array(repeating: 0, count: 20) + whole[(start + 70)...],
    ] {
      try bench.record.write(torn)
      try bench.pull()
      #expect(try bench.copiedLog == Array(whole[..<start]))
      let fresh = try Log.pull(from: bench.record.folder, into: bench.copy + "/../\(UUID())", time: 0)
      #expect(fresh.head == Position(4))
    }
    try bench.record.write(whole)
    try bench.pull()
    #expect(try bench.copiedLog == whole)
  }

  @Test func `the source is left as it is`() throws {
    let bench = try CopyBench()
    try bench.close("secret", "part2")
    try bench.append(600)
    let before = try CopyBench.files(bench.record.folder)
    try bench.pull(["part2"])
    #expect(try CopyBench.files(bench.record.folder) == before)
  }

  @Test func `an interrupted pull leaves no tail that would have to be explained`() throws {
    let bench = try CopyBench()
    try bench.pull()
    try bench.append(1)
    let path = bench.copy + "/EventLog/decisions.jsonl"
    try writeFile(path, try bench.copiedLog + Array("{\"specversion\"".utf8))
    try bench.pull()
    #expect(try bench.copiedLog == bench.record.bytes())
    #expect(try fileNames(bench.copy + "/EventLog").sorted() == ["copy.json", "decisions.jsonl", "lock"])
  }

  @Test func `one brings a copy up to date at a time`() throws {
    let bench = try CopyBench()
    try bench.pull()
    let other = try Log(opening: bench.copy, for: .writing(waitUpTo: 0))
    #expect(bench.refused().contains("is writing"))
    #expect(other.head == Position(1))
  }

  @Test func `a copy is made only where nothing is`() throws {
    let bench = try CopyBench()
    try writeFile(bench.copy + "/letter.txt", [1])
    #expect(bench.refused().contains("is not empty"))
    try removeFile(bench.copy)
    let other = try Record(logID: "1111111111111111")
    _ = try other.make()
    #expect(throws: PullError.self) {
      _ = try Log.pull(from: bench.record.folder, into: other.folder, time: 0)
    }
    #expect(throws: PullError.self) {
      _ = try Log.pull(from: bench.record.folder, into: bench.record.folder, time: 0)
    }
    #expect(try CopyNote(in: bench.record.folder) == nil)
  }

  @Test func `a note that can't be read does not make a record of a copy`() throws {
    let bench = try CopyBench()
    try bench.pull()
    for bytes in ["", "{}", #"{"source":"/x","classes":["../.."],"contents":1,"position":1}"#] {
      try writeFile(bench.copy + "/EventLog/copy.json", Array(bytes.utf8))
      #expect(throws: LogError.self) { _ = try Log(opening: bench.copy, for: .writing(waitUpTo: 0)) }
      #expect(try Log(opening: bench.copy, for: .reading).head == Position(1))
    }
    #expect(bench.refused().contains("make a new copy"))
  }

  // MARK: Sources that are no continuation

  private func parting(_ bench: CopyBench, from folder: String) throws -> Parting? {
    let before = try bench.files()
    do {
      _ = try Log.pull(from: folder, into: bench.copy, classes: ["part2"], time: 7)
      Issue.record("it was taken")
    } catch PullError.parted(let parting) {
      #expect(try bench.files() == before)
      return parting
    }
    return nil
  }

  private func backup(_ bench: CopyBench) throws -> String {
    let folder = bench.record.folder + "-backup"
    try? removeFile(folder)
    try FileManager.default.copyItem(atPath: bench.record.folder, toPath: folder)
    return folder
  }

  @Test func `a fork is refused, with both heads and where they part`() throws {
    let bench = try CopyBench()
    try bench.append(3)
    let fork = try backup(bench)
    defer { try? removeFile(fork) }
    try bench.append(2)
    try bench.pull()
    do {
      let log = try Log(opening: fork, for: .writing(waitUpTo: 0))
      // Longer than the copy, so that its size alone shows nothing.
      for _ in 0..<5 {
        try log.append(bench.record.commit(bench.record.event("F", [])), signer: bench.record.clerk)
      }
    }
    let parting = try #require(try parting(bench, from: fork))
    #expect(parting.copy.size == 6 && parting.other.size == 9 && parting.common == 4)
    #expect(!parting.isBehind)
    #expect(parting.copy.root == (try Log.verify(bench.copy).head))
    #expect(parting.other.root == (try Log.verify(fork).head))
    for part in ["6 entries", "9 entries", parting.copy.root.base64, parting.other.root.base64, "entry 4"] {
      #expect(parting.description.contains(part))
    }
  }

  @Test func `a backup that is behind and a shortened log are refused`() throws {
    let bench = try CopyBench()
    try bench.append(3)
    let old = try backup(bench)
    defer { try? removeFile(old) }
    try bench.append(2)
    try bench.pull()
    let behind = try #require(try parting(bench, from: old))
    #expect(behind.isBehind && behind.common == 4 && behind.other.size == 4)
    let lines = try bench.record.bytes().split(separator: 0x0a)
    try bench.record.write(Array(lines[..<2].joined(separator: [0x0a])) + [0x0a])
    let cut = try #require(try parting(bench, from: bench.record.folder))
    #expect(cut.isBehind && cut.common == 2)
    try bench.record.write([])
    let emptied = try #require(try parting(bench, from: bench.record.folder))
    #expect(emptied.isBehind && emptied.other.size == 0)
  }

  @Test func `another log is refused, also one of the same trust`() throws {
    let bench = try CopyBench()
    try bench.pull()
    let other = try Record(logID: "1111111111111111")
    do { try other.fill(try other.make(), 4) }
    let parting = try #require(try parting(bench, from: other.folder))
    #expect(parting.copy.origin != parting.other.origin)
    #expect(parting.description.contains("another record"))
  }

  @Test(.tags(.property), arguments: 1...20 as ClosedRange<UInt64>)
  func `no bit that was changed in what is new comes over`(seed: UInt64) throws {
    var random = Seeded(seed: seed)
    let bench = try CopyBench()
    try bench.append(2)
    try bench.pull()
    let before = try bench.copiedLog
    try bench.append(3)
    let whole = try bench.record.bytes()
    var changed = whole
    let place = Int.random(in: before.count..<whole.count, using: &random)
    changed[place] ^= 1 << UInt8.random(in: 0...7, using: &random)
    try bench.record.write(changed)
    let said = bench.refused()
    // What is changed at the very end may leave a commit that looks as if it were not finished.
    if place < whole.count - Line.sealTail - 1 { #expect(said != "nothing", "seed \(seed)") }
    let copied = try bench.copiedLog
    #expect(whole.starts(with: copied), "seed \(seed)")
    #expect(copied.count <= place, "seed \(seed)")
    #expect(try Log.verify(bench.copy).problem == nil, "seed \(seed)")
    try bench.record.write(whole)
    try bench.pull()
    #expect(try bench.copiedLog == whole, "seed \(seed)")
  }
}
