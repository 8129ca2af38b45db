public import Schemas

public struct MetricsRecorded: Happening {
  public static let type = "MetricsRecorded"
  public static let summary = "Key figures were taken from the management information system."

  public let metrics: [Metric]
  public let note: Note?

  public init(from form: inout Form) throws(FieldError) {
    metrics = try form("metrics", "The figures.")
    note = try form.note()
  }
}

public struct DataReviewed: Happening {
  public static let type = "DataReviewed"
  public static let summary = "The data of the schools was reviewed."

  public let note: Note?

  public init(from form: inout Form) throws(FieldError) {
    note = try form.note()
  }
}

public struct ReportCardExamined: Happening {
  public static let type = "ReportCardExamined"
  public static let summary = "A body examined a school's Report Card."

  public let body: BodyCode
  public let term: String?
  public let note: Note?

  public init(from form: inout Form) throws(FieldError) {
    body = try form("body", "The body.")
    term = try form("term", "Term.")
    note = try form.note()
  }
}

public struct ReportCardAssured: Happening {
  public static let type = "ReportCardAssured"
  public static let summary = "The trust assured the quality of a Report Card."

  public let term: String?
  public let note: Note?

  public init(from form: inout Form) throws(FieldError) {
    term = try form("term", "Term.")
    note = try form.note()
  }
}

public struct SchoolReviewMeetingHeld: Happening {
  public static let type = "SchoolReviewMeetingHeld"
  public static let summary = "A School Review Meeting was held."

  public let note: Note?

  public init(from form: inout Form) throws(FieldError) {
    note = try form.note()
  }
}

public struct TrustReviewHeld: Happening {
  public static let type = "TrustReviewHeld"
  public static let summary = "A Trust Review was held."

  public let note: Note?

  public init(from form: inout Form) throws(FieldError) {
    note = try form.note()
  }
}

public struct RiskRegistered: Happening {
  public static let type = "RiskRegistered"
  public static let summary = "A risk was put on the register."

  public let owner: Closable<String>?
  public let note: Note?

  public init(from form: inout Form) throws(FieldError) {
    owner = try form("owner", "Who owns it.")
    note = try form.note()
  }
}

public struct RiskReviewed: Happening {
  public static let type = "RiskReviewed"
  public static let summary = "A risk on the register was reviewed."

  public let entry: EntryID
  public let note: Note?

  public init(from form: inout Form) throws(FieldError) {
    entry = try form("entry", "The risk.")
    note = try form.note()
  }
}

public struct EvidenceAdded: Happening {
  public static let type = "EvidenceAdded"
  public static let summary = "Evidence came in."

  public let code: EvidenceCode
  public let kind: Closable<EvidenceKind>
  public let digest: String?
  public let file: String?
  public let note: Note?

  public init(from form: inout Form) throws(FieldError) {
    code = try form("code", "Code of the evidence.")
    kind = try form("kind", "What kind it is.")
    digest = try form("digest", "SHA-256 of the file.")
    file = try form("file", "File in the evidence folder.")
    note = try form.note()
  }
}

public struct ControlApplied: Happening {
  public static let type = "ControlApplied"
  public static let summary = "A decision was put into effect in a system."

  public let variation: VariationCode?
  public let controls: [Closable<String>]
  public let note: Note?

  public init(from form: inout Form) throws(FieldError) {
    variation = try form("variation", "Variation that it puts into effect.")
    controls = try form("controls", "What was changed.")
    note = try form.note()
  }
}

/// A figure of one school.
public struct Metric: Record {
  public let school: SchoolCode
  public let name: String
  public let value: Decimal
  public let period: String?

  public init(from form: inout Form) throws(FieldError) {
    school = try form("school", "The school.", .untagged)
    name = try form("name", "What is measured.")
    value = try form("value", "The figure.")
    period = try form("period", "Year or month that it is for.")
  }
}

/// What evidence is about: one of the triggers, or something else.
public enum EvidenceKind: String, CaseIterable, FieldValue {
  case dataTrend = "data-trend"
  case complaints, inspection, leadership, safeguarding, confidence, finance, governance, other
}
