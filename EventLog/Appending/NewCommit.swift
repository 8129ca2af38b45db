/// An event that is to be recorded.
public struct NewEvent: Sendable {
  /// A UUID of version 7 that no event of the log has; nil lets the log allot one.
  public var id: String?
  /// What happened, such as `VariationMade`. Part of the format: never renamed.
  public var type: String
  /// What it is about, such as `school/S03`.
  public var subject: String
  /// The URI that names the form of `data`.
  public var dataSchema: String
  /// In any order; the log sorts them as bytes and writes each once.
  public var tags: [String]
  /// A JSON object, in the form in which it is to stand in the log.
  public var data: [UInt8]
  /// Unix milliseconds; nil for the commit's time.
  public var time: Int64?

  /// An event as it is to stand in the log.
  public init(
    id: String? = nil, type: String, subject: String, dataSchema: String, tags: [String] = [],
    data: [UInt8], time: Int64? = nil
  ) {
    self.id = id
    self.type = type
    self.subject = subject
    self.dataSchema = dataSchema
    self.tags = tags
    self.data = data
    self.time = time
  }
}

/// Events that are recorded together or not at all, under one reference, by one person.
public struct NewCommit: Sendable {
  /// What people quote: letters, digits and `-`; no other commit of the log has it.
  public var ref: String
  /// The person who records, as in the name of their key; `recovery` for the recovery key.
  public var actor: String
  /// The office in which they record, if any.
  public var office: String?
  /// Unix milliseconds. Not before the log's last time.
  public var time: Int64
  /// At least one, in the order in which they are to stand in the log.
  public var events: [NewEvent]

  /// A commit as it is to stand in the log.
  public init(ref: String, actor: String, office: String? = nil, time: Int64, events: [NewEvent]) {
    self.ref = ref
    self.actor = actor
    self.office = office
    self.time = time
    self.events = events
  }
}
