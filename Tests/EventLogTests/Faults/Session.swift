import JSON

@testable import EventLog

/// Something that must not be.
struct Wrong: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

/// A process that works on a record, and notes on the machine what it was told.
final class Session {
  let machine: Machine
  let record: Record
  /// Whether the writer gives each commit to the index at once.
  let indexes: Bool
  private var log: Log?

  init(_ machine: Machine, _ record: Record, indexes: Bool) {
    self.machine = machine
    self.record = record
    self.indexes = indexes
  }

  private var contents: Contents { Contents(paths: LogPaths(folder: record.folder), disk: machine.disk) }
  private var evidence: EvidenceFiles {
    EvidenceFiles(paths: LogPaths(folder: record.folder), disk: machine.disk)
  }

  /// Does something, and when it fails lets go of the log: whoever tries again opens it anew.
  func attempt(_ step: Step) throws {
    do { try step.run(self) } catch {
      log = nil
      throw error
    }
  }

  // MARK: The log

  func close() { log = nil }

  func make(_ first: NewCommit) throws {
    do {
      log = try Log.create(
        in: record.folder, trust: "example", first: first, signer: record.clerk, disk: machine.disk)
    } catch {
      // Its first commit is there whole, although its making was reported as failed.
      if case .exists = error {
        _ = try open()
        return
      }
      takeBack(error)
      throw error
    }
    try acknowledge()
  }

  @discardableResult
  func open() throws -> Log {
    if let log { return log }
    let opened = try Log(opening: record.folder, for: .writing(waitUpTo: 0), disk: machine.disk)
    let bytes = try record.bytes()
    let isRight = machine.know { truth in
      let isKnown = bytes == truth.log || bytes == truth.log + truth.pending
      truth.log = bytes
      truth.pending = []
      return isKnown
    }
    if !isRight { throw Wrong("what an opening for writing left is not what was written") }
    if indexes { opened.nextHandOver = 0 }
    log = opened
    return opened
  }

  func append(_ commit: NewCommit, if condition: AppendCondition? = nil) throws {
    let log = try open()
    do { try log.append(commit, if: condition, signer: record.clerk) } catch {
      takeBack(error)
      throw error
    }
    try acknowledge()
  }

  private func acknowledge() throws {
    let known = machine.know { truth in
      truth.log += truth.pending
      truth.pending = []
      return truth.log
    }
    if try record.bytes() != known { throw Wrong("the log is not what was acknowledged") }
  }

  /// A commit that was refused, or cut off again, is nowhere.
  private func takeBack(_ error: LogError) {
    if case .closedByFailure = error { return }
    if !machine.isDead { machine.know { $0.pending = [] } }
  }

  // MARK: Content

  func write(_ content: [String: JSONValue], of id: String) throws {
    for (name, value) in content { begin(contents.path(name, id), value.bytes + [0x0a]) }
    try contents.write(content, of: id)
    for (name, value) in content { end(contents.path(name, id), value.bytes + [0x0a]) }
  }

  /// Erases fields; `left` is what the file holds then, nil for no file.
  func erase(_ fields: [String], of id: String, in name: String, leaving left: JSONValue?) throws {
    let path = contents.path(name, id)
    let bytes = left.map { $0.bytes + [0x0a] }
    begin(path, bytes)
    try contents.erase(fields, of: id, in: name)
    end(path, bytes)
  }

  func move(_ id: String, from name: String, to other: String, _ value: JSONValue) throws {
    let (source, target) = (contents.path(name, id), contents.path(other, id))
    begin(move: source, target, value.bytes + [0x0a])
    try contents.move(id, from: name, to: other)
    end(move: source, target, value.bytes + [0x0a])
  }

  func writeEvidence(_ bytes: [UInt8], _ name: String?, id: String) throws {
    let path = evidence.path(name, id: id, digest: .of(bytes))
    begin(path, bytes)
    try evidence.write(bytes, name, id: id)
    end(path, bytes)
  }

  func moveEvidence(_ bytes: [UInt8], id: String, from name: String?, to other: String?) throws {
    let source = evidence.path(name, id: id, digest: .of(bytes))
    let target = evidence.path(other, id: id, digest: .of(bytes))
    begin(move: source, target, bytes)
    try evidence.move(id: id, digest: .of(bytes), from: name, to: other)
    end(move: source, target, bytes)
  }

  /// Content and evidence first, then the commit that speaks of them, as a decision is recorded.
  func record(_ commit: NewCommit, _ content: [String: JSONValue], evidence file: [UInt8]) throws {
    guard let id = commit.events.first?.id else { throw Wrong("the commit has no id") }
    machine.know { truth in
      for (name, value) in content where !truth.bound.contains(where: { $0.id == id }) {
        truth.bound.append((id, contents.path(name, id), value.bytes + [0x0a]))
        truth.bound.append((id, evidence.path(name, id: id, digest: .of(file)), file))
      }
    }
    try write(content, of: id)
    for name in content.keys { try writeEvidence(file, name, id: id) }
    do { try append(commit) } catch {
      if case LogError.closedByFailure = error { throw error }
      for name in content.keys { begin(contents.path(name, id), nil) }
      try? contents.remove(content, of: id)
      throw error
    }
  }

  private func begin(_ path: String, _ bytes: [UInt8]?) { machine.know { $0.begin(path, bytes) } }
  private func end(_ path: String, _ bytes: [UInt8]?) { machine.know { $0.end(path, bytes) } }

  private func begin(move source: String, _ target: String, _ bytes: [UInt8]) {
    machine.know { truth in
      truth.begin(source, nil)
      truth.begin(target, bytes)
      truth.oneOf.append([source, target])
    }
  }

  private func end(move source: String, _ target: String, _ bytes: [UInt8]) {
    machine.know { truth in
      truth.end(source, nil)
      truth.end(target, bytes)
      truth.oneOf.removeAll { $0 == [source, target] }
    }
  }
}
