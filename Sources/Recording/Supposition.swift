import EventLog
import Governance
import Schemas

/// Entries that are not recorded, and are taken for recorded: what a dry run of many entries builds up, so
/// that each is judged on what the ones before it would leave.
public struct Supposition: Sendable {
  private var events: [String: [TrustEvent]] = [:]
  private var refs: Set<String> = []
  private var tags: Set<String> = []
  private(set) var count = 0

  public init() {}

  /// Takes what a dry run let in for recorded.
  public mutating func add(_ receipt: Registrar.Receipt) {
    refs.insert(receipt.ref)
    for event in receipt.supposed {
      events[event.type, default: []].append(event)
      tags.formUnion(event.tags)
      count += 1
    }
  }

  func contains(ref: String) -> Bool { refs.contains(ref) }
  func contains(tag: String) -> Bool { tags.contains(tag) }

  /// Those that a query finds, with the decisions whose effects they are.
  func events(_ reads: [Reads]) -> [TrustEvent] {
    if count == 0 { return [] }
    var found: [Int: TrustEvent] = [:]
    for item in Set(reads) {
      for type in item.types.isEmpty ? Array(events.keys) : item.types {
        for event in events[type] ?? [] where item.tags.allSatisfy(event.tags.contains) {
          found[event.position] = event
        }
      }
    }
    let refs = Set(found.values.map(\.ref))
    for event in events[DecisionTaken.type] ?? [] where refs.contains(event.ref) {
      found[event.position] = event
    }
    return found.values.sorted { $0.position < $1.position }
  }
}

extension Registrar.Receipt {
  /// The entry's events as they would stand in the log.
  var supposed: [TrustEvent] {
    written.enumerated().map { index, event in
      TrustEvent(
        position: firstPosition + index, id: "\(ref)/\(index)", ref: ref, type: event.type,
        dataSchema: event.event.dataSchema, actor: context.actor.text, office: context.office?.text,
        recorded: context.recorded, subject: event.subject, tags: event.tags, data: event.data)
    }
  }
}
