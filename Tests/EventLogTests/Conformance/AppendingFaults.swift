import Foundation
import JSON
import Synchronization

@testable import EventLog

/// Faults of stores that keep something else than what they were given, or take what they should not.
extension Fault {
  static let ofPosition = [
    Fault(
      .position, "an append is answered with its last position only",
      breaks: [
        "a conflict names an event that stands against the condition",
        "an append is answered with the positions that readers see",
        "an event at the boundary is known, and does not count",
        "every append gets positions of its own, and they are where its events are",
        "positions rise in the order of the appends",
        "reading begins above its first position and ends with its last",
      ]
    )
    .appending { (store, events, condition) throws(LogError) in
      let at = try store.right.append(events, if: condition)
      return at.map { _ in at[at.count - 1] }
    },
    Fault(
      .position, "the newest position comes first in the answer",
      breaks: [
        "an append is answered with the positions that readers see",
        "an event at the boundary is known, and does not count",
        "every append gets positions of its own, and they are where its events are",
        "every reading tells the head, whatever it reads",
        "positions rise in the order of the appends",
        "reading begins above its first position and ends with its last",
        "the head is the position of the last event",
      ]
    )
    .appending { (store, events, condition) throws(LogError) in
      try store.right.append(events, if: condition).reversed()
    },
    Fault(
      .position, "the events of an append share a position",
      breaks: [
        "an append is answered with the positions that readers see",
        "every append gets positions of its own, and they are where its events are",
        "no two events have one position",
      ]
    )
    .showing { event, store in
      let id = event.id
      let known = store.shared.notes.withLock { $0[id] }
      if let known { event.position = known }
    }
    .appending { (store, events, condition) throws(LogError) in
      let at = try store.right.append(events, if: condition)
      let stored = store.right.read(.everything, ReadWindow(after: Position(at[0].rawValue - 1)))
      store.shared.notes.withLock { notes in
        for event in stored.events where at.contains(event.position) { notes[event.id] = at[at.count - 1] }
      }
      return at
    },
  ]

  static let ofIdentity = [
    Fault(
      .identity, "ids that events bring are not kept",
      breaks: [
        "a part of what was appended together, or more than that, is no repetition",
        "an id that an event brings is kept, and found again",
        "an id with other content is refused",
        "events that several send with the same ids land once",
        "texts that differ only by their composition are different",
        "the same events sent again are answered though the condition would refuse them",
        "the same events sent again are answered with their first positions",
        "two events of one append can't have one id",
        "what can't be stored as it is is refused, and not changed",
      ]
    ).storing { $0.id = nil },
    Fault(
      .identity, "what is known is refused",
      breaks: [
        "events that several send with the same ids land once",
        "the same events sent again are answered though the condition would refuse them",
        "the same events sent again are answered with their first positions",
      ]
    )
    .appending { (store, events, condition) throws(LogError) in
      let known = Set(store.right.read(.everything, .all).events.map(\.id))
      for id in events.compactMap(\.id) where known.contains(id) { throw .idInUse(id) }
      return try store.right.append(events, if: condition)
    },
    Fault(
      .identity, "the condition is tested before the ids",
      breaks: [
        "the same events sent again are answered though the condition would refuse them"
      ]
    )
    .appending { (store, events, condition) throws(LogError) in
      if !events.isEmpty, let position = store.obstacle(condition) { throw .conflict(position) }
      return try store.right.append(events, if: condition)
    },
    Fault(
      .identity, "an id alone makes a repetition",
      breaks: [
        "a part of what was appended together, or more than that, is no repetition",
        "an id with other content is refused",
        "texts that differ only by their composition are different",
      ]
    )
    .appending { (store, events, condition) throws(LogError) in
      let known = store.right.read(.everything, .all).events
      let ids = events.compactMap(\.id)
      let found = known.filter { ids.contains($0.id) }
      if !found.isEmpty, found.count == events.count { return found.map(\.position) }
      return try store.right.append(events, if: condition)
    },
    Fault(
      .identity, "the first id alone makes a repetition",
      breaks: [
        "a part of what was appended together, or more than that, is no repetition"
      ]
    )
    .appending { (store, events, condition) throws(LogError) in
      let known = store.right.read(.everything, .all).events
      let texts = events.map { "\($0.type) \($0.tags.sorted()) \($0.subject) \($0.dataSchema) \($0.data)" }
      if let index = known.firstIndex(where: { $0.id == events.first?.id }), let text = texts.first,
        events[0].time == nil,
        text == known[index].words
      {
        return known[index...].prefix(events.count).map(\.position)
      }
      return try store.right.append(events, if: condition)
    },
    Fault(
      .identity, "the second of two events with one id gets another",
      breaks: [
        "two events of one append can't have one id"
      ]
    )
    .appending { (store, events, condition) throws(LogError) in
      var seen: Set<String> = []
      var changed = events
      for index in changed.indices {
        if let id = changed[index].id, !seen.insert(id).inserted { changed[index].id = nil }
      }
      return try store.right.append(changed, if: condition)
    },
    Fault(
      .identity, "the ids of two appends may be the same",
      breaks: [
        "an id that an event brings is kept, and found again",
        "every event has an id of its own",
      ]
    )
    .showing { event, _ in event.id = identifier(event.position.rawValue / 4) },
  ]

  static let ofAppend = [
    Fault(
      .append, "events are stored one by one",
      breaks: [
        "a part of what was appended together, or more than that, is no repetition",
        "all events of an append are stored or none",
        "nobody sees a part of an append",
        "the items of a query see the same moment",
        "what can't be stored as it is is refused, and not changed",
        "what is longer than the limit is refused as such",
      ]
    )
    .appending { (store, events, condition) throws(LogError) in
      guard events.count > 1, events[0].id == nil else {
        return try store.right.append(events, if: condition)
      }
      if let position = store.obstacle(condition) { throw .conflict(position) }
      var at: [Position] = []
      for event in events {
        at += try store.right.append([event], if: nil)
        let reads = store.shared.reads.load(ordering: .sequentiallyConsistent)
        store.wait { store.shared.reads.load(ordering: .sequentiallyConsistent) > reads + 1 }
      }
      return at
    },
    Fault(
      .append, "nothing is appended where nothing is given",
      breaks: [
        "an append without events is refused, whatever its condition"
      ]
    )
    .appending { (store, events, condition) throws(LogError) in
      try events.isEmpty ? [] : store.right.append(events, if: condition)
    },
    Fault(
      .append, "the newest of an append comes first",
      breaks: [
        "a limit backwards gives the newest",
        "a limit counts what fits, and not what was looked at",
        "a limit holds for all items together",
        "all events of an append are stored or none",
        "an event that fits two items comes once",
        "an event without tags fits every query that names no tag",
        "backwards the newest comes first",
        "data comes back byte for byte",
        "events without ids sent twice without a condition land twice",
        "every append gets positions of its own, and they are where its events are",
        "items are alternatives",
        "long data is kept",
        "reading begins above its first position and ends with its last",
        "the events of an append do not stand against its own condition",
        "the events of an append keep their order",
        "the types of an item are alternatives",
        "two queries in one find what each finds, in the order of the store",
      ]
    )
    .appending { (store, events, condition) throws(LogError) in
      guard events.allSatisfy({ $0.id == nil }) else {
        return try store.right.append(events, if: condition)
      }
      return try store.right.append(events.reversed(), if: condition)
    },
    Fault(
      .append, "the events of an append stand against its condition",
      breaks: [
        "events without ids sent twice under a condition on them land once",
        "the events of an append do not stand against its own condition",
      ]
    )
    .appending { (store, events, condition) throws(LogError) in
      if let condition, events.count > 1,
        events.contains(where: { event in
          condition.guards.flatMap(\.noEventMatching.items).contains { Set($0.tags).isSubset(of: event.tags) }
        })
      {
        throw .conflict(.start)
      }
      return try store.right.append(events, if: condition)
    },
    Fault(
      .append, "the first event of a refused append stays",
      breaks: [
        "a refused append leaves no part of itself",
        "events without ids sent twice under a condition on them land once",
      ]
    )
    .appending { (store, events, condition) throws(LogError) in
      if events.count > 1, store.obstacle(condition) != nil {
        _ = try store.right.append([events[0]], if: nil)
      }
      return try store.right.append(events, if: condition)
    },
    Fault(
      .append, "two events that say the same are one",
      breaks: [
        "a boundary beyond the head lets an append through",
        "events without ids sent twice without a condition land twice",
      ]
    )
    .appending { (store, events, condition) throws(LogError) in
      let last = Array(store.right.read(.everything, .all).events.suffix(events.count))
      if events.allSatisfy({ $0.id == nil }), !events.isEmpty,
        last.map(\.data) == events.map(\.data), last.map(\.tags) == events.map(\.tags),
        store.obstacle(condition) == nil
      {
        return last.map(\.position)
      }
      return try store.right.append(events, if: condition)
    },
    Fault(
      .append, "what was refused is answered as done",
      breaks: [
        "a refused append leaves no part of itself",
        "events without ids sent twice under a condition on them land once",
      ]
    )
    .appending { (store, events, condition) throws(LogError) in
      if events.count > 1, store.obstacle(condition) != nil { return [] }
      return try store.right.append(events, if: condition)
    },
  ]

  static let ofValues = [
    Fault(
      .values, "text is stored in composed form",
      breaks: [
        "texts that differ only by their composition are different"
      ]
    )
    .storing { event in
      if let text = String(validating: event.data, as: UTF8.self) {
        event.data = Array(text.precomposedStringWithCanonicalMapping.utf8)
      }
    },
    Fault(
      .values, "data is written anew",
      breaks: [
        "data comes back byte for byte"
      ]
    )
    .storing { event in
      if let value = try? JSONValue.parse(bytes: event.data), value.members != nil,
        !event.data.contains(0x20) || event.data.contains(0xc5)
      {
        event.data = value.bytes
      }
    },
    Fault(
      .values, "an empty object is none",
      breaks: [
        "an event may have an empty object and no tags"
      ]
    )
    .showing { event, _ in if event.data == Array("{}".utf8) { event.data = [] } },
    Fault(
      .values, "long data is cut",
      breaks: [
        "long data is kept"
      ]
    )
    .showing { event, _ in event.data = Array(event.data.prefix(50_000)) },
    Fault(
      .values, "data beyond the limit is left out",
      breaks: [
        "what is longer than the limit is refused as such"
      ]
    )
    .storing { if $0.data.count > 65_536 { $0.data = Array("{}".utf8) } },
    Fault(
      .values, "tags are compared as they look",
      breaks: [
        "a query compares bytes, and takes no text for another that looks like it"
      ]
    )
    .fitting { query, event in
      query.items.contains { item in
        (item.types.isEmpty || item.types.contains(event.type))
          && item.tags.allSatisfy { event.tags.contains($0) }
      }
    },
    Fault(
      .values, "tags lose their capitals",
      breaks: [
        "a query compares bytes, and takes no text for another that looks like it",
        "tags keep their letters, each stands once, sorted as bytes",
      ]
    ).storing {
      $0.tags = $0.tags.map { $0.lowercased() }
    },
    Fault(
      .values, "characters that can't be stored are replaced",
      breaks: [
        "what can't be stored as it is is refused, and not changed"
      ]
    )
    .storing { event in
      event.tags = event.tags.map { String($0.map { $0.isASCII ? $0 : "x" }) }
    },
  ]
}

extension StoredEvent {
  /// The content in words, to compare with.
  fileprivate var words: String { "\(type) \(tags.sorted()) \(subject) \(dataSchema) \(data)" }
}
