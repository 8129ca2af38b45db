import Asking
import Governance
import History
import JSON
import Schemas

extension YearReport {
  // MARK: Principles

  private static let names = [
    "selflessness", "integrity", "objectivity", "accountability", "openness", "honesty", "leadership",
  ]

  /// Which decisions say something on each principle, and the words of those decided by the most voices.
  var principles: [Part] {
    let weighty = decisions.sorted { a, b in
      (a.decision.votes?.cast ?? 0, b.event.position) > (b.decision.votes?.cast ?? 0, a.event.position)
    }
    let notes = Self.names.map { name in
      let all = weighty.compactMap { found in
        found.decision.principles.flatMap { YearReport.note($0, name) }.map { (ref: found.ref, words: $0) }
      }
      return (name: name, all: all)
    }
    let table = Part.table(
      "Decisions of the year that hold a note on the principle, of \(decisions.count)",
      ["Principle", Grid.Column("Decisions", isNumber: true), "In their own words"],
      notes.map { name, all in
        [
          Words(name.prefix(1).uppercased() + name.dropFirst()), Words(String(all.count)),
          all.isEmpty
            ? "none"
            : .joined(all.prefix(2).map { Words($0.words) + " (" + .code($0.ref) + ")" }, separator: "; "),
        ]
      }, none: "")
    let lacking = decisions.filter {
      $0.decision.principles == nil && $0.decision.by.contains { $0.body != nil }
    }
    let without =
      Words("Decisions of bodies without any note: ")
      + (lacking.isEmpty ? "none" : .joined(lacking.map { .code($0.ref) }, separator: ", ")) + "."
    return [table, .paragraph(without)]
  }

  private static func note(_ principles: Principles, _ name: String) -> Closable<String>? {
    switch name {
    case "selflessness": principles.selflessness
    case "integrity": principles.integrity
    case "objectivity": principles.objectivity
    case "accountability": principles.accountability
    case "openness": principles.openness
    case "honesty": principles.honesty
    default: principles.leadership
    }
  }

  // MARK: Dissent

  var dissent: [Part] {
    let voices = decisions.flatMap { found in
      found.decision.dissent.map { voice in
        [.code(found.ref), .day(found.decision.day), Words(voice.who.text), Words(voice.words)] as [Words]
      }
    }
    let interests = decisions.flatMap { found in
      found.decision.interests.map { interest in
        [
          .code(found.ref), .day(found.decision.day), Words(interest.who.text), Words(interest.what),
          Words(interest.handled == .withdrew ? "withdrew: no vote" : "cleared by the body"),
        ] as [Words]
      }
    }
    return [
      .table(
        "Who disagreed, in their words", ["Decision", "Day", "Who", "Words"], voices,
        none: "Nobody disagreed on record."),
      .table(
        "Interests that were declared when something was decided",
        ["Decision", "Day", "Who", "Interest", "Handled"], interests,
        none: "No interest was declared when something was decided."),
    ]
  }

  // MARK: Late

  func late() throws -> [Part] {
    let reports = trust.reports.values.filter { report in
      let day = report.submitted ?? report.due
      return year.contains(day) && day <= last && (report.lateBy > 0 || report.isMissed)
    }.sorted { ($0.month, $0.school) < ($1.month, $1.school) }
    let entries = decisions.filter { $0.decision.basis != .atTheTime || $0.standing == .irregular }
    return [
      .table(
        "Monthly reports that came late or not at all", ["School", "Month", "Due", "Handed in", "Late by"],
        reports.map { report in
          [
            overview.school(report.school), Words(report.month.spoken), .day(report.due),
            report.submitted.map { .day($0) } ?? "closed as missed",
            Words(report.isMissed ? "" : Prose.count(report.lateBy, "working day")),
          ]
        }, none: "Every report came in time."),
      .table(
        "Decisions that were not entered at the time, or not by whom it was for",
        ["Decision", "Day", "How", "Why"],
        entries.map { found in
          let how =
            found.standing == .irregular ? Standings.words(found.standing) : found.decision.basis.rawValue
          let why =
            found.decision.irregularBecause ?? found.decision.lateBecause ?? found.decision.minutes?.source
          return [.code(found.ref), .day(found.decision.day), Words(how), Words(why ?? "")]
        }, none: "Every decision was entered at the time."),
    ]
  }

  // MARK: Open

  var openPromises: [Part] {
    let duties = trust.duties(on: last)
    let open = duties.filter { !$0.kind.looksBack }
    let outcomes = decisions.compactMap { found -> [Words]? in
      guard let expected = found.decision.expectedOutcome else { return nil }
      let day = found.decision.outcomeLookedAtOn
      return [
        .code(found.ref), Words(found.event.school?.text ?? ""), Words(expected),
        day.map { .day($0) } ?? "no day is set",
      ]
    }
    let shaky = decisions.filter {
      ![.confirmed, .corrected].contains($0.standing) && $0.standing != .irregular
    }
    return [
      overview.duties(open, "What is owed on \(last.short)", none: "Nothing is owed."),
      .table(
        "What was expected to come of the year's decisions",
        ["Decision", "School", "Expected", "Looked at on"],
        outcomes, none: "No decision of the year says what is expected of it."),
      .table(
        "Decisions that the body has not stood by yet", ["Decision", "Day", "How it stands"],
        shaky.map { [.code($0.ref), .day($0.decision.day), Words(Standings.words($0.standing))] },
        none: "Every decision is confirmed by a recorder of the body that took it."),
    ]
  }

  /// What is closed, by class and reason: numbers may be told, words not.
  var withheld: [Part] {
    var reasons: [(contentClass: ContentClass, because: String, count: Int, until: Day?)] = []
    for event in overview.events where overview.dossier.voidedBy(event.ref) == nil {
      let day = event.data["day"]?.string.flatMap { Day($0) } ?? event.recorded.londonDay
      guard year.contains(day), day <= last, let data = try? overview.dossier.data(of: event) else {
        continue
      }
      for (_, contentClass) in data.closedPaths where contentClass != .personal {
        let because = data["withheldBecause"]?.string ?? "the reason of its decision"
        let until = data["withheldUntil"]?.string.flatMap { Day($0) }
        if let index = reasons.firstIndex(where: { $0.contentClass == contentClass && $0.because == because })
        {
          reasons[index].count += 1
          reasons[index].until = [reasons[index].until, until].compactMap(\.self).max()
        } else {
          reasons.append((contentClass, because, 1, until))
        }
      }
    }
    return [
      .table(
        "Fields of the year's entries that this audience does not see",
        [
          "Class", Grid.Column("Fields", isNumber: true), "Lawful reason",
          "Last day on which a reason is looked at again",
        ],
        reasons.sorted { ($0.contentClass.rawValue, $1.count) < ($1.contentClass.rawValue, $0.count) }.map {
          reason in
          [
            .withheld(reason.contentClass), Words(String(reason.count)), Words(reason.because),
            reason.until.map { .day($0) } ?? "",
          ]
        }, none: "Nothing of the year is closed to this audience."),
      .paragraph("Names and contact data are not counted: people are told by their office or their number."),
    ]
  }
}
