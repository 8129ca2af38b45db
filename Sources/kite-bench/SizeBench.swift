import EventLog
import Governance
import JSON
import Schemas

/// What grows with the log and what must not: memory, opening, and the making of the index.
enum SizeBench {
  static func million() throws -> [Figure] { try run(millions: 1) }
  static func tenMillion() throws -> [Figure] { try run(millions: 10) }

  private static func run(millions: Int) throws -> [Figure] {
    let folder = try System.folder("\(System.buildFolder)/bench")
    defer { System.remove(folder) }
    let name = "\(millions) million events"
    let (needed, free) = (millions, System.freeBytes(folder) >> 30)
    guard free > needed else {
      return [
        Figure(
          name: name, value: nil, unit: "skipped", goal: nil, isMoreBetter: true,
          detail: "they need \(needed) GiB of space, and \(free) are free")
      ]
    }
    return try measure(try BenchLog(in: folder, commits: millions * 1000, of: 1000), name)
  }

  private static func measure(_ log: BenchLog, _ name: String) throws -> [Figure] {
    func task(_ task: MeasuredTask) throws -> (seconds: Double, megabytes: Double) {
      var said: [String] = []
      let seconds = System.seconds {
        said = System.lines(from: [System.program, "task", task.rawValue, log.record])
      }
      guard let kilobytes = said.first.flatMap({ Double($0) }) else {
        throw System.Failure(what: "\(task.words) failed: \(said)")
      }
      return (seconds, kilobytes / 1024)
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
          isMoreBetter: false,
          detail: kind == .open ? "" : "\(rate(log.events, used.seconds)) events a second"))
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
    // What the kernel tells of a child that ended may be its parent's memory, from before the child ran this.
    let most = System.lines(of: "/proc/self/status").first { $0.hasPrefix("VmHWM:") }
    print(most?.split(separator: " ").dropFirst().first ?? "")
  }
}
