public import Schemas

/// A version of the scheme of delegation, ready to be asked.
public struct Scheme: Sendable {
  public let version: SchemeVersion
  public let decision: DecisionRef?
  /// Ends the day before the next version's first day.
  public var days: DaySpan
  public let functions: [FunctionCode: SchemeFunction]
  /// Functions in the scheme's own order.
  public let order: [FunctionCode]
  public let holders: [String: SchemeHolder]
  public let powers: [PowerCode: PowerBinding]
  public let tiers: [Tier]
  /// What the trust's own letters mean, where they are not ours.
  public let labels: [String: LetterLabel]

  init(_ adopted: SchemeAdopted, rows: [SchemeFunction], decision: DecisionRef?) {
    version = adopted.scheme
    self.decision = decision
    days = DaySpan(adopted.firstDay, nil)
    functions = Dictionary(rows.map { ($0.code, $0) }) { first, _ in first }
    order = rows.map(\.code)
    holders = Dictionary(adopted.holders.map { ($0.code, $0) }) { first, _ in first }
    powers = Dictionary(adopted.powers.map { ($0.power, $0) }) { first, _ in first }
    tiers = adopted.tiers
    labels = Dictionary(adopted.labels.map { ($0.label, $0) }) { first, _ in first }
  }

  /// Who holds a function when nothing is varied, in a tier.
  public func standardHolder(of function: FunctionCode, tier: String?) -> String? {
    let tier = tiers.first { $0.name == tier }
    return tier?.functions.first { $0.function == function }?.holder ?? functions[function]?.holder
  }

  /// The code of the first holder that stands for something: `interim`, `local`.
  public func code(standingFor text: String) -> String? {
    holders.values.filter { $0.stands == text }.map(\.code).min()
  }

  public func stands(_ code: String, for text: String) -> Bool { holders[code]?.stands == text }
}

extension SchemeHolder {
  /// The local body of the school, whichever it is on the day.
  public static let local = "local"
  /// The interim board of the school.
  public static let interim = "interim"
}

extension Trust {
  public func scheme(on day: Day) -> Scheme? { schemes.last { $0.days.contains(day) } }

  /// The versions in force on any day of a span, in order.
  func schemes(during days: DaySpan) -> [Scheme] { schemes.filter { $0.days.overlaps(days) } }

  /// The body of kind `board`: what no scheme delegates is its.
  public var board: Body? { bodies.values.filter { $0.kind == .board }.min { $0.code < $1.code } }
  public var boardParty: Party? { board.map { .body($0.code) } }

  /// The rows of a version: those that the effects before it in its decision listed, and its own.
  func rows(of adopted: SchemeAdopted, _ context: Context) -> [SchemeFunction] {
    guard let listed = listedFunctions[adopted.scheme], listed.ref == context.ref else {
      return adopted.functions
    }
    return listed.rows + adopted.functions
  }
}

extension SchemeFunctionsListed {
  public func check(_ trust: Trust, _ context: Context) throws(Refusal) {
    guard trust.schemes.contains(where: { $0.version == scheme }) else { return }
    throw .record(
      "scheme-version-used", "'\(scheme)' has been adopted already",
      instead: ["give the new scheme a new version"])
  }

  public func checkAfter(_ trust: Trust, _ context: Context) throws(Refusal) {
    guard trust.listedFunctions[scheme] != nil else { return }
    throw .record(
      "scheme-not-adopted", "functions of '\(scheme)' are listed, and the decision does not adopt it",
      instead: ["adopt it in the same decision: kite scheme adopt FILE"])
  }

  public func evolve(_ trust: inout Trust, _ context: Context) {
    var rows = functions
    if let listed = trust.listedFunctions[scheme], listed.ref == context.ref { rows = listed.rows + rows }
    trust.listedFunctions[scheme] = (context.ref, rows)
  }
}
