/// Where the parts of a line are. Offsets count from the line's first byte.
struct Envelope: Sendable {
  var id: Range<Int32> = 0..<0
  var eventID = EventID.none
  var source: Range<Int32> = 0..<0
  var type: Range<Int32> = 0..<0
  var subject: Range<Int32> = 0..<0
  var ref: Range<Int32> = 0..<0
  var actor: Range<Int32> = 0..<0
  var office: Range<Int32>?
  var tags: Range<Int32>?
  var dataSchema: Range<Int32> = 0..<0
  var data: Range<Int32> = 0..<0
  var seal: Range<Int32>?
  var time: Int64 = 0
  var position = 0
}

/// Why some bytes are no line.
struct LineProblem: Error, Equatable {
  let says: String
}

/// Reads a line in its one form. Whatever differs is refused: a line has one spelling, so that two readers
/// can't take the same sealed bytes for two things. `data` is only delimited.
struct LineReader: ~Escapable {
  private let line: Span<UInt8>
  private var offset = 0

  @_lifetime(copy line)
  private init(_ line: Span<UInt8>) { self.line = line }

  /// The parts of a line, which comes without its newline.
  static func read(_ line: Span<UInt8>) throws(LineProblem) -> Envelope {
    guard line.count <= Line.limit else {
      throw LineProblem(says: "it is \(line.count) bytes long, at most \(Line.limit) are possible")
    }
    var reader = LineReader(line)
    return try reader.envelope()
  }

  @_lifetime(self: copy self)
  private mutating func envelope() throws(LineProblem) -> Envelope {
    var envelope = Envelope()
    try expect(#"{"specversion":"1.0","id":""#)
    envelope.id = try token("id")
    try expect(#","source":""#)
    envelope.source = try token("source")
    try expect(#","type":""#)
    envelope.type = try token("type")
    try expect(#","subject":""#)
    envelope.subject = try token("subject")
    try expect(#","time":""#)
    let time = try token("time")
    guard time.count == Timestamp.length, let time = Timestamp.read(part(time)) else {
      throw LineProblem(says: "its time is not of the form 2023-11-22T17:05:09.412Z")
    }
    envelope.time = time
    try expect(#","position":"#)
    envelope.position = try position()
    try expect(#","ref":""#)
    envelope.ref = try token("ref")
    try expect(#","actor":""#)
    envelope.actor = try token("actor")
    if take(#","office":""#) { envelope.office = try token("office") }
    if take(#","tags":""#) { envelope.tags = try tags() }
    try expect(#","dataschema":""#)
    envelope.dataSchema = try token("dataschema")
    try expect(#","data":"#)
    try ending(&envelope)
    guard Line.isRef(part(envelope.ref)) else {
      throw LineProblem(says: "its ref holds more than letters, digits and '-'")
    }
    guard let id = EventID(part(envelope.id)) else {
      throw LineProblem(says: "its id is no UUID of version 7")
    }
    envelope.eventID = id
    return envelope
  }

  /// The object `data`, the seal if there is one, and the end.
  @_lifetime(self: copy self)
  private mutating func ending(_ envelope: inout Envelope) throws(LineProblem) {
    var end = line.count - 1
    if Line.isSealed(line, from: offset, to: line.count) {
      let start = line.count - 2 - Line.sealLength
      guard let raw = Base64.decode(line.extracting(start..<(line.count - 2))), raw.count == 68 else {
        throw LineProblem(says: "its seal is not the base64 of 68 bytes")
      }
      envelope.seal = Int32(start)..<Int32(line.count - 2)
      end = line.count - Line.sealTail
    }
    guard end - offset >= 2, line[offset] == UInt8(ascii: "{"), line[end - 1] == UInt8(ascii: "}"),
      line[line.count - 1] == UInt8(ascii: "}")
    else { throw LineProblem(says: "its data is no object, or what follows it is no seal") }
    envelope.data = Int32(offset)..<Int32(end)
  }

  @_lifetime(self: copy self)
  private mutating func take(_ literal: StaticString) -> Bool {
    guard line.holds(literal, at: offset) else { return false }
    offset += literal.utf8CodeUnitCount
    return true
  }

  @_lifetime(self: copy self)
  private mutating func expect(_ literal: StaticString) throws(LineProblem) {
    guard take(literal) else {
      throw LineProblem(says: "at byte \(offset + 1) it should go on with '\(literal)', and does not")
    }
  }

  /// A text up to and with its closing quote.
  @_lifetime(self: copy self)
  private mutating func token(_ name: StaticString) throws(LineProblem) -> Range<Int32> {
    let start = offset
    offset = line.endOfToken(from: offset)
    guard offset < line.count, line[offset] == UInt8(ascii: "\""), offset > start else {
      throw LineProblem(says: "its \(name) is empty, or holds a character that can't stand there")
    }
    defer { offset += 1 }
    return Int32(start)..<Int32(offset)
  }

  @_lifetime(self: copy self)
  private mutating func tags() throws(LineProblem) -> Range<Int32> {
    let start = offset
    var previous: Range<Int>?
    while true {
      let begin = offset
      offset = line.endOfToken(from: offset)
      guard offset < line.count, offset > begin else { throw LineProblem(says: "its tags are malformed") }
      if let previous, !line.extracting(previous).precedes(line.extracting(begin..<offset)) {
        throw LineProblem(says: "its tags are not sorted, or one is there twice")
      }
      previous = begin..<offset
      let byte = line[offset]
      offset += 1
      if byte == UInt8(ascii: "\"") { return Int32(start)..<Int32(offset - 1) }
      guard byte == UInt8(ascii: " ") else { throw LineProblem(says: "its tags are malformed") }
    }
  }

  @_lifetime(self: copy self)
  private mutating func position() throws(LineProblem) -> Int {
    let start = offset
    while offset < line.count, UInt8(ascii: "0")...UInt8(ascii: "9") ~= line[offset] { offset += 1 }
    // Integers of a CloudEvent have 32 bits.
    guard let value = Decimal.read(line.extracting(start..<offset)), value > 0, value <= Int32.max else {
      throw LineProblem(says: "its position is no number from 1 to \(Int32.max)")
    }
    return Int(value)
  }

  @_lifetime(copy self)
  private func part(_ range: Range<Int32>) -> Span<UInt8> { line.extracting(range.asInt) }
}

extension Range<Int32> {
  var asInt: Range<Int> { Int(lowerBound)..<Int(upperBound) }
}
