import Foundation
import TestSupport

@testable import EventLog

/// Opens what a crash left, and says what must not be.
final class Invariants {
  let record: Record
  let opening: NewCommit
  /// All that any log of the script may hold: what is not there must not be answered.
  let all: LogScan
  let bug: SeededBug?
  // The same logs come again and again.
  private var scans: [Digest: LogScan] = [:]

  init(_ record: Record, opening: NewCommit, all: LogScan, bug: SeededBug?) {
    self.record = record
    self.opening = opening
    self.all = all
    self.bug = bug
  }

  private func scan(_ bytes: [UInt8]) throws -> LogScan {
    let digest = Digest.of(bytes)
    if let known = scans[digest] { return known }
    let scan = try LogScan(bytes)
    scans[digest] = scan
    return scan
  }

  /// Checks an image of the disk against what is known. `isThorough` adds what costs more: all seals, and the
  /// same answers without the index.
  func check(
    _ image: [String: [UInt8]], index: (kind: IndexImages.Kind, bytes: [UInt8])?, _ truth: Truth,
    isThorough: Bool
  ) throws {
    do { try checkOnce(image, index: index, truth, isThorough) } catch let error as LogError {
      // A damaged index may cost one question, which must say so; then it is gone.
      guard case .index = error, index?.kind == .broken else { throw error }
      if FileManager.default.fileExists(atPath: record.indexPath) { throw Wrong("the index stays: \(error)") }
      try checkOnce(image, index: nil, truth, isThorough)
    }
  }

  private func checkOnce(
    _ image: [String: [UInt8]], index: (kind: IndexImages.Kind, bytes: [UInt8])?, _ truth: Truth,
    _ isThorough: Bool
  ) throws {
    var image = image
    if let index { image[record.indexPath] = index.bytes }
    try record.put(image)
    try checkTail(image, truth)
    guard let log = try open(truth) else { return try checkMaking(truth) }
    if bug == .believesIndex, let index, index.kind == .ahead { try believe(index.bytes, log) }
    let bytes = try record.bytes()
    guard bytes == truth.log || bytes == truth.log + truth.pending else {
      throw Wrong(
        bytes.starts(with: truth.log)
          ? "there is more than whole commits" : "something acknowledged is lost")
    }
    if let before = image[record.logPath], before.count > bytes.count {
      try checkSetAside(Array(before[bytes.count...]))
    }
    try checkFiles(image, truth, bytes)
    try scan(bytes).compare(log, askingFor: all)
    try goOn(log, bytes)
    if isThorough { try checkAgain() }
  }

  // MARK: Opening

  private func open(_ truth: Truth) throws -> Log? {
    do {
      return try Log(
        opening: record.folder, for: .writing(waitUpTo: 0),
        disk: SeededBug.disk(bug, logPath: record.logPath))
    } catch {
      switch error {
      case .notARecord, .notBegun:
        guard truth.log.isEmpty else { throw Wrong("a log that was acknowledged is gone: \(error)") }
        return nil
      case .index: throw error
      default: throw Wrong("it does not open: \(error)")
      }
    }
  }

  /// A record whose making was interrupted can be made again.
  private func checkMaking(_ truth: Truth) throws {
    let log: Log
    do {
      log = try Log.create(in: record.folder, trust: "example", first: opening, signer: record.clerk)
    } catch { throw Wrong("a record whose making was interrupted can't be made: \(error)") }
    let bytes = try record.bytes()
    try scan(bytes).compare(log, askingFor: all)
    try goOn(log, bytes)
  }

  /// Answers from an index that nobody has compared with the log.
  private func believe(_ bytes: [UInt8], _ log: Log) throws {
    let path = record.folder + "/believed"
    try writeFile(path, bytes)
    var index = try LogIndex(path)
    _ = try index.state(of: log.state.identity)
    log.index = consume index
    log.state.tail = Tail(base: log.state.head)
  }

  // MARK: What is there

  private func checkTail(_ image: [String: [UInt8]], _ truth: Truth) throws {
    guard !truth.tail.isEmpty, let bytes = image[record.logPath] else { return }
    if bytes.dropFirst(truth.log.count).elementsEqual(truth.tail) { return }
    try checkSetAside(truth.tail)
  }

  private func checkSetAside(_ tail: [UInt8]) throws {
    let folder = record.folder + "/EventLog"
    let names = try fileNames(folder).filter { $0.hasPrefix("set-aside-") && !$0.contains(".new-") }
    for name in names where try readFile("\(folder)/\(name)") == tail { return }
    throw Wrong("an unfinished write was dropped")
  }

  private func checkFiles(_ image: [String: [UInt8]], _ truth: Truth, _ log: [UInt8]) throws {
    for (path, allowed) in truth.files where !allowed.contains(image[path]) {
      let found = image[path].map { "\($0.count) bytes" } ?? "nothing"
      throw Wrong("'\(path.split(separator: "/").suffix(3).joined(separator: "/"))' holds \(found)")
    }
    for (path, allowed) in truth.files where allowed == [nil] {
      guard !image.keys.contains(where: { $0.hasPrefix("\(path).new-") }) else {
        throw Wrong("a rest of '\(path)' is left, which is to be no more")
      }
    }
    for paths in truth.oneOf where !paths.contains(where: { image[$0] != nil }) {
      throw Wrong("what was being moved is gone: '\(paths[0])'")
    }
    let lines = try scan(log).byID
    for (id, path, bytes) in truth.bound where lines[id] != nil && image[path] != bytes {
      throw Wrong("the line of '\(id)' is there, and its content '\(path)' is not")
    }
  }

  // MARK: Going on

  /// A conflicting condition is refused, and the next commit goes in.
  private func goOn(_ log: Log, _ bytes: [UInt8]) throws {
    guard let last = try scan(bytes).lines.last else { throw Wrong("there are no lines") }
    let conflict = AppendCondition(noEventMatching: Query(types: [last.type], tags: last.tags), after: .start)
    let head = log.head
    let event = record.event("After", ["after/\(head)"])
    let commit = NewCommit(ref: "after-\(head)", actor: "p-001", time: log.lastTime + 1, events: [event])
    do {
      try log.append(commit, if: conflict, signer: record.clerk)
      throw Wrong("a conflicting condition went through")
    } catch let error as LogError { guard case .conflict = error else { throw error } }
    guard try record.bytes() == bytes else { throw Wrong("a refused commit left something") }
    let positions = try log.append(commit, signer: record.clerk)
    guard positions == Position(head.rawValue + 1)...Position(head.rawValue + 1) else {
      throw Wrong("the next commit is at \(positions)")
    }
    let after = try record.bytes()
    guard after.starts(with: bytes), after.count > bytes.count else {
      throw Wrong("the next commit changed the history")
    }
    try scan(after).compare(log, askingFor: all)
  }

  /// What others see then: with the index, without it, and by a check of every seal.
  private func checkAgain() throws {
    let lines = try scan(try record.bytes())
    for withoutIndex in [false, true] {
      if withoutIndex { try? removeFile(record.indexPath) }
      let log = try Log(opening: record.folder, for: .reading)
      if let damage = log.damage { throw Wrong("it is damaged: \(damage)") }
      try lines.compare(log, askingFor: all)
    }
    let verification = try Log.verify(record.folder)
    if let problem = verification.problem { throw Wrong("verify says: \(problem)") }
    guard verification.events == lines.lines.count, verification.unfinished == 0 else {
      throw Wrong("verify counts \(verification.events) lines of \(lines.lines.count)")
    }
  }
}
