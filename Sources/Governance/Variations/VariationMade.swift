public import Schemas

/// Functions of one school move to other holders, for days that end by themselves.
public struct VariationMade: Effect {
  public static let type = "VariationMade"
  public static let summary = "The scheme of delegation was varied for a school."
  public static let power = Power.varyScheme

  public let variation: VariationCode
  public let items: [VariationItem]
  public let remainderTo: String?
  public let firstDay: Day
  public let lastDay: Day
  public let reviewBy: Day

  public init(from form: inout Form) throws(FieldError) {
    variation = try form("variation", "Code of the variation.")
    items = try form("items", "Functions that move, and to whom.")
    remainderTo = try form("remainderTo", "Holder of whatever else the local body would hold.")
    firstDay = try form("firstDay", "First day in force.")
    lastDay = try form("lastDay", "Last day in force.")
    reviewBy = try form("reviewBy", "Day by which it is reviewed.")
  }
}

public struct VariationItem: Record, Equatable {
  public let function: FunctionCode
  public let holder: String
  public let via: String?
  public let limit: Limit?

  public init(from form: inout Form) throws(FieldError) {
    function = try form("function", "The function.")
    holder = try form("holder", "Its holder, as the scheme codes it.")
    via = try form("via", "How the holder acts: panel.")
    limit = try form("limit", "The share that stays with another holder.")
  }
}

/// Up to so many pounds the one holder, above it the other.
public struct Limit: Record, Equatable, Hashable {
  public let pounds: Int
  public let upTo: String

  public init(pounds: Int, upTo: String) {
    self.pounds = pounds
    self.upTo = upTo
  }

  public init(from form: inout Form) throws(FieldError) {
    pounds = try form("pounds", "Amount up to which.", 1...1_000_000_000)
    upTo = try form("upTo", "Holder up to that amount.")
  }
}
