public import Schemas

/// How sure a school is of its footing. Ranks order the levels; a trust names them as it likes.
public enum RiskLevel: String, CaseIterable, FieldValue {
  case none, watch, moderate, high
  // Ranks above, for trusts that tell more levels apart.
  case rank4 = "rank-4"
  case rank5 = "rank-5"
  case rank6 = "rank-6"
  case rank7 = "rank-7"

  /// 0 for none, rising with the risk.
  public var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
  /// Whether a school at this level is in the at-risk category; the watch list is not.
  public var isAtRisk: Bool { rank >= RiskLevel.moderate.rank }
}

public enum Rating: String, CaseIterable, FieldValue {
  case redPlus = "red-plus"
  case red
  case redAmber = "red-amber"
  case amber
  case amberGreen = "amber-green"
  case green

  public var isRed: Bool { self == .red || self == .redPlus }
}

public enum Direction: String, CaseIterable, FieldValue {
  case baseline, improving, unchanged, worsening
}

/// How a decision came to be in the record.
public enum Basis: String, CaseIterable, FieldValue {
  case atTheTime = "at-the-time"
  case late
  case fromMinutes = "from-minutes"
}

/// What answers that rest on a decision must say of it.
public enum Standing: String, CaseIterable, FieldValue {
  case confirmed, unconfirmed, irregular, unratified, corrected, voided
}

/// The six triggers of the trust's document, and `other` with a reason.
public enum Trigger: String, CaseIterable, FieldValue {
  case dataTrend = "data-trend"
  case complaints, inspection, leadership, safeguarding, confidence, other
}

/// The six actions that an at-risk decision opens.
public enum Action: String, CaseIterable, FieldValue {
  case reviewScheme = "review-scheme"
  case takeLead = "take-lead"
  case executiveLeader = "executive-leader"
  case capacity
  case monthlyReporting = "monthly-reporting"
  case reviewLocalBody = "review-local-body"
}

public enum BodyKind: String, CaseIterable, FieldValue {
  case members, board, committee, local, interim, shadow, panel, group
}

/// How hard a deployment hits the school that lends its leader.
public enum HomeEffect: String, CaseIterable, FieldValue, Comparable {
  case none, low, medium, high

  public static func < (a: Self, b: Self) -> Bool { rank(a) < rank(b) }
  private static func rank(_ effect: Self) -> Int { allCases.firstIndex(of: effect) ?? 0 }
}
