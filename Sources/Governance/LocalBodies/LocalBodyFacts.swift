public import Schemas

public struct BodyReviewOpened: Happening {
  public static let type = "BodyReviewOpened"
  public static let summary = "A review of a local body was opened."

  public let body: BodyCode
  public let reviewer: OfficeCode?
  public let note: Note?

  public init(from form: inout Form) throws(FieldError) {
    body = try form("body", "Body that is reviewed.")
    reviewer = try form("reviewer", "Who reviews it.", .untagged)
    note = try form.note()
  }
}

public struct BodyReviewReported: Happening {
  public static let type = "BodyReviewReported"
  public static let summary = "The review of a local body reported."

  public let body: BodyCode
  public let barrier: Closable<Finding>
  public let replyBy: Day?
  public let note: Note?

  public init(from form: inout Form) throws(FieldError) {
    body = try form("body", "Body that was reviewed.")
    barrier = try form("barrier", "Whether leadership including the local body is a barrier to progress.")
    replyBy = try form("replyBy", "Day until which the body may reply.")
    note = try form.note()
  }
}

public struct ConditionsTested: Happening {
  public static let type = "ConditionsTested"
  public static let summary = "The conditions set for a local body were tested."

  public let body: BodyCode
  public let by: BodyCode
  public let met: Closable<Int>
  public let heard: Bool?
  public let recommends: Closable<String>?
  public let note: Note?

  public init(from form: inout Form) throws(FieldError) {
    body = try form("body", "Body that the conditions are for.")
    by = try form("by", "Body that tested them.")
    met = try form("met", "Conditions met.")
    heard = try form("heard", "Whether the body was heard.")
    recommends = try form("recommends", "What is recommended.")
    note = try form.note()
  }
}

/// Whether the leadership of a school, including its local body, is a barrier to progress.
public enum Finding: String, CaseIterable, FieldValue {
  case barrier
  case notBarrier = "not-barrier"
}
