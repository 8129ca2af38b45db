public import Schemas

/// Something that the rules or good practice ask of the record, and that is not there.
public struct AccountabilityGap: Sendable, Equatable {
  /// What kind it is: `missing-fields`, the code of a check, `looked-first`, `register`. Part of
  /// `kite gaps --json`: never renamed.
  public let code: String
  public let isError: Bool
  /// The decision or entry that has the gap; nil where it is the record's.
  public let ref: String?
  public let school: SchoolCode?
  public let by: [Party]
  /// The day that it belongs to.
  public let day: Day
  public let says: String
  /// Fields of the decision that are empty.
  public let fields: [DecisionField]
  public let why: String
  public let todo: String
}

extension AccountabilityRecord {
  /// Every gap of the record: errors first, then by day and reference.
  public var gaps: [AccountabilityGap] {
    var all = files.flatMap(gaps) + lookedFirst
    if let register { all.append(register) }
    return all.sorted { a, b in
      if a.isError != b.isError { return a.isError }
      return (a.day, a.ref ?? "", a.code) < (b.day, b.ref ?? "", b.code)
    }
  }

  private func gaps(of file: DecisionFile) -> [AccountabilityGap] {
    if file.standing == .voided { return [] }
    func gap(_ code: String, _ lack: Lack, _ fields: [DecisionField] = []) -> AccountabilityGap {
      AccountabilityGap(
        code: code, isError: lack.isError, ref: file.ref.text, school: file.school, by: file.decision.by,
        day: file.day, says: lack.says, fields: fields, why: lack.why, todo: lack.todo)
    }
    let missing = file.weight.fields.filter { !file.decision.says($0) }
    var gaps: [AccountabilityGap] = []
    if let first = missing.first {
      var reasons: [String] = []
      for field in missing where !reasons.contains(field.why) { reasons.append(field.why) }
      let lack = Lack(
        "it weighs '\(file.weight.name)', and does not say: \(missing.map(\.words).joined(separator: "; "))",
        why: reasons.joined(separator: "; "), todo: AccountabilityCheck.mend(file, first.rawValue),
        isError: true)
      gaps.append(gap("missing-fields", lack, missing))
    }
    for check in AccountabilityCheck.all where check.isGap {
      // What the weight asks is said once.
      if let field = AccountabilityRecord.fields[check.code], missing.contains(field) { continue }
      if case .lacks(let lack) = check.finding(file, in: self) {
        gaps.append(gap(check.code, lack, AccountabilityRecord.fields[check.code].map { [$0] } ?? []))
      }
    }
    return gaps
  }

  /// The field that a check looks at, where it is one.
  private static let fields: [String: DecisionField] = [
    "options": .options, "evidence": .evidence, "unknown": .unknown, "pupils-first": .pupilsFirst,
    "people-affected": .peopleAffected,
  ]

  /// The local body, or the interim board in its place, looks before the trust discusses the data of a term.
  private var lookedFirst: [AccountabilityGap] {
    reviews.compactMap { review in
      let start = trust.termStart(of: review.day)
      let schools =
        review.school.map { [$0] }
        ?? trust.schools.values.filter { $0.days.contains(review.day) }.map(\.code).sorted()
      let unseen = schools.filter { school in
        guard let body = trust.localBody(of: school, on: review.day) else { return false }
        return !trust.examinations.contains { examination in
          examination.day >= start && examination.day <= review.day && examination.body == body
            && trust.bodies[body]?.schools.contains(examination.school) ?? false
        }
      }
      guard !unseen.isEmpty else { return nil }
      let names = unseen.map(\.text).joined(separator: ", ")
      return AccountabilityGap(
        code: "looked-first", isError: false, ref: review.ref, school: review.school, by: [], day: review.day,
        says:
          "the trust discussed the data before the local bodies had looked at theirs, as far as the record "
          + "since \(start.spoken) knows: \(names)",
        fields: [], why: "the local level looks first",
        todo: "record it for each that did: kite card examine BODY --school \(unseen.first?.text ?? "CODE")")
    }
  }

  /// Said once for the trust: what hangs on it hangs on every decision of a body.
  private var register: AccountabilityGap? {
    guard let opened = trust.openedOn, files.contains(where: { !$0.bodies.isEmpty }) else { return nil }
    let last = confirmations.filter { $0.day <= on }.max { $0.day < $1.day }
    let since = last?.day ?? opened
    let age = since.days(to: on)
    guard age > AccountabilityCheck.registerDays else { return nil }
    let says =
      last.map { "the register of interests was last confirmed on \($0.day.spoken) (\($0.ref))" }
      ?? "no confirmation of the register of interests is on record"
    return AccountabilityGap(
      code: "register", isError: false, ref: last?.ref, school: nil, by: [], day: since,
      says: "\(says): \(age) days ago", fields: [], why: AccountabilityCheck.registerMatters,
      todo: "kite person interests-confirmed")
  }
}

extension Trust {
  /// The first day of the term in which a day lies; between terms of the term before; of the school year
  /// where no terms are on record.
  func termStart(of day: Day) -> Day {
    let terms = calendar.terms.values.joined().filter { $0.firstDay <= day }
    let start = Day(year: day.month >= 9 ? day.year : day.year - 1, month: 9, day: 1) ?? day
    return max(terms.map(\.firstDay).max() ?? start, start)
  }
}
