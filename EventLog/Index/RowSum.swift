internal import SQLite

/// A sum over a row of the index: its table, its key, and what it holds.
///
/// SQLite notices damage to the structure of its pages, and none to what stands in a row. That a row is right
/// is seen by its sum. That a row is not there is believed when its neighbours are right: a changed bit in a
/// key leaves the row where it was, so that whoever looks for it meets it.
struct RowSum {
  private var bits: UInt64

  /// The sum of nothing yet, in a table's rows.
  init(_ table: LogIndex.Table) { bits = UInt64(table.rawValue) }

  // Each step maps different sums to different sums, so that a change within one word always shows.
  private mutating func add(_ word: UInt64) {
    bits = (bits ^ word) &* 0x9e37_79b9_7f4a_7c15
    bits ^= bits >> 32
  }

  func with(_ number: Int) -> RowSum {
    var sum = self
    sum.add(UInt64(bitPattern: Int64(number)))
    return sum
  }

  func with(_ bytes: Span<UInt8>) -> RowSum {
    var sum = self
    sum.add(UInt64(bytes.count))
    var offset = 0
    while let word = bytes.eight(at: offset) {
      sum.add(word)
      offset += 8
    }
    while offset < bytes.count {
      sum.add(UInt64(bytes[offset]))
      offset += 1
    }
    return sum
  }

  func with(_ text: String) -> RowSum { with(text.utf8.span) }

  /// For rows of which there are many: 31 bits, which SQLite stores in four bytes.
  var short: Int { Int(bits >> 33) }

  private var whole: Int { Int(truncatingIfNeeded: Int64(bitPattern: bits)) }

  private static let length = 8

  /// Adds the sum over some bytes to them.
  func seal(_ bytes: inout [UInt8]) { Packed.append(with(bytes.span).whole, width: Self.length, to: &bytes) }

  /// The bytes that were sealed; nil when they are others now.
  func opened(_ sealed: [UInt8]?) -> [UInt8]? {
    guard var bytes = sealed, bytes.count >= Self.length else { return nil }
    let content = bytes.count - Self.length
    let sum = with(bytes.span.extracting(0..<content)).whole
    guard Packed.integer(bytes.span.extracting(content..<bytes.count), width: Self.length) == sum else {
      return nil
    }
    bytes.removeLast(Self.length)
    return bytes
  }
}

extension LogIndex {
  enum Table: Int {
    case state = 1
    case line, list, posting, entry, identity, hash, key
  }

  /// What is thrown when a row is not what was written. The index is of no use then, and is made anew.
  var damaged: SQLiteError { Self.damaged(connection) }

  static func damaged(_ connection: borrowing Connection) -> SQLiteError {
    SQLiteError(
      extendedCode: SQLiteError.Code.corrupt.rawValue, message: "a row is not what was written",
      path: connection.path)
  }
}
