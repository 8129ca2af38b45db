import Asking
import Governance
import History
import JSON
import Schemas

/// What the record itself has to say on a proposal, besides the proposal's own words.
extension BoardPaper {
  /// The entries about the school since the school year in which its case opened; without a case, of a year.
  private func events(_ types: Set<String>) -> [TrustEvent] {
    let window = proposal.event.riskCase.flatMap { trust.window(of: $0) }
    let first = window?.days.first ?? day.adding(days: -365)
    return dossier.events.filter { event in
      types.contains(event.type) && dossier.voidedBy(event.ref) == nil
        && event.recorded.londonDay >= first && event.ref != proposal.event.ref
    }
  }

  private func told(_ event: TrustEvent, _ fields: [String]) throws -> Words {
    let data = try dossier.data(of: event)
    var texts: [Words] = []
    for field in fields {
      guard let value = data[field] else { continue }
      let words = (value.array ?? [value]).compactMap { self.words($0) }
      if !words.isEmpty { texts.append(.joined(words, separator: "; ")) }
    }
    let reason = data.closedPaths.isEmpty ? nil : PaperSource.reason(data).map { " (\($0))" }
    return .joined(texts, separator: "; ") + Words(reason ?? "")
  }

  func support() throws -> [Part] {
    var items = lines("lesserSteps")
    for event in events([SupportOffered.type, SupportReviewed.type]) {
      let what = event.type == SupportOffered.type ? "support offered: " : "its effect: "
      items.append(
        .day(event.recorded.londonDay) + ", " + .code(event.ref) + ", " + Words(what)
          + (try told(event, ["support", "effect", "what"])))
    }
    return [
      .list(items, none: "The record holds no support that was offered before, and the proposal names none.")
    ]
  }

  func evidence() throws -> [Part] {
    var rows: [[Words]] = []
    for line in (proposed.note?.evidence ?? []).map({ Words($0) }) + lines("evidence") {
      rows.append([
        line, "named in the proposal", .day(proposal.event.recorded.londonDay), contentClass(of: line),
      ])
    }
    for event in events([EvidenceAdded.type]) {
      let data = try dossier.data(of: event)
      let kind = words(data["kind"]) ?? ""
      let contentClass = dossier.disclosure.contentClass(of: event)
      rows.append([
        .code(data["code"]?.string ?? event.ref) + " " + (try told(event, ["what"])), kind,
        .day(event.recorded.londonDay), Words(contentClass.rawValue),
      ])
    }
    return [
      .table(
        "What is before \(holderWords)", ["Evidence", "Kind", "Recorded", "Class"], rows,
        none: "No evidence is named, and none about the school is on record.")
    ]
  }

  /// A line of evidence that shows a gap is of the class that the gap names.
  private func contentClass(of line: Words) -> Words {
    let closed = ContentClass.allCases.first { line == .withheld($0) }
    return Words((closed ?? .open).rawValue)
  }

  func consultation() throws -> [Part] {
    var items: [Words] = (proposal.decision["consulted"]?.array ?? []).map { asked in
      .strong(words(asked["who"])?.plain ?? "Somebody") + " - " + (words(asked["answer"]) ?? "no answer yet")
    }
    let types: Set<String> = [NoticeOfIntentionGiven.type, RepresentationReceived.type]
    for event in events(types) {
      let what = event.type == RepresentationReceived.type ? "heard: " : "told beforehand: "
      items.append(
        .day(event.recorded.londonDay) + ", " + .code(event.ref) + ", " + Words(what)
          + (try told(event, ["to", "what", "why"])))
    }
    let interests = Words(
      "Interests are asked for at the meeting; who has one that is not cleared withdraws and has no vote.")
    return [
      .list(items, none: "Nobody is named as asked, and the record holds no notice and no answer."),
      .paragraph(interests),
    ]
  }
}
