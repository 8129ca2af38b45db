/// Brings an existing copy up to date: first its lines, then what lies beside them.
struct Copying: ~Copyable {
  private let log: Log
  private let source: CopySource
  private let classes: [String]
  private let isWhole: Bool
  private var note: CopyNote

  /// - Parameter isWhole: whether all content is compared, and not only what new entries concern.
  init(_ log: Log, source folder: String, classes: [String], isWhole: Bool) throws(PullError) {
    let note: CopyNote?
    do { note = try CopyNote(in: log.folder) } catch { throw .log(error) }
    guard let note else { throw .notACopy(log.folder) }
    self.init(log, try Self.source(folder, log), note, classes: classes, isWhole: isWhole)
  }

  private init(
    _ log: Log, _ source: consuming CopySource, _ note: CopyNote, classes: [String], isWhole: Bool
  ) {
    self.log = log
    self.source = source
    self.note = note
    self.classes = classes
    self.isWhole = isWhole
  }

  private static func source(_ folder: String, _ log: Log) throws(PullError) -> CopySource {
    do { return try CopySource(folder) } catch {
      // A log that was emptied is one that ends before this one.
      switch error {
      case .log(.notBegun): break
      case .sourceDamaged(_, let damage, _) where damage.kind == .history: break
      case .sourceDamaged(_, let damage, _):
        throw .sourceDamaged(source: folder, damage, head: log.head)
      default: throw error
      }
      throw .parted(Comparison.emptied(folder, log))
    }
  }

  consuming func run(isNew: Bool, before: Position, time: Int64) throws(PullError) -> Pulled {
    if source.identity != log.state.identity { throw .parted(try Comparison(log).parting(source)) }
    try source.require(classes)
    try checkContinues()
    let dropped = note.classes.filter { !classes.contains($0) }
    try begin()
    try bring()
    var content = try CopiedContent(log, classes: classes)
    try content.settle(after: note.contents)
    try content.bring(from: source.paths, after: note.contents)
    note.position = log.head
    note.time = log.lastTime
    note.pulled = time
    note.source = source.paths.folder
    if content.unfit.isEmpty { note.contents = log.head }
    try write()
    return Pulled(
      isNew: isNew, before: before, head: log.head, root: log.state.tree.root(log.reader.hash),
      classes: classes, dropped: dropped, brought: content.brought, removed: content.removed,
      unfit: content.unfit.sorted())
  }

  /// Checks that the source has this copy's last commit, with its seal, where this copy has it: the seal is
  /// over all that comes before it.
  private func checkContinues() throws(PullError) {
    guard let last = log.state.lastCommit else { return }
    let count = log.state.end - last.offset
    var (mine, theirs): ([UInt8], [UInt8]) = ([], [])
    do throws(SystemError) {
      try log.file.read(at: last.offset, count: count, into: &mine)
      try source.file.read(at: last.offset, count: count, into: &theirs)
    } catch { throw .log(.system(error)) }
    if mine == theirs { return }
    let parting = try Comparison(log).parting(source)
    // Sealed once more by another key it is the same history still.
    guard parting.common == log.state.head else { throw .parted(parting) }
  }

  /// Notes which classes are to be held before the first is there or goes, so that a pull which is
  /// interrupted is taken up where it stands.
  private mutating func begin() throws(PullError) {
    var begun = note
    begun.classes = classes
    if isWhole || classes.contains(where: { !note.classes.contains($0) }) { begun.contents = .start }
    if begun == note { return }
    note = begun
    try write()
  }

  private func write() throws(PullError) {
    do { try note.write(log.paths, log.disk) } catch { throw .log(.system(error)) }
  }

  // MARK: Lines

  /// Takes the source's further commits one by one: each is checked, and durable before the next, so that
  /// after a crash no more than the last one is in doubt.
  private func bring() throws(PullError) {
    var bytes: [UInt8] = []
    var offset = log.state.end
    var (start, searched) = (0, 0)
    var isSettled = false
    while true {
      if let newline = bytes.span.firstOffset(of: 0x0a, from: searched) {
        searched = newline + 1
        guard Line.isSealed(bytes.span, from: start, to: newline) else { continue }
        if !isSettled { do { try source.settle() } catch { throw .log(error) } }
        isSettled = true
        let commit = Array(bytes[start..<searched])
        if commit.contains(0), try isTorn(bytes[start...], at: offset + start) { return }
        let head = log.head
        do { try take(commit) } catch {
          guard case .damaged(let damage) = error else { throw .log(error) }
          throw .sourceDamaged(source: source.paths.folder, damage, head: head)
        }
        start = searched
        continue
      }
      bytes.removeFirst(start)
      offset += start
      searched -= start
      start = 0
      let count = min(PartReading.part, source.size - offset - bytes.count)
      let known = bytes.count
      if count > 0 {
        do { try source.file.read(at: offset + known, count: count, into: &bytes) } catch {
          throw .log(.system(error))
        }
      }
      // What follows without a seal is being written, or was never finished.
      if bytes.count == known { return }
    }
  }

  /// Checks a commit and appends it. When this throws, the log's state is of no more use.
  private func take(_ commit: [UInt8]) throws(LogError) {
    let end = log.state.end
    let part = LinePart(checking: commit, at: end, log.reader)
    do throws(Damage) {
      let events = part.lines.map { part.event($0) }
      try checkIsNew(events)
      try log.reader.take(part, into: &log.state)
      if let last = events.last { try log.reader.checkSeal(last, log.state) }
    } catch { throw .damaged(error) }
    try log.file.append(commit, at: end)
    log.writer?.note(SyncedHead(position: log.state.head, root: log.state.tree.root(log.reader.hash)))
    if log.isHandOverDue { log.handOverTail() }
  }

  /// The reader knows the references and ids since the index's end, the index those before it.
  private func checkIsNew(_ events: [RecordedEvent]) throws(Damage) {
    do throws(LogError) {
      if let first = events.first, try log.range(of: first.ref) != nil {
        throw .damaged(
          Damage(first.position, .seal, "its ref '\(first.ref)' is that of an earlier commit"))
      }
      for event in events where try log.position(of: event.envelope.eventID) != nil {
        throw .damaged(Damage(event.position, .line, "its id '\(event.id)' is that of an earlier event"))
      }
    } catch {
      guard case .damaged(let damage) = error else {
        throw Damage(events.first?.position ?? .start, .line, "\(error)")
      }
      throw damage
    }
  }

  /// Whether what does not hold is of the source's last write, with a hole of zeros in it: what a power cut
  /// leaves.
  private func isTorn(_ read: ArraySlice<UInt8>, at offset: Int) throws(PullError) -> Bool {
    var rest = Array(read)
    do throws(SystemError) {
      try source.file.read(
        at: offset + rest.count, count: max(0, source.size - offset - rest.count), into: &rest)
    } catch { throw .log(.system(error)) }
    return Recovery.isUnfinished(rest.span, at: offset)
  }
}
