import EventLog

/// A store of events that can be timed.
protocol Store {
  var name: String { get }
  var version: String { get }
  /// Does what `peers.py` does on the same request, and tells the seconds.
  func seconds(_ request: String) throws -> Double
  func close()
}

extension Store {
  func close() {}

  /// `one N` is N times one event, `thousands N` is N times a thousand, `read` is all.
  fileprivate func parts(_ request: String) -> (number: Int, size: Int) {
    let words = request.split(separator: " ")
    return (words.count > 1 ? Int(words[1]) ?? 0 : 0, words[0] == "thousands" ? 1000 : 1)
  }
}

/// The log of this project: signed, sealed, its queries indexed.
final class KiteStore: Store {
  let name = "Kite"
  let version = ""
  private let log: Log
  private let signer: SoftwareSigner
  private let events: [NewEvent]
  private var commits = 0

  init(in folder: String, _ events: [NewEvent]) throws {
    (log, signer) = try BenchLog.make(in: folder)
    self.events = events
  }

  func seconds(_ request: String) throws -> Double {
    let (number, size) = parts(request)
    return try System.seconds {
      if number == 0 { return try log.forEach(after: .start) { _ in } }
      for index in 0..<number {
        commits += 1
        let part = size == 1 ? [events[index % events.count]] : events
        try log.append(BenchLog.commit(commits, part), signer: signer)
      }
    }
  }
}

final class SQLiteStore: Store {
  let name = "SQLite"
  let version = Libraries.sqlite
  private let tables: SQLiteTables
  private let lines: [[UInt8]]
  private let tags: [String]
  private var number = 0

  init(in folder: String, _ events: [NewEvent]) throws {
    tables = try SQLiteTables("\(folder)/events.sqlite")
    lines = events.map(\.data)
    tags = events[0].tags
  }

  func seconds(_ request: String) throws -> Double {
    let (number, size) = parts(request)
    return try System.seconds {
      if number == 0 {
        guard try tables.readAll() > 0 else { throw System.Failure(what: "SQLite read nothing") }
        return
      }
      for index in 0..<number {
        let part = (0..<size).map { place in
          (id: nextID(), line: lines[(index + place) % lines.count], tags: tags)
        }
        try tables.append(part[...])
      }
    }
  }

  private func nextID() -> String {
    number += 1
    let digits = String(number, radix: 16)
    return "018c0000-0000-7000-8000-" + String(repeating: "0", count: 12 - digits.utf8.count) + digits
  }
}

/// A store in another process, behind `peers.py`.
final class Peer: Store {
  let name: String
  let version: String
  private let process: Conversation

  init(_ name: String, _ words: [String]) throws {
    self.name = name
    process = try Conversation(words)
    version = try process.ask("version")
  }

  func seconds(_ request: String) throws -> Double {
    let answer = try process.ask(request)
    guard let seconds = Double(answer) else { throw System.Failure(what: "\(name) answered '\(answer)'") }
    return seconds
  }

  func close() { process.end() }
}

/// The other stores that are there, and why the others are not.
enum Peers {
  private static let kinds = [("python eventsourcing", "eventsourcing"), ("UmaDB", "umadb")]
  /// Where `make bench` installs them.
  private static let tools = "\(System.parent(System.buildFolder))/peers"
  private static let python = "\(tools)/bin/python3"
  private static let script = "Sources/kite-bench/peers.py"

  static func start(
    in folder: String, _ events: [NewEvent]
  ) throws -> (stores: [any Store], absent: [(name: String, why: String)]) {
    var stores: [any Store] = [try SQLiteStore(in: folder, events)]
    var absent: [(name: String, why: String)] = []
    let lines = events.map { String(decoding: $0.data, as: UTF8.self) }
    try System.write(lines.joined(separator: "\n") + "\n", to: "\(folder)/events")
    for (name, kind) in kinds {
      guard System.exists(python) else {
        absent.append((name, "no PyPI was in reach of 'make bench'"))
        continue
      }
      let own = try System.folder("\(folder)/\(kind)")
      do { stores.append(try Peer(name, [python, script, kind, own, "\(folder)/events"])) } catch {
        absent.append((name, "it does not start"))
      }
    }
    return (stores, absent)
  }

  /// The versions of those that are installed.
  static var versions: [(name: String, version: String)] {
    kinds.compactMap { name, kind in
      let code = "from importlib.metadata import version; print(version(\"\(kind)\"))"
      return System.lines(from: [python, "-c", code]).first.map { (name, $0) }
    }
  }
}
