import Glibc

/// The lines of an input, as they come.
struct Lines {
  /// What stands on a line; longer ones are none that a log could hold.
  enum Line {
    case bytes([UInt8])
    case tooLong
  }

  static let limit = 8 << 20

  private let descriptor: Int32
  private var bytes: [UInt8] = []
  private var isAtEnd = false
  private var isTooLong = false
  // What was searched for a newline already.
  private var searched = 0

  init(_ descriptor: Int32) { self.descriptor = descriptor }

  /// The next line without its newline; nil at the end of the input.
  mutating func next() throws(DriverError) -> Line? {
    while true {
      if let end = bytes[searched...].firstIndex(of: 0x0a) {
        let line = Array(bytes[..<end])
        bytes.removeFirst(end + 1)
        return take(line)
      }
      if isAtEnd {
        if bytes.isEmpty && !isTooLong { return nil }
        let line = bytes
        bytes = []
        return take(line)
      }
      if bytes.count > Self.limit {
        isTooLong = true
        bytes = []
      }
      searched = bytes.count
      try readOn()
    }
  }

  private mutating func take(_ line: [UInt8]) -> Line {
    defer { isTooLong = false }
    searched = 0
    return isTooLong || line.count > Self.limit ? .tooLong : .bytes(line)
  }

  private mutating func readOn() throws(DriverError) {
    var part = [UInt8](repeating: 0, count: 65_536)
    let count = Machine.readSome(descriptor, into: &part)
    if count > 0 {
      bytes += part[..<count]
    } else if count == 0 {
      isAtEnd = true
    } else if errno != EINTR {
      throw DriverError("cannot read the requests: \(Machine.message(errno))")
    }
  }

  /// Writes all of it. When nobody reads any more, the process ends quietly.
  static func write(_ bytes: [UInt8], to descriptor: Int32) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = Machine.writeSome(rest, to: descriptor)
      if count > 0 {
        rest = rest.dropFirst(count)
      } else if errno != EINTR {
        exit(errno == EPIPE ? 0 : 74)
      }
    }
  }
}
