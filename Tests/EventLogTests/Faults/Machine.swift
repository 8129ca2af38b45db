import Glibc
import Synchronization

@testable import EventLog

/// A disk that fails where it is told to, and remembers what of all changes would outlive a power cut.
final class Machine: Sendable {
  /// What happens to one change.
  enum Fault: Equatable, Sendable {
    case fails(Int32)
    /// A signal comes in between, and nothing is done.
    case interrupted
    /// A write takes so many of its bytes.
    case part(Int)
    /// The process ends before this change.
    case dies
  }

  /// A moment at which the power may be cut.
  struct Moment: Sendable {
    let disk: PowerCut
    let truth: Truth
    let place: String
  }

  private struct State {
    var disk: PowerCut
    var truth: Truth
    var changes: [DiskChange] = []
    var moments: [Moment] = []
    var faults: [Int: Fault] = [:]
    /// From this change on everything fails so.
    var failsFrom: (change: Int, code: Int32)?
    var isDead = false
  }

  private let state: Mutex<State>
  private let logPath: String
  private let bug: SeededBug?

  init(_ files: [String: [UInt8]], _ truth: Truth, logPath: String, bug: SeededBug?) {
    state = Mutex(State(disk: PowerCut(files), truth: truth))
    self.logPath = logPath
    self.bug = bug
  }

  var disk: Disk { Disk { (change) throws(SystemError) in try self.answer(change) } }

  var changes: [DiskChange] { state.withLock { $0.changes } }
  var moments: [Moment] { state.withLock { $0.moments } }
  var isDead: Bool { state.withLock { $0.isDead } }

  /// How things stand now.
  func moment(_ place: String) -> Moment {
    state.withLock { Moment(disk: $0.disk, truth: $0.truth, place: place) }
  }

  func fail(_ faults: [Int: Fault]) { state.withLock { $0.faults = faults } }

  func fail(from change: Int, _ code: Int32) { state.withLock { $0.failsFrom = (change, code) } }

  /// Another process comes, on the same machine.
  func revive() {
    state.withLock {
      $0.isDead = false
      $0.faults = [:]
    }
  }

  func know<Result>(_ body: (inout Truth) -> Result) -> Result { state.withLock { body(&$0.truth) } }

  private func answer(_ change: DiskChange) throws(SystemError) -> DiskAnswer {
    try state.withLock { (state) throws(SystemError) in
      if state.isDead { throw Machine.failure(change, EIO) }
      let number = state.changes.count
      note(change, &state)
      if bug?.leavesOut(change, logPath: logPath) == true { return .nothing }
      if let (first, code) = state.failsFrom, number >= first {
        state.disk.fail(change)
        throw Machine.failure(change, code)
      }
      switch state.faults[number] {
      case nil: state.disk.apply(change)
      case .fails(let code):
        state.disk.fail(change)
        throw Machine.failure(change, code)
      case .interrupted: throw Machine.failure(change, EINTR)
      case .dies:
        state.isDead = true
        throw Machine.failure(change, EIO)
      case .part(let count):
        guard case .write(let path, let offset, let bytes) = change else { return .whole }
        state.disk.apply(.write(path, offset: offset, bytes: Array(bytes.prefix(count))))
        return .part(count)
      }
      return .whole
    }
  }

  private func note(_ change: DiskChange, _ state: inout State) {
    let place = "before change \(state.changes.count), \(change.words)"
    state.moments.append(Moment(disk: state.disk, truth: state.truth, place: place))
    state.changes.append(change)
    if case .write(logPath, state.truth.log.count, let bytes) = change { state.truth.pending = bytes }
  }

  private static func failure(_ change: DiskChange, _ code: Int32) -> SystemError {
    SystemError(operation: "do", path: change.path, code: code)
  }
}

extension DiskChange {
  /// For reports: what it is, and of which file.
  var words: String {
    let name = path.split(separator: "/").last ?? ""
    switch self {
    case .makeFolder: return "make folder \(name)"
    case .create: return "create \(name)"
    case .write(_, let offset, let bytes): return "write \(bytes.count) bytes at \(offset) of \(name)"
    case .truncate(_, let length): return "cut \(name) to \(length)"
    case .synchronize: return "sync \(name)"
    case .synchronizeFolder: return "sync folder \(name)"
    case .rename(_, let target): return "rename \(name) to \(target.split(separator: "/").last ?? "")"
    case .remove: return "remove \(name)"
    }
  }
}
