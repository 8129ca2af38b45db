public import EventLog
public import Governance
public import History
public import Schemas

/// A record as somebody asks about it: up to what was known at a time, in force on a day, for whose eyes.
public struct Answers {
  public let log: Log
  public let history: History
  /// In force on this day.
  public let on: Day
  /// Only entries up to here count.
  public let position: Position
  public let isKnownNow: Bool
  /// What the record calls today.
  public let today: Day
  /// The last day that counts as known: today, or the day up to which was asked.
  public let asOf: Day
  /// The time up to which was asked; nil for now.
  public let known: KnownTime?
  public let isDemonstration: Bool
  /// What of it is shown to whoever asks.
  public private(set) var sight: Sight
  /// Nil sees what is open, as the public does.
  public var audience: Audience? { sight.audience }

  /// - Parameters:
  ///   - on: the day asked about; the last day that counts as known where it is nil.
  ///   - audience: whose eyes it is for; nil sees what is open.
  ///   - clock: the machine's time; a demonstration has a today of its own.
  /// - Throws: `LogError.damaged` where the log is: nothing is answered from it; `NotOnRecord` for an
  ///   audience that the record does not know.
  public init(_ log: Log, on: Day? = nil, known: KnownTime? = nil, audience: Audience? = nil, clock: Instant)
    throws
  {
    if let damage = log.damage { throw LogError.damaged(damage) }
    self.log = log
    history = History(log)
    let today = try history.today(clock: clock)
    self.today = today
    isDemonstration = try history.opened()?.demonstration ?? false
    isKnownNow = known == nil
    self.known = known
    if let known {
      position = try history.position(recordedBy: known.instant)
      asOf = min(known.instant.londonDay, today)
    } else {
      position = log.head
      asOf = today
    }
    self.on = on ?? asOf
    sight = try Sight(audience, history, upTo: position, on: asOf)
  }

  /// The same, with everything shown of one entry: for somebody whose reading of it was recorded.
  public func reading(_ ref: String) -> Answers {
    var answers = self
    answers.sight.reading = ref
    return answers
  }

  public func trust(_ reads: [Reads]) throws -> Trust { try history.trust(reads, upTo: position) }
}

extension Answers {
  /// The same record as it was known when an entry was the last one.
  ///
  /// - Throws: a log that cannot be read.
  public func known(upTo position: Position) throws -> Answers {
    let last = try log.event(at: position).map { Instant(milliseconds: Int($0.time)).londonDay } ?? today
    return Answers(self, upTo: position, asOf: min(last, asOf))
  }

  private init(_ other: Answers, upTo position: Position, asOf: Day) {
    log = other.log
    history = other.history
    on = min(other.on, asOf)
    self.position = position
    isKnownNow = position == other.log.head
    today = other.today
    self.asOf = asOf
    known = nil
    isDemonstration = other.isDemonstration
    sight = other.sight
  }
}
