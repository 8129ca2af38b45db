/// An event of the log: its line, and where the parts are in it.
///
/// Texts are made when they are asked for; bytes are shared, so that a copy costs nothing.
public struct RecordedEvent: Sendable {
  // Several events may share the bytes that were read at once.
  private let storage: [UInt8]
  private let start: Int
  private let length: Int
  let envelope: Envelope

  /// The event's place in the log.
  public var position: Position { Position(envelope.position) }
  /// When it was recorded, in Unix milliseconds, by the recording machine's clock.
  public var time: Int64 { envelope.time }

  /// A UUID of version 7 that no other event has.
  public var id: String { text(envelope.id) }
  /// `urn:kite:<trust>:<log id>`.
  public var source: String { text(envelope.source) }
  /// What happened.
  public var type: String { text(envelope.type) }
  /// What it is about.
  public var subject: String { text(envelope.subject) }
  /// What people quote: one for all events of a commit.
  public var ref: String { text(envelope.ref) }
  /// The person who recorded it, whose key seals the commit.
  public var actor: String { text(envelope.actor) }
  /// The office in which they recorded it.
  public var office: String? { envelope.office.map(text) }
  /// The URI that names the form of `data`.
  public var dataSchema: String { text(envelope.dataSchema) }
  /// The tags, sorted as bytes.
  public var tags: [String] {
    var tags: [String] = []
    forEachTag { tags.append($0) }
    return tags
  }

  func forEachTag(_ body: (String) -> Void) {
    guard let range = envelope.tags.map(absolute) else { return }
    var start = range.lowerBound
    for index in range where storage[index] == UInt8(ascii: " ") {
      body(String(decoding: storage[start..<index], as: UTF8.self))
      start = index + 1
    }
    body(String(decoding: storage[start..<range.upperBound], as: UTF8.self))
  }

  /// Whether this is the last event of its commit.
  public var hasSeal: Bool { envelope.seal != nil }

  /// The base64 of the seal.
  public var seal: String? { envelope.seal.map(text) }

  /// The JSON text of `data`.
  public var data: [UInt8] { Array(storage[absolute(envelope.data)]) }

  /// The JSON text of `data`, where it stands.
  public var dataSpan: Span<UInt8> {
    @_lifetime(borrow self)
    get { storage.span.extracting(absolute(envelope.data)) }
  }

  /// The line without its newline.
  public var line: [UInt8] { Array(storage[start..<(start + length)]) }

  /// The bytes of the leaf: the line without its newline and without its seal.
  public var leaf: [UInt8] {
    guard hasSeal else { return line }
    return Array(storage[start..<(start + length - Line.sealTail)]) + [UInt8(ascii: "}")]
  }

  /// Whether the type is this one: cheaper than comparing `type`.
  public func isOfType(_ type: String) -> Bool {
    storage.span.extracting(absolute(envelope.type)).equals(type.utf8.span)
  }

  /// Reads the line that stands in `storage` at `range`.
  init(_ storage: [UInt8], _ range: Range<Int>) throws(LineProblem) {
    self.storage = storage
    start = range.lowerBound
    length = range.count
    envelope = try LineReader.read(storage.span.extracting(range))
  }

  /// The line at `range`, which was read before.
  init(_ storage: [UInt8], _ range: Range<Int>, _ envelope: Envelope) {
    self.storage = storage
    start = range.lowerBound
    length = range.count
    self.envelope = envelope
  }

  var isByRecoveryKey: Bool {
    storage.span.extracting(absolute(envelope.actor)).equals(RecordEvent.recovery.utf8.span)
  }

  /// Lets `body` look at the reference's bytes.
  func withRef<Value>(_ body: (Span<UInt8>) -> Value) -> Value {
    body(storage.span.extracting(absolute(envelope.ref)))
  }

  func hasSource(_ source: [UInt8]) -> Bool {
    storage.span.extracting(absolute(envelope.source)).equals(source.span)
  }

  /// Whether both may stand in one commit.
  func hasSameCommit(as other: RecordedEvent) -> Bool {
    same(envelope.ref, other, other.envelope.ref) && same(envelope.actor, other, other.envelope.actor)
      && same(envelope.office ?? 0..<0, other, other.envelope.office ?? 0..<0)
  }

  private func same(_ range: Range<Int32>, _ other: RecordedEvent, _ otherRange: Range<Int32>) -> Bool {
    storage.span.extracting(absolute(range))
      .equals(other.storage.span.extracting(other.absolute(otherRange)))
  }

  private func absolute(_ range: Range<Int32>) -> Range<Int> {
    (start + Int(range.lowerBound))..<(start + Int(range.upperBound))
  }

  private func text(_ range: Range<Int32>) -> String {
    String(decoding: storage[absolute(range)], as: UTF8.self)
  }
}
