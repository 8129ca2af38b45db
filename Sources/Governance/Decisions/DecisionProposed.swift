public import JSON
public import Schemas

/// A draft of a decision and its effects, put before the body that holds the power.
public struct DecisionProposed: Happening {
  public static let type = "DecisionProposed"
  public static let summary = "Somebody proposed a decision to the body that holds the power."

  public let power: PowerCode
  public let variation: VariationCode?
  public let draft: Closable<JSONValue>?
  public let note: Note?

  public init(from form: inout Form) throws(FieldError) {
    power = try form("power", "Power that the decision would rest on.")
    variation = try form("variation", "Variation that is proposed.")
    draft = try form(
      "draft", "The draft: a decision and its effects, as 'kite decide --input' takes them.", .untagged)
    note = try form.note()
  }
}

public struct ProposalWithdrawn: Happening {
  public static let type = "ProposalWithdrawn"
  public static let summary = "A proposal was withdrawn."

  public let entry: EntryID
  public let note: Note?

  public init(from form: inout Form) throws(FieldError) {
    entry = try form("entry", "The proposal.")
    note = try form.note()
  }
}
