public import Governance
public import Schemas

/// What people call holders, bodies and schools, by the scheme of a day.
public struct Names {
  public let trust: Trust
  public let day: Day

  public init(trust: Trust, day: Day) {
    self.trust = trust
    self.day = day
  }

  private var scheme: Scheme? { trust.scheme(on: day) ?? trust.schemes.first }

  /// `Chief Financial Officer` for `CFO`.
  public func holder(_ code: String) -> String { scheme?.holders[code]?.name ?? code }

  /// `high`, or as the trust calls the level; `watch list` and `not at risk` where it does not name them.
  public func level(_ level: RiskLevel) -> String {
    let name = trust.name(of: level, on: day)
    guard name == level.rawValue else { return name }
    switch level {
    case .none: return "not at risk"
    case .watch: return "watch list"
    default: return name
    }
  }

  public func school(_ code: SchoolCode) -> String { trust.schools[code]?.name ?? code.text }

  /// The holder's code where the scheme has one, as `TB`; else the party's own.
  public func code(_ party: Party, school: SchoolCode?) -> String {
    trust.code(for: party, school: school, on: day)
  }

  /// `Trust Board`, `Chief Executive`, `Interim executive board`.
  public func party(_ party: Party, school: SchoolCode?) -> String {
    if let name = scheme?.holders[code(party, school: school)]?.name { return name }
    if let body = party.body, let name = trust.bodies[body]?.name { return name }
    return party.text
  }

  /// `the Trust Board`; an office without a name in the scheme goes by its code.
  public func spoken(_ party: Party, school: SchoolCode?) -> String {
    let name = self.party(party, school: school)
    return name == party.text ? name : "the \(name)"
  }

  /// `the Chief Executive with the Chair of the Trust`.
  public func deciders(_ by: [Party], school: SchoolCode?) -> String {
    by.map { spoken($0, school: school) }.joined(separator: " with ")
  }

  /// `the Board's recorder`.
  public func recorder(of by: [Party], school: SchoolCode?) -> String {
    guard let first = by.first else { return "a recorder" }
    if let body = first.body, trust.bodies[body]?.kind == .board { return "the Board's recorder" }
    return "\(spoken(first, school: school))'s recorder"
  }
}
