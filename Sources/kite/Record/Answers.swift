import CommandLineKit
import EventLog
import Governance
import History
import Schemas

/// What an asking command works with: the record, the day asked about, and what was known.
struct Answers {
  let log: Log
  let history: History
  /// In force on this day.
  let on: Day
  /// Only entries up to here count.
  let position: Position
  let isKnownNow: Bool
  /// What the record calls today.
  let today: Day
  /// The last day that counts as known: today, or the day up to which was asked.
  let asOf: Day
  /// The time up to which was asked; nil for now.
  let known: KnownTime?
  let isDemonstration: Bool
  let audience: Audience?

  init(_ input: Input, _ world: World) throws {
    let folder = try RecordFolder(input, sayingTo: world)
    log = try Log(opening: folder.path, for: .reading, cache: world.cacheFolder)
    if let damage = log.damage { throw LogError.damaged(damage) }
    history = History(log)
    let today = try history.today(clock: world.now())
    self.today = today
    isDemonstration = try history.opened()?.demonstration ?? false
    isKnownNow = input[Options.known] == nil
    known = input[Options.known]
    if let known = input[Options.known] {
      position = try history.position(recordedBy: known.instant)
      asOf = min(known.instant.londonDay, today)
      on = input[Options.on] ?? asOf
    } else {
      position = log.head
      asOf = today
      on = input[Options.on] ?? today
    }
    audience = input[Options.audience]
  }

  func trust(_ reads: [Reads]) throws -> Trust { try history.trust(reads, upTo: position) }
}

extension World {
  /// Where an index goes that can't lie beside its log.
  var cacheFolder: String? {
    if let folder = environment("XDG_CACHE_HOME"), !folder.isEmpty { return "\(folder)/kite" }
    return home.map { "\($0)/.cache/kite" }
  }

  /// Where private keys are kept.
  var keysFolder: String? {
    if let folder = environment("XDG_CONFIG_HOME"), !folder.isEmpty { return "\(folder)/kite/keys" }
    return home.map { "\($0)/.config/kite/keys" }
  }

  private var home: String? { environment("HOME").flatMap { $0.isEmpty ? nil : $0 } }
}
