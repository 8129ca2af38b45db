import Asking
import CommandLineKit
import EventLog
import JSON
import Schemas

/// `kite stats`: how large a record is, of what, by whom, and how fast it opens.
struct StatsCommand {
  let world: World

  var command: Command {
    Command(
      "stats", summary: "Sizes, counts by type and year, seals, keys, and how fast the log opens.",
      discussion: "Reads every entry once: a second for about a million.",
      examples: ["kite stats --json": "One object."], run: run)
  }

  @Sendable private func run(_ input: Input) throws -> ExitStatus {
    let folder = try RecordFolder(input, sayingTo: world).path
    let clock = ContinuousClock()
    let start = clock.now
    let log = try Log(opening: folder, for: .reading, cache: world.cacheFolder)
    let opening = clock.now - start
    if let damage = log.damage { throw LogError.damaged(damage) }
    var counts = Counts()
    var cursor = try log.cursor(matching: .everything)
    while let event = try cursor.next() { counts.add(event) }
    let reading = clock.now - start - opening
    let stats = Stats(log: log, counts: counts, opening: opening, reading: reading)
    world.out(input[Options.json] ? stats.json.text + "\n" : stats.text(width: world.width))
    return .done
  }
}

/// What one walk over the log counts.
private struct Counts {
  var types: [String: Int] = [:]
  var years: [Int: Int] = [:]
  var seals: [String: Int] = [:]
  var first: Int64?
  var last: Int64 = 0

  mutating func add(_ event: RecordedEvent) {
    types[event.type, default: 0] += 1
    years[Instant(milliseconds: Int(event.time)).londonDay.year, default: 0] += 1
    if event.hasSeal { seals[event.actor, default: 0] += 1 }
    if first == nil { first = event.time }
    last = event.time
  }
}

private struct Stats {
  let log: Log
  let counts: Counts
  let opening: Duration
  let reading: Duration

  private var sizes: [(name: String, bytes: Int)] {
    let eventLog = "\(log.folder)/EventLog"
    return [
      ("log", Machine.size("\(log.folder)/\(RecordFolder.log)") ?? 0),
      ("closed", Files.size(of: "\(eventLog)/closed")),
      ("evidence", Files.size(of: "\(eventLog)/evidence")),
      ("projections", Files.size(of: "\(log.folder)/Projections")),
    ]
  }

  private var types: [(name: String, count: Int)] {
    counts.types.map { ($0.key, $0.value) }.sorted { ($1.count, $0.name) < ($0.count, $1.name) }
  }

  private static func milliseconds(_ duration: Duration) -> Double {
    Double(duration.components.seconds) * 1000 + Double(duration.components.attoseconds) / 1e15
  }

  private var revoked: Int { log.keys.count { $0.revoked != nil } }

  var json: JSONValue {
    func members(_ pairs: [(String, Int)]) -> JSONValue {
      .object(pairs.map { JSONMember($0.0, .integer($0.1)) })
    }
    func time(_ time: Int64) -> JSONValue { .string(Instant(milliseconds: Int(time)).text) }
    return [
      "events": .integer(log.head.rawValue), "seals": .integer(counts.seals.values.reduce(0, +)),
      "first": counts.first.map(time) ?? .null, "last": time(counts.last),
      "bytes": members(sizes.map { ($0.name, $0.bytes) }),
      "types": members(types.map { ($0.name, $0.count) }),
      "years": members(counts.years.sorted { $0.key < $1.key }.map { (String($0.key), $0.value) }),
      "sealedBy": members(counts.seals.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }),
      "keys": ["enrolled": .integer(log.keys.count), "revoked": .integer(revoked)],
      "openedInMicroseconds": .integer(Int(Self.milliseconds(opening) * 1000)),
      "readInMicroseconds": .integer(Int(Self.milliseconds(reading) * 1000)),
    ]
  }

  func text(width: Int) -> String {
    func counted(_ pairs: [(String, Int)]) -> String {
      pairs.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
    }
    func tenths(_ value: Double) -> String {
      let tenths = Int((value * 10).rounded())
      return "\(tenths / 10).\(tenths % 10)"
    }
    var sheet = Sheet(width: width)
    sheet.say(log.origin)
    let seals = counts.seals.values.reduce(0, +)
    sheet.row("events", "\(log.head) under \(seals) seals")
    if let first = counts.first {
      let days = [first, counts.last].map { Instant(milliseconds: Int($0)).londonDay.short }
      sheet.row("from, to", days.joined(separator: ", "))
    }
    sheet.row("sizes", sizes.map { "\($0.name) \(Amount.bytes($0.bytes))" }.joined(separator: ", "))
    sheet.row("years", counted(counts.years.sorted { $0.key < $1.key }.map { (String($0.key), $0.value) }))
    sheet.row("types", counted(types.map { ($0.name, $0.count) }))
    sheet.row("sealed by", counted(counts.seals.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }))
    sheet.row("keys", "\(log.keys.count) enrolled, \(revoked) of them revoked")
    sheet.row(
      "speed",
      "opened in \(tenths(Self.milliseconds(opening))) ms, read in \(tenths(Self.milliseconds(reading))) ms")
    return sheet.text
  }
}
