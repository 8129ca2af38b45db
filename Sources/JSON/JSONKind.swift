/// What a JSON value is.
public enum JSONKind: Sendable, Equatable {
  case null, bool, integer, string, array, object
}
