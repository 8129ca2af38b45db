import Asking
import EventLog
import Governance
import History
import JSON
import Schemas

extension ExportFormat {
  static let yearReport = ExportFormat(
    "html", report: "year",
    "The year's report as one page: what the board delegated, varied, took back and handed back, each case "
      + "with its timeline and charts, principles, dissents, what was late and what is promised."
  ) { trail, file in
    try file.write(trail.answers.sight.masked(YearReport(trail).paper().html))
  }
}

/// What a chair puts before the members: a school year of a trust, as its record tells it.
struct YearReport {
  let year: SchoolYear
  let overview: Overview
  /// The last day that is told: of a year that is not over, the day asked about.
  let last: Day
  let decisions: [Overview.Decision]

  init(_ trail: Trail) throws {
    let answers = trail.answers
    if let text = trail.year {
      guard let year = SchoolYear(text) else {
        throw NotOnRecord("'\(text)' is no school year; one is written as 2024-25")
      }
      self.year = year
    } else {
      guard let year = SchoolYear(of: answers.on) else {
        throw NotOnRecord("no school year holds \(answers.on)")
      }
      self.year = year
    }
    guard year.first <= answers.asOf else {
      throw NotOnRecord(
        "the school year \(year.text) begins on \(year.first.spoken): nothing of it is on record yet")
    }
    last = min(year.last, answers.asOf)
    overview = try Overview(answers, on: last)
    decisions = try overview.decisions(from: year.first, to: last)
  }

  var trust: Trust { overview.trust }

  func paper() throws -> Paper {
    let cases = trust.cases.values.filter { $0.days.overlaps(DaySpan(year.first, last)) }
      .sorted { ($0.days.first, $0.code) < ($1.days.first, $1.code) }
    var parts = [
      chapter("What the Board delegated", "delegated", delegated),
      chapter("What was varied, taken back and handed back", "varied", try varied()),
      chapter("Schools at risk", "risk", schools(cases)),
    ]
    for found in cases {
      let title = Words("Case \(found.code): \(overview.names.school(found.school))")
      parts.append(
        .section(
          Section(
            title, anchor: Anchor("case-\(found.code)"), startsSheet: true, isInContents: true,
            try CaseInYear(self, found).parts())))
    }
    parts += [
      chapter("The seven principles of public life", "principles", principles, startsSheet: !cases.isEmpty),
      chapter("Dissent and interests", "dissent", dissent),
      chapter("What was late", "late", try late()),
      chapter("What is promised and still open", "open", openPromises),
      chapter("What this report does not show", "withheld", withheld),
    ]
    return Paper(
      "The school year \(year.text)", kind: "\(overview.source.trustName) - report on delegated powers",
      facts: try facts(cases), parts: parts, foot: try overview.source.foot())
  }

  private func chapter(_ title: Words, _ anchor: String, _ parts: [Part], startsSheet: Bool = false) -> Part {
    .section(Section(title, anchor: Anchor(anchor), startsSheet: startsSheet, isInContents: true, parts))
  }

  private func facts(_ cases: [RiskCase]) throws -> [Fact] {
    let board = trust.boardParty
    let byBoard = decisions.count { decision in board.map { decision.decision.by.contains($0) } ?? false }
    func count<P: Happening>(_ type: P.Type) -> Int {
      decisions.reduce(0) { $0 + $1.effects.count { $0.type == P.type } }
    }
    let over = last < year.last ? Words("; told up to ") + .day(last) : ""
    return [
      Fact("From, to", .day(year.first) + " to " + .day(year.last) + over),
      Fact("Decisions", Words("\(decisions.count), of which \(byBoard) by the Board")),
      Fact(
        "Variations",
        Words(
          "\(count(VariationMade.self)) made, \(Prose.count(count(VariationReviewed.self), "review")), "
            + "\(Prose.count(count(VariationRenewed.self), "renewal")), "
            + "\(Prose.count(count(VariationItemHandedBack.self), "function")) handed back, "
            + "\(count(VariationEnded.self)) ended")),
      Fact(
        "Cases",
        Words(Prose.count(cases.count, "school at risk for some of it", "schools at risk for some of it"))),
      Fact("Dissent", Words(Prose.count(decisions.reduce(0) { $0 + $1.decision.dissent.count }, "voice"))),
    ]
  }

  // MARK: Delegated

  private var delegated: [Part] {
    let schemes = trust.schemes.filter { $0.days.overlaps(DaySpan(year.first, last)) }
    guard let scheme = schemes.last else {
      return [.paragraph("No scheme of delegation was in force: what is not delegated is the Board's own.")]
    }
    let versions = Part.table(
      "Versions of the scheme in force in the year", ["Version", "From", "To", "Adopted by"],
      schemes.map { scheme in
        [
          Words(scheme.version.text), .day(scheme.days.first),
          scheme.days.last.map { .day($0) } ?? "in force",
          scheme.decision.map { .code($0.text) } ?? "",
        ]
      }, none: "")
    var held: [String: [FunctionCode]] = [:]
    for code in scheme.order { held[scheme.functions[code]?.holder ?? "", default: []].append(code) }
    let holders = held.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
    let matrix = Part.table(
      "Who holds what by scheme \(scheme.version), where nothing is varied",
      ["Holder", Grid.Column("Functions", isNumber: true), "Which"],
      holders.map { holder, codes in
        [
          Words(overview.holder(holder)), Words(String(codes.count)),
          Words(codes.map(\.text).joined(separator: ", ")),
        ]
      }, none: "The scheme has no function.")
    return [
      versions, matrix,
      .section("What the new versions changed", [.list(changes(schemes), none: "Nothing.")]),
    ]
  }

  /// How each version that began in the year differs from the one before.
  private func changes(_ schemes: [Scheme]) -> [Words] {
    schemes.flatMap { scheme -> [Words] in
      guard year.contains(scheme.days.first),
        let before = trust.schemes.last(where: { $0.days.first < scheme.days.first })
      else { return [] }
      var found: [Words] = []
      for code in scheme.order {
        guard let now = scheme.functions[code] else { continue }
        let title = SchemeComparison.title(now)
        if let was = before.functions[code] {
          if was.holder != now.holder {
            found.append(
              title
                + Words(
                  ": from \(overview.holder(was.holder)) to \(overview.holder(now.holder)) "
                    + "(\(scheme.version))"
                ))
          }
        } else {
          found.append(title + Words(": new, with \(overview.holder(now.holder)) (\(scheme.version))"))
        }
      }
      for code in before.order where scheme.functions[code] == nil {
        found.append(Words("\(code) is no longer a function (\(scheme.version))"))
      }
      return found
    }
  }

  // MARK: Varied

  private func varied() throws -> [Part] {
    var rows: [[Words]] = []
    for found in decisions {
      for (what, days) in try VariationSteps(overview, found).all {
        rows.append([
          .code(found.ref), .day(found.decision.day), Words(found.event.school?.text ?? ""), what, days,
        ])
      }
    }
    return [
      .table(
        "In the order of the days decided", ["Decision", "Day", "School", "What", "Days"], rows,
        none: "No function was varied, taken back or handed back."),
      .section(Words("On \(last.short)"), [overview.grid()]),
    ]
  }

  private func schools(_ cases: [RiskCase]) -> [Part] {
    func level(_ school: SchoolCode, _ day: Day) -> Words {
      let risk = trust.risk(of: school, on: day)
      return .badge(trust.name(of: risk.level, on: day), risk.level.tone)
    }
    return [
      .table(
        "Each case that was open in the year",
        ["School", "Case", "On \(year.first.short)", "On \(last.short)", "Opened", "Ended"],
        cases.map { found in
          [
            overview.school(found.school), .link(found.code.text, to: Anchor("case-\(found.code)")),
            level(found.school, year.first), level(found.school, last), .day(found.days.first),
            found.days.last.map { $0 <= last ? .day($0) : "open" } ?? "open",
          ]
        }, none: "No school was at risk.")
    ]
  }
}

/// What a decision did to variations, in words and days.
struct VariationSteps {
  private(set) var all: [(what: Words, days: Words)] = []

  init(_ overview: Overview, _ found: Overview.Decision) throws {
    let dossier = overview.dossier
    func list(_ codes: [FunctionCode]) -> String { codes.map(\.text).joined(separator: ", ") }
    for made in try found.effects(of: VariationMade.self, dossier) {
      var holders: [(holder: String, codes: [FunctionCode])] = []
      for item in made.items {
        if let index = holders.firstIndex(where: { $0.holder == item.holder }) {
          holders[index].codes.append(item.function)
        } else {
          holders.append((item.holder, [item.function]))
        }
      }
      var words = holders.map { "\(list($0.codes)) to \(overview.holder($0.holder))" }
      if let rest = made.remainderTo {
        words.append("the rest of the local body's to \(overview.holder(rest))")
      }
      all.append(
        (
          .strong("Taken back") + Words(" by \(made.variation): \(words.joined(separator: "; "))"),
          .day(made.firstDay) + " to " + .day(made.lastDay)
        ))
    }
    for renewed in try found.effects(of: VariationRenewed.self, dossier) {
      let rest = renewed.remainderTo == nil ? [] : ["the rest of the local body's"]
      let named = renewed.items.isEmpty ? [] : [list(renewed.items.map(\.function))]
      let what = (named + rest).joined(separator: "; ")
      all.append(
        (
          .strong("Renewed") + Words(", \(renewed.variation): \(what)"), Words("to ") + .day(renewed.lastDay)
        ))
    }
    let backs = try found.effects(of: VariationItemHandedBack.self, dossier)
    let whole = backs.filter { $0.limit == nil }
    if let first = whole.first {
      all.append(
        (
          .strong("Handed back") + Words(", \(first.variation): \(list(whole.map(\.function)))"),
          Words("from ") + .day(first.firstDay)
        ))
    }
    for back in backs {
      guard let limit = back.limit else { continue }
      all.append(
        (
          .strong("Softened")
            + Words(
              ", \(back.variation): \(back.function) up to \(Prose.grouped(limit.pounds)) pounds back to "
                + overview.holder(limit.upTo)), Words("from ") + .day(back.firstDay)
        ))
    }
    for reviewed in try found.effects(of: VariationReviewed.self, dossier) {
      all.append(
        (
          .strong("Reviewed and kept") + Words(", \(reviewed.variation)"),
          Words("next by ") + .day(reviewed.reviewBy)
        ))
    }
    for ended in try found.effects(of: VariationEnded.self, dossier) {
      all.append((.strong("Ended") + Words(", \(ended.variation)"), Words("last day ") + .day(ended.lastDay)))
    }
  }
}
