internal import JSON

/// The events that the log itself understands. All others are envelopes and bytes to it.
enum RecordEvent {
  static let opened = "LogOpened"
  static let keyEnrolled = "KeyEnrolled"
  static let keyRevoked = "KeyRevoked"
  static let tailSetAside = "TailSetAside"
  static let clockExplained = "ClockExplained"
  static let contentErased = "ContentErased"
  static let contentReleased = "ContentReleased"
  static let evidenceAdded = "EvidenceAdded"
  static let recovery = "recovery"
}

/// Why an event that the log must understand is none.
struct RecordProblem: Error {
  let says: String
}

/// The members of a record event that the log needs, all of them texts.
struct RecordFields {
  private var texts: [String: String] = [:]

  init(_ data: Span<UInt8>, _ parser: inout JSONParser) throws(RecordProblem) {
    do {
      let root = try parser.parse(data)
      for name in ["trust", "logID", "key", "recoveryKey", "file"] {
        texts[name] = root.member(named: name)?.string
      }
    } catch { throw RecordProblem(says: "its data is no JSON: \(error)") }
  }

  static func checkObject(_ data: Span<UInt8>, _ parser: inout JSONParser) throws(RecordProblem) {
    let kind: JSONKind
    do { kind = try parser.parse(data).kind } catch { throw RecordProblem(says: "it is no JSON: \(error)") }
    guard kind == .object else { throw RecordProblem(says: "it is JSON, but no object") }
  }

  static func format(_ data: Span<UInt8>, _ parser: inout JSONParser) -> Int {
    do { return try parser.parse(data).member(named: "format")?.integer ?? 1 } catch { return 1 }
  }

  func text(_ name: String) throws(RecordProblem) -> String {
    guard let text = texts[name] else { throw RecordProblem(says: "its data has no text '\(name)'") }
    return text
  }

  func key(_ name: String) throws(RecordProblem) -> VerifierKey {
    let text = try text(name)
    do { return try VerifierKey(text) } catch {
      throw RecordProblem(says: "its '\(name)' is no key: \(error)")
    }
  }
}
