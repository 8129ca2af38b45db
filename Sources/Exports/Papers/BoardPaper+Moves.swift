import Asking
import Governance
import JSON
import Schemas

extension BoardPaper {
  private var level: RiskLevel {
    proposal.school.map { trust.risk(of: $0, on: day).level } ?? .none
  }

  /// Each function that moves, and what stays with the school; nil where the draft moves nothing.
  var moves: [Part]? {
    guard let comparison, !comparison.changed.isEmpty else { return nil }
    let changed = comparison.changed
    // What nothing has varied yet needs no column of its own.
    let isVaried = changed.contains { $0.before.holder != $0.normally || $0.before.limit != nil }
    var columns: [Grid.Column] = ["Function", "By default"]
    if isVaried { columns.append("Without this decision") }
    columns += ["As proposed", "From", "To"]
    if level.isAtRisk { columns.append("Usual at \(trust.name(of: level, on: day)) risk") }
    let rows = changed.map { row in
      var cells = [SchemeComparison.title(row.function), Words(names.holder(row.normally))]
      if isVaried { cells.append(comparison.words(row.before)) }
      cells += [comparison.words(row.after), .day(row.day), row.until.map { .day($0) } ?? ""]
      if level.isAtRisk { cells.append(comparison.usual(row.function, at: level)) }
      return cells
    }
    var parts: [Part] = [
      .table(
        Grid("\(changed.count) of \(comparison.rows.count) functions change hands", columns, rows))
    ]
    let staying = comparison.staying {
      comparison.isLocal($0.normally) && comparison.isLocal($0.after.holder)
    }
    let items = staying.map { group in
      .strong("\(names.holder(group.holder)), \(group.functions.count): ")
        + Words(group.functions.map { "\($0.code) \($0.title)" }.joined(separator: "; "))
    }
    parts.append(
      .section("What stays with the school", [.list(items, none: "Nothing of what it holds by default.")]))
    if let days = reviewDays { parts.append(.facts(days)) }
    return parts
  }

  private var reviewDays: [Fact]? {
    let facts = proposal.effects.flatMap { effect -> [Fact] in
      [("Review by", "reviewBy"), ("Ends by itself after", "lastDay")].compactMap { label, field in
        effect.data[field]?.string.flatMap { Day($0) }.map { Fact(label, .day($0)) }
      }
    }
    var seen: Set<String> = []
    let once = facts.filter { seen.insert($0.label + ($0.lines.first?.plain ?? "")).inserted }
    return once.isEmpty ? nil : once
  }

  private static let told: Set<String> = [
    VariationMade.type, VariationRenewed.type, VariationItemHandedBack.type, VariationEnded.type,
    VariationReviewed.type,
  ]

  /// What the draft would bring about besides who holds what.
  var otherEffects: [Part] {
    proposal.effects.filter { !Self.told.contains($0.type) || comparison == nil }.map { type, data in
      let description = Catalogue.description(of: type)
      let fields = EventFields(data, description, names, school: proposal.school).all
      let title = description.map { $0.summary.hasSuffix(".") ? String($0.summary.dropLast()) : $0.summary }
      return .section(
        Words("It would be recorded: \(title ?? type)"),
        [.facts(fields.map { Fact($0.label, $0.lines.map { Words($0) }) })])
    }
  }

  /// The whole matrix, so that nobody has to take the selection on trust.
  var everyFunction: Part? {
    guard let comparison, !comparison.changed.isEmpty else { return nil }
    let rows = comparison.rows.map { row in
      [
        SchemeComparison.title(row.function), Words(names.holder(row.normally)), comparison.words(row.before),
        comparison.words(row.after),
        row.isChanged ? .strong("changes") : row.function.never ? "none: never moves" : "none",
      ]
    }
    return .section(
      Section(
        "Annex: every function of the scheme", startsSheet: true,
        [
          .table(
            Grid(
              "Scheme \(comparison.scheme.version) at \(names.school(comparison.school))",
              ["Function", "By default", "Without this decision", "As proposed", "Change"], rows))
        ]))
  }
}
