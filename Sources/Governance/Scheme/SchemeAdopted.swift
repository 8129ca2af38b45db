import JSON
public import Schemas

/// A version of the scheme of delegation, whole. It ends the day before the next version's first day.
public struct SchemeAdopted: Effect {
  public static let type = "SchemeAdopted"
  public static let summary = "A version of the scheme of delegation was adopted."
  public static let power = Power.adoptScheme

  public let scheme: SchemeVersion
  public let functions: [SchemeFunction]
  public let holders: [SchemeHolder]
  public let powers: [PowerBinding]
  public let tiers: [Tier]
  public let labels: [LetterLabel]
  public let schoolTiers: [SchoolTier]
  public let carried: [VariationCode]
  public let ended: [VariationCode]
  public let redecided: [Redecided]
  public let firstDay: Day

  public init(from form: inout Form) throws(FieldError) {
    scheme = try form("scheme", "The version.")
    functions = try form("functions", "Every function, with its holder.", atLeast: 1, .untagged)
    holders = try form("holders", "What each holder's code stands for.", atLeast: 1, .untagged)
    powers = try form("powers", "What each power is bound to.", .untagged)
    tiers = try form(
      "tiers", "Tiers of autonomy, the first one for schools that no other is set for.", .untagged)
    labels = try form("labels", "The trust's own letters, each with what it means here.")
    schoolTiers = try form(
      "schoolTiers", "Schools that are in another tier from the first day on.", .untagged)
    carried = try form("carried", "Live variations that go on under this version.")
    ended = try form("ended", "Live variations that end the day before.")
    redecided = try form(
      "redecided", "Live variations that end the day before, each with the one that takes its place.")
    firstDay = try form("firstDay", "First day in force.")
  }
}

/// A live variation that a new version ends, and the variation that takes its place under it.
public struct Redecided: Record, Equatable {
  public let variation: VariationCode
  public let anew: VariationCode

  public init(from form: inout Form) throws(FieldError) {
    variation = try form("variation", "The variation that ends the day before.")
    anew = try form("anew", "The one that is decided in its place.")
  }
}

/// More rows of a version than one entry can hold: an effect of the decision that adopts it, before
/// `SchemeAdopted`, whose own rows come last.
public struct SchemeFunctionsListed: Effect {
  public static let type = "SchemeFunctionsListed"
  public static let summary = "Functions of the scheme version that the same decision adopts."
  public static let power = Power.adoptScheme

  public let scheme: SchemeVersion
  public let functions: [SchemeFunction]

  public init(from form: inout Form) throws(FieldError) {
    scheme = try form("scheme", "The version.")
    functions = try form("functions", "Functions, with their holders.", atLeast: 1, .untagged)
  }
}
