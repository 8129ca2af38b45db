public import Governance
import Schemas

/// Whose eyes an answer is for.
///
/// Which classes an audience sees is a setting of the trust (`Setting.sees`); `Sight` applies it.
public struct Audience: Hashable, Sendable {
  public enum Kind: String, CaseIterable, Sendable {
    case `public`, trustee, auditor, regulator, body, person
  }

  public let kind: Kind
  /// Which body; nil for other kinds.
  public let body: BodyCode?
  /// Which person; nil for other kinds.
  public let person: PersonCode?

  private init(_ kind: Kind, body: BodyCode? = nil, person: PersonCode? = nil) {
    self.kind = kind
    self.body = body
    self.person = person
  }

  public static let `public` = Audience(.public)
  public static let trustee = Audience(.trustee)
  public static let auditor = Audience(.auditor)
  public static let regulator = Audience(.regulator)
  public static func body(_ code: BodyCode) -> Audience { Audience(.body, body: code) }
  public static func person(_ code: PersonCode) -> Audience { Audience(.person, person: code) }

  /// Reads `trustee`, `body:lgb-S03`, `person:p-017`; nil for anything else, also for a body or a person that
  /// is not named.
  public init?(_ text: String) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard let kind = Kind(rawValue: parts[0]) else { return nil }
    switch (kind, parts.count) {
    case (.body, 2):
      guard let code = BodyCode(parts[1]) else { return nil }
      self.init(.body, body: code)
    case (.person, 2):
      guard let code = PersonCode(parts[1]) else { return nil }
      self.init(.person, person: code)
    case (.body, _), (.person, _): return nil
    case (_, 1): self.init(kind)
    default: return nil
    }
  }

  /// The text that reads back as this audience: `body:lgb-S03`.
  public var text: String {
    guard let code = body?.text ?? person?.text else { return kind.rawValue }
    return "\(kind.rawValue):\(code)"
  }

  /// How the audiences are written, for help and messages.
  public static let forms = Kind.allCases.map { kind in
    switch kind {
    case .body: "body:CODE"
    case .person: "person:ID"
    default: kind.rawValue
    }
  }
}
