public import Schemas

/// A school, by the trust's own code: `S02`.
public struct SchoolCode: Identifier {
  public static let tag = "school"
  public let text: String
  public init(unchecked text: String) { self.text = text }
}

/// One stay of a school in the at-risk category: `B`.
public struct CaseCode: Identifier {
  public static let tag = "case"
  public let text: String
  public init(unchecked text: String) { self.text = text }
}

/// A body that decides or advises: `trust-board`, `lgb-S02`.
public struct BodyCode: Identifier {
  public static let tag = "body"
  public let text: String
  public init(unchecked text: String) { self.text = text }
}

/// A person, by an opaque id that is never reused: `p-004`.
public struct PersonCode: Identifier {
  public static let tag = "person"
  public let text: String
  public init(unchecked text: String) { self.text = text }
}

/// An office that one person holds at a time: `CEO`, `head-S02`.
public struct OfficeCode: Identifier {
  public static let tag = "office"
  public let text: String
  public init(unchecked text: String) { self.text = text }
}

/// A function of the scheme of delegation: `F3`.
public struct FunctionCode: Identifier {
  public static let tag = "function"
  public let text: String
  public init(unchecked text: String) { self.text = text }
}

/// A variation of the scheme for one school: `V-2024-01`.
public struct VariationCode: Identifier {
  public static let tag = "variation"
  public let text: String
  public init(unchecked text: String) { self.text = text }
}

/// A version of the scheme of delegation: `v2024.1`.
public struct SchemeVersion: Identifier {
  public static let tag = "scheme"
  public let text: String
  public init(unchecked text: String) { self.text = text }
}

/// The deployment of an executive leader: `L-2024-01`.
public struct DeploymentCode: Identifier {
  public static let tag = "deployment"
  public let text: String
  public init(unchecked text: String) { self.text = text }
}

/// A recovery plan: `RP-S02`.
public struct PlanCode: Identifier {
  public static let tag = "plan"
  public let text: String
  public init(unchecked text: String) { self.text = text }
}

/// A monthly report: school and month, `S02-2025-01`.
public struct ReportCode: Identifier {
  public static let tag = "report"
  public let text: String
  public init(unchecked text: String) { self.text = text }
}

/// A piece of evidence: `EV-2024-031`.
public struct EvidenceCode: Identifier {
  public static let tag = "evidence"
  public let text: String
  public init(unchecked text: String) { self.text = text }
}

/// A request for information: `FOI-24-03`.
public struct RequestCode: Identifier {
  public static let tag = "request"
  public let text: String
  public init(unchecked text: String) { self.text = text }
}

/// The reference of a commit that holds a decision: `2024-117`.
public struct DecisionRef: Identifier {
  public static let tag = "decision"
  public let text: String
  public init(unchecked text: String) { self.text = text }
}
