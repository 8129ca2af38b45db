public import Schemas

/// What every fact says besides its own fields.
public struct Note: Sendable {
  /// The day that the fact is about; the day of recording when it is not given.
  public let day: Day?
  public let what: Closable<String>?
  public let why: Closable<String>?
  public let evidence: [Closable<String>]
  public let lateBecause: String?
  public let contentClass: ContentClass
  public let withheldBecause: String?
  public let withheldUntil: Day?
}

extension Form {
  /// The fields that all facts share, at the level of the fact's own.
  mutating func note() throws(FieldError) -> Note {
    Note(
      day: try self("day", "Day that it happened, if not today."),
      what: try self("what", "What happened, in a sentence."),
      why: try self("why", "Why it was done or said."),
      evidence: try self("evidence", "What shows it: a paper, a register, an entry."),
      lateBecause: try self("lateBecause", "Why it is recorded late."),
      contentClass: try self("class", "How far it may be shown; open when absent.") ?? .open,
      withheldBecause: try self("withheldBecause", "The lawful reason for withholding."),
      withheldUntil: try self("withheldUntil", "Day on which the withholding is looked at again."))
  }
}
