import Asking
import Governance
import History
import JSON
import Schemas

/// What goes into the minutes, and what goes into the record.
extension BoardPaper {
  /// Text for the minutes, with blanks for what only the meeting knows.
  var resolution: [Part] {
    var parts: [Part] = [.paragraph(Words("\(resolver) resolved, under \(powerWords)\(place):"))]
    parts.append(.paragraph(words(proposal.decision["decision"]) ?? Words(proposal.title)))
    if let comparison, !comparison.changed.isEmpty {
      parts.append(
        .list(
          comparison.changed.map { row in
            SchemeComparison.title(row.function) + ": to " + comparison.words(row.after) + " from "
              + .day(row.day) + (row.until.map { Words(" to ") + .day($0) } ?? "")
          }, isNumbered: true))
    }
    if let reviewBy = proposal.effects.compactMap({ $0.data["reviewBy"]?.string.flatMap { Day($0) } }).min() {
      parts.append(.paragraph("It is reviewed by " + .day(reviewBy) + "."))
    }
    if let because = words(proposal.decision["because"]) { parts.append(.paragraph("Reasons: " + because)) }
    let options = (proposal.decision["options"]?.array ?? []).compactMap { option -> Words? in
      words(option["what"]).map { $0 + " (" + (words(option["why"]) ?? "no reason given") + ")" }
    }
    parts.append(
      .paragraph(
        "Considered and rejected: "
          + (options.isEmpty ? "________________" : .joined(options, separator: "; ")) + "."))
    if !unreadable.isEmpty {
      parts.append(.paragraph(Words("Not complete: \(unreadable.joined(separator: "; ")).")))
    }
    parts.append(.facts(blanks))
    return parts
  }

  private var resolver: String {
    let words = holderWords
    return words.prefix(1).uppercased() + words.dropFirst()
  }

  private var place: String { proposal.school.map { ", for \(names.school($0)) (\($0))" } ?? "" }

  private var blanks: [Fact] {
    var facts = [
      Fact("Decided on", "____ ____________ ______"), Fact("Interests declared", "________________"),
    ]
    if isVoted {
      facts += [
        Fact("Present", Words("____" + (quorum(on: day).map { " (quorum \($0))" } ?? ""))),
        Fact("Vote", "____ for, ____ against, ____ abstained"),
        Fact("Who disagreed, in their words", "________________"),
      ]
    }
    return facts
  }

  private var parties: [Party] {
    holders.compactMap { trust.party(for: $0, school: proposal.school, on: day) }
  }

  private var isVoted: Bool { parties.contains { $0.body != nil } }

  func quorum(on day: Day) -> Int? {
    parties.compactMap { $0.body.flatMap { trust.bodies[$0]?.term(on: day)?.quorum } }.max()
  }

  /// The draft's decision with what follows from the proposal: the power, who holds it, the evidence.
  var decisionToRecord: JSONValue {
    var decision = proposal.decision
    if decision["power"] == nil { decision["power"] = .string(proposed.power.text) }
    if decision["by"] == nil { decision["by"] = .texts(parties.map(\.reference)) }
    let evidence = (proposed.note?.evidence ?? []).compactMap(\.value)
    if decision["evidence"] == nil, !evidence.isEmpty { decision["evidence"] = .texts(evidence) }
    return decision
  }

  /// The command that records it once it is decided: what only the meeting knows is in capitals.
  func command(_ asked: Asked) -> [Part] {
    guard let whole = proposed.draft else {
      return [
        .paragraph("The proposal holds no draft: record the decision with " + .code("kite decide") + ".")
      ]
    }
    guard let draft = whole.value, draft.closedPaths.isEmpty else {
      return [
        .paragraph(
          "The draft holds closed content that this paper does not show; make it for an audience that sees "
            + "it."
        )
      ]
    }
    var input: JSONValue = ["decision": decisionToRecord]
    input["effects"] = draft["effects"]
    let school = proposal.school.map { " --school \($0)" } ?? ""
    let riskCase = proposal.event.riskCase.map { " --case \($0)" } ?? ""
    let vote = isVoted ? " --present N --vote FOR-AGAINST-ABSTAINED" : ""
    let missing = asked.required.map { " \\\n    \($0.option)" }.joined()
    let head = "kite decide\(school)\(riskCase) --decided DAY\(vote)\(missing) --input - <<'DRAFT'"
    return [
      .paragraph(
        "Put in what is in capitals and what stands for something, and add as options what the meeting asked "
          + "for and got."),
      .verbatim("\(head)\n\(input.text)\nDRAFT"),
    ]
  }
}
