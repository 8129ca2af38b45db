public import Schemas

/// One function goes back to its default holder, wholly or up to a limit.
public struct VariationItemHandedBack: Effect {
  public static let type = "VariationItemHandedBack"
  public static let summary = "A function was handed back, wholly or up to an amount."
  public static let power = Power.varyScheme

  public let variation: VariationCode
  public let function: FunctionCode
  public let limit: Limit?
  public let firstDay: Day

  public init(from form: inout Form) throws(FieldError) {
    variation = try form("variation", "The variation.")
    function = try form("function", "The function.")
    limit = try form("limit", "Amount up to which it goes back; wholly when absent.")
    firstDay = try form("firstDay", "First day on which it is back.")
  }
}

/// Named functions, or the remainder, stay varied after the last day that was set.
public struct VariationRenewed: Effect {
  public static let type = "VariationRenewed"
  public static let summary = "A variation was renewed, in whole or in part."
  public static let power = Power.varyScheme

  public let variation: VariationCode
  public let items: [RenewedItem]
  public let remainderTo: String?
  public let firstDay: Day
  public let lastDay: Day
  public let reviewBy: Day

  public init(from form: inout Form) throws(FieldError) {
    variation = try form("variation", "The variation.")
    items = try form("items", "Functions that stay varied; a limit stays with its function.")
    remainderTo = try form("remainderTo", "Holder of the remainder, where that is renewed.")
    firstDay = try form("firstDay", "First day of the renewal.")
    lastDay = try form("lastDay", "New last day.")
    reviewBy = try form("reviewBy", "Day by which it is reviewed next.")
  }
}

public struct RenewedItem: Record, Equatable {
  public let function: FunctionCode

  public init(from form: inout Form) throws(FieldError) {
    function = try form("function", "The function.")
  }
}

public struct VariationReviewed: Effect {
  public static let type = "VariationReviewed"
  public static let summary = "A variation was reviewed and kept."
  public static let power = Power.varyScheme

  public let variation: VariationCode
  public let finding: Closable<String>?
  public let reviewBy: Day

  public init(from form: inout Form) throws(FieldError) {
    variation = try form("variation", "The variation.")
    finding = try form("finding", "What the review found.")
    reviewBy = try form("reviewBy", "Day by which it is reviewed next.")
  }
}

public struct VariationEnded: Effect {
  public static let type = "VariationEnded"
  public static let summary = "A variation was ended before its last day, or on it."
  public static let power = Power.varyScheme

  public let variation: VariationCode
  public let lastDay: Day

  public init(from form: inout Form) throws(FieldError) {
    variation = try form("variation", "The variation.")
    lastDay = try form("lastDay", "Last day in force.")
  }
}
