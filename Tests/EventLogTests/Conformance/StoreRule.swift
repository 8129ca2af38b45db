import Testing

@testable import EventLog

/// A rule that every store must keep.
///
/// The rules and their families are those of the public test kit `happenstance-testkit`; `DeclinedRules` has
/// those that these stores do not keep, each with its reason. That an id is not given out again by a store that
/// is opened again is in "every event has an id of its own": each of its appends has a handle of its own, and
/// for a log that is an opening.
struct StoreRule: Sendable, CustomTestStringConvertible {
  enum Family: String, CaseIterable, Sendable {
    case fixture, query, read, position, head, identity, append, values, conditions, concurrency, isolation
  }

  let family: Family
  let name: String
  let check: @Sendable (Fixture) throws -> Void

  init(_ family: Family, _ name: String, _ check: @escaping @Sendable (Fixture) throws -> Void) {
    self.family = family
    self.name = name
    self.check = check
  }

  var testDescription: String { name }

  static let all =
    fixture + query + read + position + head + identity + append + values + conditions + concurrency
    + isolation

  static func of(_ family: Family) -> [StoreRule] { all.filter { $0.family == family } }
}

/// How a store broke a rule.
struct Broken: Error, CustomStringConvertible {
  let description: String
}

func expect(_ holds: Bool, _ says: @autoclosure () -> String) throws(Broken) {
  if !holds { throw Broken(description: says()) }
}

func expect<Value: Equatable>(_ found: Value, is expected: Value, _ what: String) throws(Broken) {
  if found != expected { throw Broken(description: "\(what): found \(found), expected \(expected)") }
}

/// Expects that an append is refused for a reason, and leaves everything as it was.
func expectRefusal(
  of store: any EventStore, _ name: String, _ events: [NewEvent], if condition: AppendCondition? = nil
) throws {
  let before = try store.read(.everything)
  do {
    let positions = try store.append(events, if: condition)
    throw Broken(description: "it was to be refused as \(name), and went to \(positions)")
  } catch let error as LogError {
    let found = Mirror(reflecting: error).children.first?.label ?? "\(error)"
    try expect(found, is: name, "reason of the refusal")
  }
  let after = try store.read(.everything)
  try expect(after.events == before.events, "a refused append changed what is stored")
  try expect(after.head, is: before.head, "head after a refused append")
}
