internal import SQLite

/// A log of sealed commits: one JSON object a line, signed, append-only, one writer at a time.
///
/// Reading never waits for a writer, and shows the log as it was when it was opened or refreshed, and what
/// this instance appended since. An instance belongs to one task at a time.
public final class Log {
  /// What a log is opened for.
  public enum Access: Equatable, Sendable {
    case reading
    /// For appending, as the only one. Waits so many seconds for another writer to finish.
    case writing(waitUpTo: Int)
  }

  // More events than this that the index does not hold are handed over to it, to bound the memory.
  static let tailLimit = 65_536

  /// The record's folder.
  public var folder: String { paths.folder }
  /// The trust's code, from the first line.
  public var trust: String { state.identity.trust }
  /// Tells this log from others of the same trust; from the first line.
  public var logID: String { state.identity.logID }
  /// `kite/<trust>/<log id>`: names the log in checkpoints and in the names of keys.
  public var origin: String { state.identity.origin }
  /// The position of the last event.
  public var head: Position { Position(state.head) }
  /// The time of the last event, in Unix milliseconds.
  public var lastTime: Int64 { state.lastTime }
  /// What was moved aside and has no event `TailSetAside` yet, the oldest first.
  public var tailSetAside: TailSetAside? { tailsSetAside.first }
  /// Why the log can't be trusted as a whole, if it can't. It shows then what comes before the damage.
  public internal(set) var damage: Damage?

  let paths: LogPaths
  let disk: Disk
  let reader: CommitReader
  let cache: String?
  var file: OpenFile
  var index: LogIndex?
  var state: LogState
  var writer: LogWriter?
  var tailsSetAside: [TailSetAside] = []
  /// How long the tail may get before the index is offered it.
  var nextHandOver = Log.tailLimit

  init(
    _ loader: consuming LogLoader, _ state: LogState, writer: consuming LogWriter?, damage: Damage?
  ) {
    let parts = loader.parts()
    paths = parts.paths
    disk = parts.disk
    reader = parts.reader
    cache = parts.cache
    file = parts.file
    index = parts.index
    self.state = state
    self.writer = writer
    self.damage = damage
  }

  /// An id for a new log: random, of sixteen hexadecimal digits.
  public static func newLogID() -> String {
    let digits = Array("0123456789abcdef".utf8)
    let letters = [UInt8].random(8).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return String(decoding: letters, as: UTF8.self)
  }

  /// The origin of a log that is about to be made; the names of its keys begin with it.
  public static func origin(trust: String, logID: String) -> String { "kite/\(trust)/\(logID)" }
}
