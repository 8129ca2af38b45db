/// Finds where two logs part.
struct Comparison {
  private let log: Log

  init(_ log: Log) { self.log = log }

  /// Goes through the whole source, and compares the roots where its commits end.
  ///
  /// - Throws: `sourceDamaged` when it is not another history, but one that does not hold.
  func parting(_ source: borrowing CopySource) throws(PullError) -> Parting {
    var common = 0
    var failure: LogError?
    let isOurs = source.identity == log.state.identity
    let walk: CommitWalk.Result
    do {
      walk = try CommitWalk.run(source.identity, CommitReader(), source.file, size: source.size) {
        (commit) throws(Damage) in
        let size = Position(commit.head)
        guard isOurs, size <= log.head else { return }
        do throws(LogError) {
          if try log.root(at: size) == commit.root { common = size.rawValue }
        } catch {
          failure = error
          throw Damage(size, .history, "")
        }
      }
    } catch { throw .log(error) }
    if let failure { throw .log(failure) }
    if let damage = walk.damage {
      throw .sourceDamaged(source: source.paths.folder, damage, head: log.head)
    }
    let other = Parting.Head(origin: source.identity.origin, size: walk.head, root: walk.root)
    return Parting(copy: Self.head(log), source: source.paths.folder, other: other, common: common)
  }

  /// The source has no entries any more.
  static func emptied(_ folder: String, _ log: Log) -> Parting {
    let other = Parting.Head(origin: log.origin, size: 0, root: Digest.of([]))
    return Parting(copy: head(log), source: folder, other: other, common: 0)
  }

  private static func head(_ log: Log) -> Parting.Head {
    Parting.Head(origin: log.origin, size: log.state.head, root: log.state.tree.root(log.reader.hash))
  }
}
