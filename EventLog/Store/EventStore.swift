/// What a rule needs of the place where events are kept: to read what it rests on, and to append under the
/// condition that nothing of that came in meanwhile.
///
/// `LogStore` keeps them in a log; a table of a database can do the same. Positions rise, and nothing ever
/// appears below a position that somebody has seen; between two positions there may be gaps. Types and tags
/// are compared as bytes. The tests of this module hold each of the rules against every store there is.
public protocol EventStore {
  /// The position of the last event; `.start` when there is none.
  func head() throws(LogError) -> Position

  /// The events that a query asks for, of one moment: all of them are of the same history, which ends at the
  /// reading's `head`. Decide on them, then append under a condition after that head.
  func read(_ query: Query, _ window: ReadWindow) throws(LogError) -> StoreReading

  /// Appends all of the events or none, one after the other. Once this returns, a crash can't lose them.
  ///
  /// Events that all bring an id may be sent again when it is not known whether they arrived: the same events
  /// are not written twice, and the answer is the first one, whatever came in since.
  ///
  /// - Returns: the positions of the events.
  /// - Throws: `conflict` when an event stands against the condition: read and decide again; `idInUse` when
  ///   another event has an id; `invalid` and `lineTooLong` for what can't be stored. Nothing is stored then.
  @discardableResult
  func append(_ events: [NewEvent], if condition: AppendCondition?) throws(LogError) -> [Position]
}

/// Which part of what a query asks for is read.
public struct ReadWindow: Hashable, Sendable {
  /// Only events above this position.
  public var after: Position
  /// Only events up to and with this position; nil for no end.
  public var upTo: Position?
  /// At most so many of the events that fit, counted from where reading begins; nil for all.
  public var limit: Int?
  /// Whether the newest comes first.
  public var backwards: Bool

  /// - Precondition: the limit is not negative.
  public init(
    after: Position = .start, upTo: Position? = nil, limit: Int? = nil, backwards: Bool = false
  ) {
    precondition((limit ?? 0) >= 0, "a limit is never negative, and this is \(limit ?? 0)")
    self.after = after
    self.upTo = upTo
    self.limit = limit
    self.backwards = backwards
  }

  /// All that a query asks for, the oldest first.
  public static let all = ReadWindow()
}

/// What a store answered, all of one moment.
public struct StoreReading: Sendable {
  /// The events, in the order that was asked for.
  public var events: [StoredEvent]
  /// The position of the last event that the store had, whether it was asked for or not.
  public var head: Position

  /// An answer of a store.
  public init(events: [StoredEvent], head: Position) {
    self.events = events
    self.head = head
  }
}

/// An event as a store gives it back.
public struct StoredEvent: Equatable, Sendable {
  /// Its place among all events of the store.
  public var position: Position
  /// A UUID of version 7 that no other event has.
  public var id: String
  /// What happened.
  public var type: String
  /// What it is about.
  public var subject: String
  /// The URI that names the form of `data`.
  public var dataSchema: String
  /// The tags, sorted as bytes, each once.
  public var tags: [String]
  /// A JSON object, byte for byte as it was appended.
  public var data: [UInt8]
  /// When it was recorded, in Unix milliseconds.
  public var time: Int64

  /// An event that a store has.
  public init(
    position: Position, id: String, type: String, subject: String, dataSchema: String, tags: [String],
    data: [UInt8], time: Int64
  ) {
    self.position = position
    self.id = id
    self.type = type
    self.subject = subject
    self.dataSchema = dataSchema
    self.tags = tags
    self.data = data
    self.time = time
  }
}

extension EventStore {
  /// Reads all that a query asks for, the oldest first.
  public func read(_ query: Query) throws(LogError) -> StoreReading { try read(query, .all) }

  /// Appends all of the events or none, whatever came in before.
  @discardableResult
  public func append(_ events: [NewEvent]) throws(LogError) -> [Position] { try append(events, if: nil) }
}
