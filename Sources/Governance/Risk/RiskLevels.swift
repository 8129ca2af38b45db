import JSON
public import Schemas

extension Trust {
  /// The levels that the trust tells apart on a day, from none to the highest.
  public func levels(on day: Day) -> [RiskLevel] {
    Array(RiskLevel.allCases.prefix(levelNames(on: day).count))
  }

  /// What the trust calls a level; its code where the trust has no such level.
  public func name(of level: RiskLevel, on day: Day) -> String {
    let names = levelNames(on: day)
    return level.rank < names.count ? names[level.rank] : level.rawValue
  }

  /// The level that a word means: the trust's name for it, in any case of letters, or its code.
  public func level(named word: String, on day: Day) -> RiskLevel? {
    let names = levelNames(on: day).map { $0.lowercased() }
    if let rank = names.firstIndex(of: word.lowercased()) { return RiskLevel.allCases[rank] }
    return levels(on: day).first { $0.rawValue == word }
  }

  /// As many as there are codes: what a record holds beyond that has no code.
  private func levelNames(on day: Day) -> [String] {
    let names = (value(of: .riskLevels, on: day).array ?? []).compactMap(\.string)
    return Array(names.prefix(RiskLevel.allCases.count))
  }

  /// A level of the at-risk category that the trust has on the day.
  func requireLevel(_ level: RiskLevel, on day: Day) throws(Refusal) {
    let levels = levels(on: day).filter(\.isAtRisk)
    guard !levels.contains(level) else { return }
    let names = levels.map { name(of: $0, on: day) }
    throw .setting(
      .riskLevels, "risk-level", "'\(name(of: level, on: day))' is not a level of the at-risk category",
      instead: [
        "choose one of \(quoted(names))",
        level == .none ? "kite risk lift, to end the at-risk status" : "kite risk watch, for the watch list",
      ])
  }
}
