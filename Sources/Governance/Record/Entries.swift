public import JSON
public import Schemas

/// A clerical error put right by a new entry; the first stays, shown with what it was.
public struct EntryCorrected: Guarded {
  public static let type = "EntryCorrected"
  public static let summary = "A clerical error in an entry was corrected; the entry stays as it was."

  public let entry: EntryID
  public let field: String
  /// Nil where the field was not there. Closed where the field is.
  public let was: Closable<JSONValue>?
  /// Nil where the field should not be there. Closed where the field is.
  public let now: Closable<JSONValue>?
  public let source: Closable<String>
  public let note: Note?

  public init(from form: inout Form) throws(FieldError) {
    entry = try form("entry", "The event that is corrected.")
    field = try form("field", "Its field; of a list, with the number: 'options/0/why'.")
    was = try form("was", "What it said; nothing when absent.", .untagged)
    now = try form("now", "What it should have said; nothing when absent.", .untagged)
    source = try form("source", "What shows it: a contract, the minutes.")
    note = try form.note()
  }

  /// What the corrected field holds: the value, the mark of a closed one, or null for none.
  var corrected: JSONValue { EntryCorrected.json(now) }

  static func json(_ value: Closable<JSONValue>?) -> JSONValue {
    switch value {
    case .open(let value)?: value
    case .closed(let contentClass, let digest)?: ClosedValue.json(contentClass, digest: digest)
    case nil: .null
    }
  }

  public func guardRecording(_ trust: Trust, _ context: Context) throws(Refusal) {
    try trust.requireAuthorOrTrustRecorder(of: entry, context, doing: "correct an entry")
  }
}

/// An entry that should not be there; it stays visible, struck through, and counts for nothing.
public struct EntryVoided: Guarded {
  public static let type = "EntryVoided"
  public static let summary =
    "An entry that should not be there was voided; it stays visible, struck through."

  public let entry: EntryID
  public let reason: Closable<String>
  public let resting: [String]
  public let note: Note?

  public init(from form: inout Form) throws(FieldError) {
    entry = try form("entry", "An event of the entry that is voided.")
    reason = try form("reason", "Why it should not be there.")
    resting = try form("resting", "Entries that rest on it, named because they stand all the same.")
    note = try form.note()
  }

  /// Whatever was decided since may rest on it.
  public static func reads(_ scope: Scope) -> [Reads] { [Reads(allWith: [])] }

  public func guardRecording(_ trust: Trust, _ context: Context) throws(Refusal) {
    try trust.requireAuthorOrTrustRecorder(of: entry, context, doing: "void an entry")
  }
}

/// Closed content destroyed here and, at the next update, in every copy; its digest stays.
public struct ContentErased: Effect {
  public static let type = "ContentErased"
  public static let summary = "Closed content was destroyed; the entry and its digest stay."
  public static let power = Power.eraseContent

  public let entry: EntryID
  public let fields: [String]

  public init(from form: inout Form) throws(FieldError) {
    entry = try form("entry", "The event whose content is destroyed.")
    fields = try form("fields", "Its fields: 'what', 'options/0/why'.", atLeast: 1)
  }
}

public struct ContentReleased: Guarded {
  public static let type = "ContentReleased"
  public static let summary = "Closed content was opened, or moved to another class."

  public let entry: EntryID
  public let code: EvidenceCode?
  public let from: ContentClass
  public let to: ContentClass
  public let contents: JSONValue?
  public let note: Note?

  public init(from form: inout Form) throws(FieldError) {
    entry = try form("entry", "The event whose content it is.")
    code = try form("code", "Code of the evidence that is released.")
    from = try form("from", "Class until now.")
    to = try form("to", "Class from now on.")
    contents = try form("contents", "Salt and value of each field, when they are opened.", .untagged)
    note = try form.note()
  }

  public func guardRecording(_ trust: Trust, _ context: Context) throws(Refusal) {
    try trust.requireRecorderOfHolder(of: .releaseContent, context, doing: "release what is closed")
  }
}

public struct RestrictedRead: Happening {
  public static let type = "RestrictedRead"
  public static let summary = "Somebody read restricted content, and said why."

  public let entries: [EntryID]
  public let codes: [EvidenceCode]
  public let person: PersonCode
  public let reason: Closable<String>
  public let note: Note?

  public init(from form: inout Form) throws(FieldError) {
    entries = try form("entries", "What was read.", atLeast: 1)
    codes = try form("codes", "Codes of the evidence that was read.")
    person = try form("person", "Person who read it.")
    reason = try form("reason", "Why.")
    note = try form.note()
  }
}

public struct ExportChecked: Happening {
  public static let type = "ExportChecked"
  public static let summary = "A second person looked at an export before it left."

  public let selection: String
  public let audience: String
  public let digest: String
  public let note: Note?

  public init(from form: inout Form) throws(FieldError) {
    selection = try form("selection", "What was selected.")
    audience = try form("audience", "For whom.")
    digest = try form("digest", "SHA-256 of the export.")
    note = try form.note()
  }
}

public struct TrailExported: Happening {
  public static let type = "TrailExported"
  public static let summary = "A trail left the trust."

  public let selection: String
  public let audience: String
  public let to: Closable<String>
  public let digest: String?
  /// The request that it answers, if it answers one.
  public let request: RequestCode?
  public let note: Note?

  public init(from form: inout Form) throws(FieldError) {
    selection = try form("selection", "What was selected.")
    audience = try form("audience", "For whom.")
    to = try form("to", "To whom it went.")
    digest = try form("digest", "SHA-256 of the export.")
    request = try form("request", "Information request that it answers.")
    note = try form.note()
  }
}

/// Bytes after the last good seal that were never acknowledged, moved aside by the next writer.
public struct TailSetAside: Happening {
  public static let type = "TailSetAside"
  public static let summary = "A torn end of the log, never acknowledged, was moved aside."

  public let after: Int
  public let bytes: Int
  public let digest: String
  public let file: String
  public let signed: Bool

  public init(from form: inout Form) throws(FieldError) {
    after = try form("after", "Position after which it stood.", 0...2_147_483_647)
    bytes = try form("bytes", "Its length.", 0...9_007_199_254_740_991)
    digest = try form("digest", "Its SHA-256.")
    file = try form("file", "File that keeps it, beside the log.")
    signed = try form("signed", "Whether it held a signature.")
  }
}

public struct ClockExplained: Happening {
  public static let type = "ClockExplained"
  public static let summary = "The recording clock stood behind the last entry, and somebody said why."

  public let because: String
  public let previousTime: Instant

  public init(from form: inout Form) throws(FieldError) {
    because = try form("because", "Why the clock is behind.")
    previousTime = try form("previousTime", "Time of the entry before.")
  }
}
