public import JSON
public import Schemas

/// A setting of the trust: its name, its default, and what it may be.
public struct Setting: Sendable {
  public let name: String
  public let standard: JSONValue
  /// What a number lies within, or the length of a text; in a list, of each.
  let bounds: ClosedRange<Int>
  /// How many items a list has.
  let items: ClosedRange<Int>
  public let meaning: String

  init(
    name: String, standard: JSONValue, _ bounds: ClosedRange<Int> = 0...0, items: ClosedRange<Int> = 0...10,
    meaning: String
  ) {
    self.name = name
    self.standard = standard
    self.bounds = bounds
    self.items = items
    self.meaning = meaning
  }

  public static let urgentDays = Setting(
    name: "urgent-ratify-working-days", standard: 10, 1...60,
    meaning: "Working days in which an urgent decision is ratified.")
  public static let reviewDays = Setting(
    name: "variation-review-days", standard: 98, 1...370,
    meaning: "Days at most until a variation is reviewed.")
  public static let variationDays = Setting(
    name: "variation-last-day-days", standard: 370, 1...1_100,
    meaning: "Days at most that a variation is decided for.")
  public static let reportDay = Setting(
    name: "report-working-day", standard: 5, 1...20,
    meaning: "Working day of the next month on which a report is due.")
  public static let nonReportingMonths = Setting(
    name: "non-reporting-months", standard: [8], 1...12, items: 0...11,
    meaning: "Months that have no report of their own.")
  public static let latenessLadder = Setting(
    name: "lateness-ladder-working-days", standard: [1, 3, 5], 1...60,
    meaning: "Working days late at which a step is taken.")
  public static let redsInARow = Setting(
    name: "reds-in-a-row", standard: 3, 1...24, meaning: "Red reports in a row that force a review.")
  public static let worseningInARow = Setting(
    name: "worsening-in-a-row", standard: 2, 1...24,
    meaning: "Worsening reports in a row that force a review.")
  public static let reportReminderDays = Setting(
    name: "report-reminder-working-days", standard: 5, 0...20,
    meaning: "Working days before a report is due at which its author is reminded.")
  public static let forcedReviewDays = Setting(
    name: "forced-review-working-days", standard: 10, 1...60,
    meaning: "Working days in which a review that reports force is held.")
  public static let reportReadingDays = Setting(
    name: "report-reading-working-days", standard: 5, 1...60,
    meaning: "Working days in which those who are to see a report see it.")
  public static let milestoneSlips = Setting(
    name: "milestone-slips", standard: 2, 1...100,
    meaning: "Slips of a milestone from which its new date is agreed at trust level.")
  public static let leaderDays = Setting(
    name: "leader-days-a-week", standard: 5, 1...7, meaning: "Days in an executive leader's week.")
  public static let parentSeats = Setting(
    name: "parent-seats", standard: 2, 0...20, meaning: "Parents' seats on a local or interim body.")
  public static let interimBoardLeast = Setting(
    name: "interim-board-size-least", standard: 3, 1...50,
    meaning: "Seats that an interim board has at least.")
  public static let interimBoardMost = Setting(
    name: "interim-board-size-most", standard: 7, 1...50, meaning: "Seats that an interim board has at most.")
  public static let lateEntryDays = Setting(
    name: "late-entry-working-days", standard: 2, 0...60,
    meaning: "Working days after which an entry is late.")
  public static let registerDays = Setting(
    name: "register-notice-days", standard: 14, 1...365, meaning: "Days in which a register is told.")
  public static let warningDays = Setting(
    name: "warning-days", standard: [30, 10], 0...365,
    meaning: "Days before an end at which a warning is given.")
  public static let smallNumbers = Setting(
    name: "small-numbers-under", standard: 10, 0...1_000,
    meaning: "Numbers below it are hidden from the public.")
  public static let bundleMegabytes = Setting(
    name: "bundle-log-megabytes", standard: 100, 0...10_000,
    meaning: "A larger log is handed over with only the hashes of lines that are not asked for.")
  public static let riskLevels = Setting(
    name: "risk-levels", standard: ["none", "watch", "moderate", "high"], 1...40, items: 3...8,
    meaning:
      "The trust's names for the levels of risk: none, the watch list, then those of the category, rising.")
  public static let reportCardTemplate = Setting(
    name: "report-card-template", standard: "v1", 1...40, meaning: "Version of the Report Card in use.")

  public static let trusteeSees = Setting(
    name: "trustee-sees", standard: ["part2"], 1...40,
    meaning: "Closed classes that a trustee sees, who sits in the closed part of the meetings.")
  public static let auditorSees = Setting(
    name: "auditor-sees", standard: ["part2"], 1...40,
    meaning: "Closed classes that an auditor sees, who tests confidential decisions too.")
  public static let regulatorSees = Setting(
    name: "regulator-sees", standard: ["part2"], 1...40,
    meaning: "Closed classes that a regulator sees, who may ask for any minute.")
  public static let bodySees = Setting(
    name: "body-sees", standard: ["part2"], 1...40,
    meaning: "Closed classes that a body sees in what it decided itself.")
  public static let personSees = Setting(
    name: "person-sees", standard: ["personal"], 1...40,
    meaning: "Closed classes that a person sees in what is about them alone: it is their own.")
  public static let restrictedReaders = Setting(
    name: "restricted-readers", standard: .array([]), 1...80, items: 0...50,
    meaning: "Persons, offices and bodies who may read restricted content; when none is named, whoever holds "
      + "a key. Each reading is recorded.")
  public static let checkedAudiences = Setting(
    name: "checked-audiences", standard: ["public"], 1...40,
    meaning: "Audiences whose exports a second person looks at before they leave.")
  public static let personalBecause = Setting(
    name: "personal-withheld-because",
    standard: "Names and contact data are kept for their purpose only (UK GDPR, article 5).", 1...400,
    meaning: "The lawful reason for withholding personal data, where an entry gives none.")

  public static let all: [Setting] = [
    urgentDays, reviewDays, variationDays, reportDay, nonReportingMonths, latenessLadder, redsInARow,
    worseningInARow, reportReminderDays, forcedReviewDays, reportReadingDays, milestoneSlips,
    leaderDays, parentSeats, interimBoardLeast, interimBoardMost, lateEntryDays, registerDays, warningDays,
    smallNumbers, bundleMegabytes, riskLevels, reportCardTemplate, decisionWeights,
    urgentInAbsence, noticeDays, firstMeetingDays,
    trusteeSees, auditorSees, regulatorSees, bodySees, personSees, restrictedReaders, checkedAudiences,
    personalBecause,
  ]

  /// What of closed content an audience sees, by its kind: `trustee`. Nil for the public, which sees what
  /// is open whatever anybody sets.
  public static func sees(_ audience: String) -> Setting? {
    all.first { $0.name == "\(audience)-sees" }
  }

  /// The kinds of audience that an export can be for.
  private static let audiences = ["public", "trustee", "auditor", "regulator", "body", "person"]

  /// What an audience can be let see: restricted content is read by an entry that says why, by no setting.
  private static let classesToSee: Set<String> = [
    ContentClass.part2.rawValue, ContentClass.personal.rawValue,
  ]

  /// Whether a value has the form of the default, and lies within the setting's bounds; no item of a list
  /// stands in it twice.
  public func accepts(_ value: JSONValue) -> Bool {
    if name == Setting.decisionWeights.name { return DecisionWeight.table(value) != nil }
    return switch (standard, value) {
    case (.integer, .integer(let number)): bounds.contains(number)
    case (.string, .string(let text)): isText(text)
    case (.array(let standards), .array(let values)):
      items.contains(values.count) && Set(values.map(\.text)).count == values.count
        && values.allSatisfy { value in
          switch (standards.first ?? .string(""), value) {
          case (.string, .string(let text)) where name == Setting.urgentInAbsence.name:
            StandIn(text) != nil
          case (.integer, .integer(let number)): bounds.contains(number)
          case (.string, .string(let text)):
            isText(text) && (!isOfClasses || Setting.classesToSee.contains(text))
              && (name != Setting.checkedAudiences.name || Setting.audiences.contains(text))
          default: false
          }
        } && (name != Setting.riskLevels.name || Setting.areLevels(values))
    default: false
    }
  }

  /// What it may be, in words.
  public var range: String {
    switch standard {
    case .integer: "a number from \(bounds.lowerBound) to \(bounds.upperBound)"
    case .array(let standards) where standards.first?.integer != nil:
      "\(items.lowerBound) to \(items.upperBound) numbers from \(bounds.lowerBound) to "
        + "\(bounds.upperBound), none twice"
    case .array where name == Setting.decisionWeights.name:
      "a table as JSON: for each weight its name, what is of it (powers and kinds of effect, each once), and "
        + "its fields, which are \(DecisionField.allCases.map(\.rawValue).joined(separator: ", "))"
    case .array where isOfClasses: "a list of the classes part2 and personal, or none"
    case .array where name == Setting.urgentInAbsence.name:
      "up to \(items.upperBound) of 'HOLDER: OFFICE', none twice"
    case .array(let standards) where standards.isEmpty: "up to \(items.upperBound) codes, none twice"
    case .array where name == Setting.checkedAudiences.name:
      "a list of \(Setting.audiences.joined(separator: ", ")), none twice"
    case .array:
      "\(items.lowerBound) to \(items.upperBound) names, none twice and none that is the code of another "
        + "level"
    default: "a text of up to \(bounds.upperBound) letters"
    }
  }

  private var isOfClasses: Bool { name.hasSuffix("-sees") }

  private func isText(_ text: String) -> Bool {
    bounds.contains(text.count) && text.first != " " && text.last != " "
      && text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7f }
  }

  /// A level is not called as another one is coded: what people read would contradict what is recorded.
  private static func areLevels(_ values: [JSONValue]) -> Bool {
    let names = values.compactMap { $0.string?.lowercased() }
    return Set(names).count == values.count
      && zip(names.indices, names).allSatisfy { rank, name in
        RiskLevel.allCases.firstIndex { $0.rawValue == name }.map { $0 == rank } ?? true
      }
  }
}

extension Trust {
  /// What a setting is on a day.
  public func value(of setting: Setting, on day: Day) -> JSONValue {
    settings[setting.name]?.last { $0.from <= day }?.value ?? setting.standard
  }

  /// A setting that is a number.
  public func number(_ setting: Setting, on day: Day) -> Int {
    value(of: setting, on: day).integer ?? setting.standard.integer ?? 0
  }

  /// A setting that is a list of names.
  public func names(_ setting: Setting, on day: Day) -> [String] {
    (value(of: setting, on: day).array ?? []).compactMap(\.string)
  }

  /// The closed classes that an audience sees on a day; none for the public.
  public func classes(seenBy audience: String, on day: Day) -> [ContentClass] {
    Setting.sees(audience).map { names($0, on: day).compactMap(ContentClass.init(rawValue:)) } ?? []
  }

  /// A setting that is a list of numbers.
  public func numbers(_ setting: Setting, on day: Day) -> [Int] {
    (value(of: setting, on: day).array ?? []).compactMap(\.integer)
  }
}
