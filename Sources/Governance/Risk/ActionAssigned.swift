public import Schemas

/// One of the six actions, given to somebody.
public struct ActionAssigned: Record {
  public let action: Action
  public let owner: OfficeCode
  public let by: Day

  public init(from form: inout Form) throws(FieldError) {
    action = try form("action", "The action.")
    owner = try form("owner", "Office that owns it.", .untagged)
    by = try form("by", "Day by which it is done.")
  }
}
