public import JSON
public import Schemas

/// What releases say of one event's content: which class each of its classes has become, and what was shown.
public struct Releases: Sendable {
  /// One release, as an answer tells it.
  public struct Move: Equatable, Sendable {
    public let from: ContentClass
    public let to: ContentClass
    public let ref: String
    public let day: Day
    public let because: String?
    public let until: Day?
  }

  public private(set) var moves: [Move] = []
  /// Contents with their salts that stand in releases, by path.
  public private(set) var carried: [String: JSONValue] = [:]

  public init() {}

  /// Takes in the next release, in the order of the log.
  public mutating func add(_ release: ContentReleased, ref: String, recorded: Day) {
    moves.append(
      Move(
        from: release.from, to: release.to, ref: ref, day: recorded, because: release.note?.withheldBecause,
        until: release.note?.withheldUntil))
    for member in release.contents?.members ?? [] { carried[member.name] = member.value }
  }

  /// The class that content of a class has now.
  public func now(_ contentClass: ContentClass) -> ContentClass {
    moves.reduce(contentClass) { now, move in now == move.from ? move.to : now }
  }

  /// The last release that gave content of a class another one; nil where it is as it was recorded.
  public func last(of contentClass: ContentClass) -> Move? {
    var (now, last) = (contentClass, nil as Move?)
    for move in moves where move.from == now { (now, last) = (move.to, move) }
    return last
  }

  /// Data of the event with what was open and is closed since as closed: a mark without a digest of its own,
  /// since what stands in the log stays there.
  public func closing(_ data: JSONValue, of type: String) -> JSONValue {
    let now = now(.open)
    guard now != .open, let description = Catalogue.description(of: type) else { return data }
    var closed = data
    for closable in description.closablePaths(in: data) {
      _ = closed.set(Releases.mark(now), at: closable.path)
    }
    return closed
  }

  /// What stands for a value that the log holds in the clear.
  public static func mark(_ contentClass: ContentClass) -> JSONValue {
    ClosedValue.json(contentClass, digest: String(repeating: "A", count: 43) + "=")
  }
}
