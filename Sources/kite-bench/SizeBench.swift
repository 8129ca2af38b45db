import EventLog
import Governance
import JSON
import Schemas

/// What grows with the log and what must not: memory, opening, and the making of the index.
enum SizeBench {
  static func run() throws -> [Figure] {
    let folder = try System.folder("\(System.buildFolder)/bench")
    defer { System.remove(folder) }
    var figures: [Figure] = []
    for (commits, bytes) in [(1_000, 1 << 30), (10_000, 8 << 30)] {
      let events = commits * 1000
      let name = "\(events / 1_000_000) million events"
      let free = System.freeBytes(folder)
      guard free > bytes else {
        print("skipped  \(name): they need \(bytes >> 30) GiB of space, and \(free >> 30) are free")
        continue
      }
      let log = try BenchLog(in: "\(folder)/\(commits)", commits: commits, of: 1000)
      figures += try measure(log, name)
      System.remove(log.folder)
    }
    return figures
  }

  private static func measure(_ log: BenchLog, _ name: String) throws -> [Figure] {
    func task(_ task: MeasuredTask) throws -> (seconds: Double, megabytes: Double) {
      try System.measured([System.program, "task", task.rawValue, log.record])
    }
    var figures: [Figure] = []
    var milliseconds: [Double] = []
    for _ in 0..<Bench.rounds {
      milliseconds.append(try System.seconds { _ = try Log(opening: log.record, for: .reading) } * 1000)
    }
    figures.append(
      Figure(
        name: "opening \(name), index current", value: median(milliseconds), unit: "ms", goal: 5,
        isMoreBetter: false, detail: "\(grouped(System.size(log.path) >> 20)) MiB",
        spread: spread(milliseconds)))
    for (kind, goal) in [(MeasuredTask.open, 64.0), (.read, 64), (.verify, 64)] {
      let used = try task(kind)
      figures.append(
        Figure(
          name: "memory of \(kind.words), \(name)", value: used.megabytes, unit: "MiB", goal: goal,
          isMoreBetter: false, detail: "\(rate(log.events, used.seconds)) events a second"))
    }
    log.dropIndex()
    let rebuilt = try task(.open)
    figures.append(
      Figure(
        name: "index made anew, \(name), four tags each", value: Double(log.events) / rebuilt.seconds / 1e6,
        unit: "million events a second", goal: 0.5, isMoreBetter: true,
        detail: "\(rounded(rebuilt.seconds)) s, \(rounded(rebuilt.megabytes)) MiB of memory"))
    return figures
  }
}

/// What runs in a process of its own, so that its memory can be told.
enum MeasuredTask: String {
  case open, read, verify

  var words: String {
    switch self {
    case .open: "opening"
    case .read: "reading all, typed"
    case .verify: "verify"
    }
  }

  static func run(_ words: [String]) throws {
    guard words.count == 2, let task = MeasuredTask(rawValue: words[0]) else {
      throw System.Failure(what: "a task is one of open, read, verify, and a folder")
    }
    switch task {
    case .open: _ = try Log(opening: words[1], for: .reading)
    case .read: _ = try ReadBench.readTyped(words[1])
    case .verify:
      guard try Log.verify(words[1]).problem == nil else { throw System.Failure(what: "the log is damaged") }
    }
  }
}
