public import Schemas

/// Conditions set for a local body, to be tested by a day.
public struct Conditions: Equatable, Sendable {
  public let body: BodyCode
  public let school: SchoolCode?
  public let count: Int
  public let metBy: Day
  public let set: Day
  public var tested: Day?
}

extension DueDay {
  var conditions: [Duty] {
    trust.conditions.compactMap { set in
      guard set.tested == nil, trust.bodies[set.body]?.term(on: day) != nil else { return nil }
      return Duty(
        .conditions, "test of \(set.count) conditions set for \(set.body)", due: set.metBy,
        owes: holder(.addGovernors, set.school), school: set.school, concerns: set.body.fullTag,
        command: "kite lgb test \(set.body)\(at(set.school))")
    }
  }

  /// Rule 10 of the process: what the local body held has a holder from the interim board's first day on.
  var cover: [Duty] {
    trust.interimBoards.values.sorted { $0.body < $1.body }.compactMap { board in
      let on = max(day, board.days.first)
      guard board.days.contains(on) else { return nil }
      let uncovered = uncovered(board.school, on: on)
      guard !uncovered.isEmpty else { return nil }
      return Duty(
        .cover, "a holder for \(uncovered.count) functions of \(board.replaces), by variation",
        due: board.days.first, owes: holder(.varyScheme, board.school), school: board.school,
        concerns: board.body.fullTag, command: "kite variation approve --school \(board.school) --input FILE",
        otherwise: "kite variation propose --school \(board.school)",
        note: uncovered.map(\.text).joined(separator: " "))
    }
  }

  /// The local body's functions that no variation names on a day, while none gives the rest away.
  private func uncovered(_ school: SchoolCode, on: Day) -> [FunctionCode] {
    guard let scheme = trust.scheme(on: on) else { return [] }
    let live = trust.liveVariations(in: school, on: on)
    if live.contains(where: { $0.remainder(on: on) != nil }) { return [] }
    return scheme.order.filter { function in
      guard let holder = scheme.standardHolder(of: function, tier: trust.tier(of: school, on: on)),
        scheme.stands(holder, for: SchemeHolder.local), scheme.functions[function]?.never != true
      else { return false }
      return !live.contains { $0.named(function, on: on) != nil }
    }
  }
}

extension ConditionsSet {
  public func evolve(_ trust: inout Trust, _ context: Context) {
    trust.conditions.append(
      Conditions(
        body: body, school: context.school, count: conditions.count, metBy: metBy, set: context.day))
    trust.note(.bodyDecided, context)
  }
}

extension ConditionsTested {
  public func evolve(_ trust: inout Trust, _ context: Context) {
    for index in trust.conditions.indices
    where trust.conditions[index].body == body && trust.conditions[index].set <= context.day {
      if trust.conditions[index].tested == nil { trust.conditions[index].tested = context.day }
    }
  }
}
