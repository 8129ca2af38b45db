import EventLog
import Governance
import JSON
import Schemas

/// Refuses codes of what nobody made: a school, a variation, a plan, evidence that is nowhere on record.
///
/// What is closed, and words that merely look like a code, are let be.
struct KnownReferences {
  let log: Log
  let supposing: Supposition

  /// By the kind of a code, the types of the events that give it.
  private static let makers: [String: [String]] = [
    SchoolCode.tag: [SchoolJoined.type],
    BodyCode.tag: [
      BodyConstituted.type, InterimBoardInstalled.type, ShadowBodyAppointed.type, LocalBodyRestored.type,
    ],
    VariationCode.tag: [VariationMade.type], DeploymentCode.tag: [LeaderAllocated.type],
    PlanCode.tag: [PlanSubmitted.type],
    EvidenceCode.tag: [EvidenceAdded.type], RequestCode.tag: [RequestReceived.type],
    CaseCode.tag: [SchoolPlacedAtRisk.type], DecisionRef.tag: [DecisionTaken.type],
  ]

  /// Of each kind, the command that shows what there is.
  private static let listings: [String: String] = [
    SchoolCode.tag: "kite status, for the schools", VariationCode.tag: "kite trail --type VariationMade",
    EvidenceCode.tag: "kite evidence add, to put it on record first",
    PlanCode.tag: "kite plan submit, to put it on record first",
    RequestCode.tag: "kite trail --type RequestReceived",
    CaseCode.tag: "kite trail --type SchoolPlacedAtRisk",
  ]

  /// These may name what is yet to come: a variation that is proposed, the plan that a baseline waits for,
  /// the variation by which a new version of the scheme has another decided anew.
  private static let ahead: Set<String> = [
    DecisionProposed.type, ReportSubmitted.type, SchemeAdopted.type,
  ]

  /// - Throws: `Refusal` for the first code that is known to stand for nothing.
  func check(_ parts: [Request.Part], _ context: Context) throws {
    let described = parts.compactMap { part in
      Catalogue.description(of: part.type).map { (part: part, tags: $0.tags(of: part.data)) }
    }
    let commit = [context.school?.fullTag, context.riskCase?.fullTag].compactMap(\.self)
    for (part, tags) in described where !Self.ahead.contains(part.type) {
      for tag in tags + commit {
        let isMadeHere = described.contains {
          Self.makers[Self.kind(tag)]?.contains($0.part.type) ?? false && ($0.tags + commit).contains(tag)
        }
        if try !isMadeHere && !isKnown(tag) { throw Self.unknown(tag) }
      }
      for text in Self.evidence(part.data) where try !isKnown(evidence: text) {
        throw Self.unknown("\(EvidenceCode.tag)/\(text)")
      }
    }
  }

  private static func kind(_ tag: String) -> String { tag.split(separator: "/").first.map(String.init) ?? "" }

  private func isKnown(_ tag: String) throws -> Bool {
    guard let types = Self.makers[Self.kind(tag)] else { return true }
    if supposing.contains(tag: tag) { return true }
    if Self.kind(tag) == DecisionRef.tag {
      return try log.events(ref: String(tag.dropFirst(DecisionRef.tag.utf8.count + 1)))
        .contains { $0.isOfType(DecisionTaken.type) }
    }
    var cursor = try log.cursor(matching: Query(types: types, tags: [tag]))
    return try cursor.next() != nil
  }

  /// Texts that name evidence: those of the decision or fact, and of its triggers.
  private static func evidence(_ data: JSONValue) -> [String] {
    let triggers = (data["triggers"]?.array ?? []).flatMap { $0["evidence"]?.array ?? [] }
    return ((data["evidence"]?.array ?? []) + triggers).compactMap(\.string)
  }

  /// Of free words only what is wholly a code as Kite allots it is known to mean one: `EV-2024-031`,
  /// `2024-117`.
  private func isKnown(evidence text: String) throws -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    func isNumber(_ part: Substring, _ least: Int) -> Bool {
      part.utf8.count >= least && part.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }
    if parts.count == 3, parts[0] == "EV", isNumber(parts[1], 4), isNumber(parts[2], 3) {
      return try isKnown("\(EvidenceCode.tag)/\(text)")
    }
    if parts.count == 2, parts[0].utf8.count == 4, isNumber(parts[0], 4), isNumber(parts[1], 3) {
      return try supposing.contains(ref: text) || log.contains(ref: text)
    }
    return true
  }

  private static func unknown(_ tag: String) -> Refusal {
    let kind = kind(tag)
    let code = String(tag.dropFirst(kind.utf8.count + 1))
    let what = kind == DecisionRef.tag ? "decision" : kind == EvidenceCode.tag ? "evidence" : kind
    return Refusal(
      "reference-unknown", "there is no \(what) '\(code)' on record", whose: "rule of the record",
      instead: [listings[kind] ?? "kite trail, to find what is meant"])
  }
}
