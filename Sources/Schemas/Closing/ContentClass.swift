/// Who may read a content.
public enum ContentClass: String, CaseIterable, FieldValue {
  /// Everybody.
  case open
  /// Those who attend the closed part of a meeting.
  case part2
  /// Those named for it; reading it is recorded.
  case restricted
  /// Names and what else tells who a person is; it can be erased.
  case personal
}
