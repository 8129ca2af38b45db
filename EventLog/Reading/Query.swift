/// Which events somebody asks for: those that fit any item.
public struct Query: Hashable, Sendable {
  /// One way to fit: the type is one of `types`, and all `tags` are there. No types means any type.
  public struct Item: Hashable, Sendable {
    /// The event has one of these; none stands for any.
    public var types: [String]
    /// The event has all of these.
    public var tags: [String]

    /// One way to fit.
    public init(types: [String] = [], tags: [String] = []) {
      self.types = types
      self.tags = tags
    }
  }

  /// A query without items matches nothing.
  public var items: [Item]

  /// Events that fit any of the items.
  public init(_ items: [Item]) { self.items = items }

  /// Events of any of these types with all of these tags; without either, all events.
  public init(types: [String] = [], tags: [String] = []) {
    self.items = [Item(types: types, tags: tags)]
  }

  /// All events.
  public static let everything = Query([Item()])

  /// The events of either query.
  public static func + (left: Query, right: Query) -> Query { Query(left.items + right.items) }

  var isEverything: Bool { items.contains { $0.types.isEmpty && $0.tags.isEmpty } }
}

extension Query.Item {
  /// The item without types that no log can hold; nil when it asks for something that none can hold.
  ///
  /// Swift takes two texts for one when only their composition differs, as it does U+212A and `K`. Among the
  /// characters that a log may hold there are no such pairs, so that look-ups by text are look-ups by bytes.
  var inLog: Query.Item? {
    guard tags.allSatisfy({ Line.isToken($0.utf8.span) }) else { return nil }
    let known = types.filter { Line.isToken($0.utf8.span) }
    return known.isEmpty && !types.isEmpty ? nil : Query.Item(types: known, tags: tags)
  }
}

/// What must not have happened for an append to go through (dcb.events).
///
/// A decision reads the events that its rule needs, notes the log's head, decides, and appends under the
/// condition that no further event of that query came in after the head that it saw. Whoever reads several
/// things at several moments sets a guard for each.
public struct AppendCondition: Hashable, Sendable {
  /// One thing that must not have come in.
  public struct Guard: Hashable, Sendable {
    /// What must not have come in.
    public var noEventMatching: Query
    /// Events up to and with this position are known to the caller, and do not count.
    public var after: Position

    /// A guard against what came in after a position.
    public init(noEventMatching: Query, after: Position) {
      self.noEventMatching = noEventMatching
      self.after = after
    }
  }

  /// All of them must hold, each from its own position; none is no condition.
  public var guards: [Guard]

  /// A condition of several guards.
  public init(_ guards: [Guard]) { self.guards = guards }

  /// A condition on what came in after a position.
  public init(noEventMatching: Query, after: Position) {
    guards = [Guard(noEventMatching: noEventMatching, after: after)]
  }
}
