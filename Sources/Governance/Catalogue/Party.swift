public import JSON
public import Schemas

/// Who decides, appoints or records: a body or an office, written as its tag: `office/CEO`.
public enum Party: Hashable, Sendable {
  case body(BodyCode)
  case office(OfficeCode)

  public init?(_ reference: String) {
    let parts = reference.split(separator: "/", maxSplits: 1).map(String.init)
    guard parts.count == 2 else { return nil }
    switch parts[0] {
    case BodyCode.tag:
      guard let body = BodyCode(parts[1]) else { return nil }
      self = .body(body)
    case OfficeCode.tag:
      guard let office = OfficeCode(parts[1]) else { return nil }
      self = .office(office)
    default: return nil
    }
  }

  /// The tag: `body/trust-board`.
  public var reference: String {
    switch self {
    case .body(let body): "\(BodyCode.tag)/\(body.text)"
    case .office(let office): "\(OfficeCode.tag)/\(office.text)"
    }
  }

  /// What people say: `trust-board`, `CEO`.
  public var text: String {
    switch self {
    case .body(let body): body.text
    case .office(let office): office.text
    }
  }

  public var body: BodyCode? { if case .body(let body) = self { body } else { nil } }
  public var office: OfficeCode? { if case .office(let office) = self { office } else { nil } }
}

extension Party: FieldValue {
  public static var shape: Shape { .reference }
  public static var example: Party { .office(OfficeCode(unchecked: "CEO")) }

  public static func read(_ element: JSONElement) throws(FieldError) -> Party {
    guard let text = element.string, let party = Party(text) else {
      throw FieldError(
        expected: "a body or an office, such as 'body/trust-board' or 'office/CEO'", found: element)
    }
    return party
  }
}
