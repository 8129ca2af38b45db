/// Which log this is: what its first line says.
struct LogIdentity: Equatable, Sendable {
  let trust: String
  let logID: String

  /// `kite/<trust>/<log id>`: the first line of every checkpoint, and the beginning of every key's name.
  var origin: String { "kite/\(trust)/\(logID)" }
  /// The `source` of every line.
  var source: [UInt8] { Array("urn:kite:\(trust):\(logID)".utf8) }

  init?(trust: String, logID: String) {
    guard Self.isCode(trust), Self.isCode(logID) else { return nil }
    self.trust = trust
    self.logID = logID
  }

  static func isCode(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { byte in
        UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
          || byte == UInt8(ascii: "-")
      }
  }
}
