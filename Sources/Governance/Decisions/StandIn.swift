import JSON
public import Schemas

/// Who decides urgently for a holder who is away: `CEO: director-primary`.
public struct StandIn: Equatable, Sendable {
  /// The holder, as the scheme codes it.
  public let holder: String
  /// Another holder of the scheme, or an office.
  public let office: String

  public init?(_ text: String) {
    let parts = text.split(separator: ":").map { $0.split(separator: " ") }
    guard parts.count == 2, parts.allSatisfy({ $0.count == 1 }) else { return nil }
    holder = String(parts[0][0])
    office = String(parts[1][0])
  }
}

extension Trust {
  /// The trust's setting, in its order.
  public func standIns(on day: Day) -> [StandIn] {
    (value(of: .urgentInAbsence, on: day).array ?? []).compactMap { $0.string.flatMap(StandIn.init) }
  }

  /// A stand-in is for one of those who hold the urgent power, and is somebody.
  func requireStandIns(_ value: JSONValue, on day: Day) throws(Refusal) {
    guard let scheme = scheme(on: day) else { return }
    let binding = scheme.powers[.placeAtRiskUrgently]
    let bound = binding?.function.flatMap { scheme.functions[$0]?.holder }
    let holders = (binding?.holders ?? []) + (bound.map { [$0] } ?? [])
    for standIn in (value.array ?? []).compactMap({ $0.string.flatMap(StandIn.init) }) {
      guard holders.contains(standIn.holder) else {
        throw .record(
          "stand-in", "'\(standIn.holder)' does not hold the urgent power: nobody stands in for it",
          instead: ["it is held by \(quoted(holders))"])
      }
      let isHolder = scheme.holders[standIn.office] != nil
      let office = OfficeCode(standIn.office)
      guard isHolder || tenures.contains(where: { $0.office == office && $0.days.reaches(day) }) else {
        throw .record(
          "stand-in", "nobody holds an office '\(standIn.office)'", instead: ["kite office give, to give it"])
      }
    }
  }

  /// Whether the urgent power was used by who stands in for an absent holder: one each, and nobody for two.
  ///
  /// - Throws: where it was, and nothing says who is away.
  func isDecidedInAbsence(
    _ power: Power, of holders: [Party], _ decision: DecisionTaken, _ context: Context
  ) throws(Refusal) -> Bool {
    guard power == .placeAtRiskUrgently else { return false }
    let absent = holders.filter { !decision.by.contains($0) }
    var left = decision.by.filter { !holders.contains($0) }
    var standing: [Party] = []
    for holder in absent {
      let code = code(for: holder, school: context.school, on: context.day)
      let named = standIns(on: context.day).filter { $0.holder == code }.compactMap { standIn in
        party(for: standIn.office, school: context.school, on: context.day)
          ?? OfficeCode(standIn.office).map(Party.office)
      }
      guard let party = named.first(where: { left.contains($0) }) else { return false }
      left.removeAll { $0 == party }
      standing.append(party)
    }
    guard decision.capacity != nil else {
      throw .setting(
        .urgentInAbsence, "capacity-missing",
        "\(quoted(standing.map(\.text))) decided for \(quoted(absent.map(\.text))), and nothing says who is "
          + "away",
        instead: ["say who is away, and why: --capacity TEXT"])
    }
    return true
  }
}
