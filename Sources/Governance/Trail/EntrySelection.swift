public import Schemas

/// Which entries somebody asks for: those that fit every part that is given.
public struct EntrySelection: Sendable, Equatable {
  /// Those with its tag.
  public var school: SchoolCode?
  /// Those with its tag, and those with its school's from the first day of the school year in which it opened
  /// until it and its follow-up end.
  public var riskCase: CaseCode?
  /// Of any event of the entry.
  public var type: String?
  /// A body or an office, by its id or as the scheme codes it.
  public var by: String?
  public var actor: PersonCode?
  /// Whatever concerns the person: it names them, they declared an interest in it or spoke against it, it
  /// concerns an office while they held it, they recorded it, or its open words mention them. Read models do
  /// not know this: entries are folded for it.
  public var person: PersonCode?
  /// A principle of public life on which the decision has a note.
  public var principle: String?
  /// Words in what is open, all of them; one that ends in `*` is the beginning of a word.
  public var text: String?
  /// Recorded on this day or later.
  public var since: Day?
  /// Recorded on this day or earlier.
  public var until: Day?
  public var ref: String?
  /// Of what was recorded up to this position, and as it was known then.
  public var upTo: Int?

  public init() {}

  func matches(_ draft: EntryDraft, _ window: CaseWindow?) -> Bool {
    let entry = draft.entry
    if let school, !entry.tags.contains(school.fullTag) { return false }
    if let riskCase, !entry.tags.contains(riskCase.fullTag), !(window?.holds(entry) ?? false) { return false }
    if let type, !entry.types.contains(type) { return false }
    if let by, !entry.by.contains(by),
      !entry.deciders.contains(where: { $0.text == by || $0.reference == by })
    {
      return false
    }
    if let actor, entry.actor != actor { return false }
    if let principle, !entry.principles.contains(principle) { return false }
    if let text, !EntryWords.match(EntryWords.Question(text), draft.words) { return false }
    if let since, entry.recorded.londonDay < since { return false }
    if let until, entry.recorded.londonDay > until { return false }
    if let ref, entry.ref != ref { return false }
    return true
  }
}

/// The days whose entries about a case's school belong to its history.
public struct CaseWindow: Sendable, Equatable {
  public let school: SchoolCode
  public let days: DaySpan

  public init(school: SchoolCode, days: DaySpan) {
    self.school = school
    self.days = days
  }

  func holds(_ entry: Entry) -> Bool { days.contains(entry.day) && entry.tags.contains(school.fullTag) }
}

extension Trust {
  /// Nil for a case that the trust does not know.
  public func window(of code: CaseCode) -> CaseWindow? {
    guard let found = cases[code] else { return nil }
    let opened = found.days.first
    let year = opened.month >= 9 ? opened.year : opened.year - 1
    let from = Day(year: year, month: 9, day: 1) ?? opened
    let until = found.days.last.map { max($0, found.followUpUntil ?? $0) }
    return CaseWindow(school: found.school, days: DaySpan(from, until))
  }
}
