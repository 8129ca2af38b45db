public import Schemas

/// What a scheme usually moves at a level of risk: a menu, of which a variation takes what is in proportion.
public struct VariationMenu: Sendable {
  public let school: SchoolCode
  public let level: RiskLevel
  public let on: Day
  public let scheme: SchemeVersion
  /// What the menu offers, in the scheme's order.
  public let items: [Item]
  /// Functions that stay where they are, in the scheme's order.
  public let staying: [FunctionCode]
  /// Those of them that no variation may move.
  public let never: [FunctionCode]

  public struct Item: Sendable, Equatable {
    public let function: FunctionCode
    public let title: String
    /// Who holds it in the school on the day.
    public let now: String
    public let to: String
    /// The variation that has moved it already.
    public let variedBy: VariationCode?
    public let note: String?

    /// Whether a new variation can take it.
    public var isOpen: Bool { variedBy == nil && now != to }
  }
}

extension SchemeFunction {
  /// Who usually gets it at a level of the at-risk category.
  func usually(at level: RiskLevel) -> String? {
    if never { return nil }
    let own = levels.first { $0.level == level }?.holder
    return own ?? (level == .high ? high : level == .moderate ? moderate : nil)
  }
}

extension Trust {
  /// Nil where no scheme is in force on the day.
  public func variationMenu(of school: SchoolCode, level: RiskLevel, on day: Day) -> VariationMenu? {
    guard let scheme = scheme(on: day) else { return nil }
    var items: [VariationMenu.Item] = []
    var staying: [FunctionCode] = []
    for code in scheme.order {
      guard let function = scheme.functions[code] else { continue }
      guard let usual = function.usually(at: level), let held = holding(of: code, school: school, on: day)
      else {
        staying.append(code)
        continue
      }
      items.append(
        VariationMenu.Item(
          function: code, title: function.title, now: held.holder, to: usual,
          variedBy: held.variation, note: function.note))
    }
    return VariationMenu(
      school: school, level: level, on: day, scheme: scheme.version, items: items, staying: staying,
      never: staying.filter { scheme.functions[$0]?.never == true })
  }
}
