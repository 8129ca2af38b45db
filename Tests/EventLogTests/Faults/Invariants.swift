import TestSupport

@testable import EventLog

/// Opens what a crash left, and says what must not be.
struct Invariants {
  let record: Record
  let opening: NewCommit
  /// All that any log of the script may hold: what is not there must not be answered.
  let all: LogScan
  let bug: SeededBug?

  /// Checks an image of the disk against what is known. `isThorough` adds what costs more: all seals, and the
  /// same answers without the index.
  func check(
    _ image: [String: [UInt8]], index: (kind: IndexImages.Kind, bytes: [UInt8])?, _ truth: Truth,
    isThorough: Bool
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
    try LogScan(bytes).compare(log, askingFor: all)
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
    try LogScan(bytes).compare(log, askingFor: all)
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
    for paths in truth.oneOf where !paths.contains(where: { image[$0] != nil }) {
      throw Wrong("what was being moved is gone: '\(paths[0])'")
    }
    let scan = try LogScan(log)
    for (id, path, bytes) in truth.bound where scan.byID[id] != nil && image[path] != bytes {
      throw Wrong("the line of '\(id)' is there, and its content '\(path)' is not")
    }
  }

  // MARK: Going on

  /// A conflicting condition is refused, and the next commit goes in.
  private func goOn(_ log: Log, _ bytes: [UInt8]) throws {
    let scan = try LogScan(bytes)
    guard let last = scan.lines.last else { throw Wrong("there are no lines") }
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
    try LogScan(after).compare(log, askingFor: all)
  }

  /// What others see then: with the index, without it, and by a check of every seal.
  private func checkAgain() throws {
    let scan = try LogScan(try record.bytes())
    for withoutIndex in [false, true] {
      if withoutIndex { try? removeFile(record.indexPath) }
      let log = try Log(opening: record.folder, for: .reading)
      if let damage = log.damage { throw Wrong("it is damaged: \(damage)") }
      try scan.compare(log, askingFor: all)
    }
    let verification = try Log.verify(record.folder)
    if let problem = verification.problem { throw Wrong("verify says: \(problem)") }
    guard verification.events == scan.lines.count, verification.unfinished == 0 else {
      throw Wrong("verify counts \(verification.events) lines of \(scan.lines.count)")
    }
  }
}
