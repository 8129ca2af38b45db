import Synchronization

@testable import EventLog

/// Faults of stores that let through what they should refuse, or refuse what they should let through.
extension Fault {
  static let ofConditions = [
    Fault(
      .conditions, "conditions are not tested",
      breaks: [
        "a condition on everything counts every event",
        "a conflict names an event that stands against the condition",
        "a refused append leaves no part of itself",
        "all tags of an item must fit for it to count",
        "an event at the boundary is known, and does not count",
        "an event just above the boundary counts",
        "an event that fits above the boundary stands against it",
        "events without ids sent twice under a condition on them land once",
        "every item counts",
        "of appends that race under one condition, one wins",
        "types count as tags do",
        "what came in by another handle counts",
        "whoever was refused is let through from what is known now",
        "without a boundary any event that fits counts, however old",
      ]
    ).testing { _, _ in nil },
    Fault(
      .conditions, "the boundary itself counts",
      breaks: [
        "an event at the boundary is known, and does not count",
        "whoever was refused is let through from what is known now",
      ]
    )
    .testing { _, condition in
      AppendCondition.Guard(
        noEventMatching: condition.noEventMatching, after: Position(max(condition.after.rawValue - 1, 0)))
    },
    Fault(
      .conditions, "the event after the boundary does not count",
      breaks: [
        "a condition on everything counts every event",
        "a refused append leaves no part of itself",
        "an event at the boundary is known, and does not count",
        "an event just above the boundary counts",
        "an event that fits above the boundary stands against it",
        "every item counts",
        "of appends that race under one condition, one wins",
        "what came in by another handle counts",
        "whoever was refused is let through from what is known now",
        "without a boundary any event that fits counts, however old",
      ]
    )
    .testing { store, condition in
      let next = store.right.read(.everything, ReadWindow(after: condition.after, limit: 1)).events.first
      return AppendCondition.Guard(
        noEventMatching: condition.noEventMatching, after: next?.position ?? condition.after)
    },
    Fault(
      .conditions, "a boundary beyond the head is refused",
      breaks: [
        "a boundary beyond the head lets an append through"
      ]
    )
    .appending { (store, events, condition) throws(LogError) in
      for one in condition?.guards ?? [] where one.after > store.right.head() { throw .conflict(one.after) }
      return try store.right.append(events, if: condition)
    },
    Fault(
      .conditions, "only the last ten events are looked at",
      breaks: [
        "without a boundary any event that fits counts, however old"
      ]
    )
    .testing { store, condition in
      let events = store.right.read(.everything, ReadWindow(limit: 11, backwards: true)).events
      let after = events.count == 11 ? max(condition.after, events[10].position) : condition.after
      return AppendCondition.Guard(noEventMatching: condition.noEventMatching, after: after)
    },
    Fault(
      .conditions, "every event counts that fits one tag",
      breaks: [
        "all tags of an item must fit for it to count"
      ]
    )
    .testing { _, condition in
      let items = condition.noEventMatching.items.flatMap { item in
        item.tags.isEmpty ? [item] : item.tags.map { Query.Item(types: item.types, tags: [$0]) }
      }
      return AppendCondition.Guard(noEventMatching: Query(items), after: condition.after)
    },
    Fault(
      .conditions, "types do not count",
      breaks: [
        "types count as tags do"
      ]
    )
    .testing { _, condition in
      let items = condition.noEventMatching.items.map {
        Query.Item(types: $0.tags.isEmpty ? $0.types : [], tags: $0.tags)
      }
      return AppendCondition.Guard(noEventMatching: Query(items), after: condition.after)
    },
    Fault(
      .conditions, "only the first item of a condition counts",
      breaks: [
        "every item counts"
      ]
    )
    .testing { _, condition in
      let items = Array(condition.noEventMatching.items.prefix(1))
      return AppendCondition.Guard(noEventMatching: Query(items), after: condition.after)
    },
    Fault(
      .conditions, "a condition on everything is none",
      breaks: [
        "a condition on everything counts every event"
      ]
    )
    .testing { _, condition in condition.noEventMatching == .everything ? nil : condition },
    Fault(
      .conditions, "a condition without items counts everything",
      breaks: [
        "a condition without items is always kept"
      ]
    )
    .testing { _, condition in
      condition.noEventMatching.items.isEmpty
        ? AppendCondition.Guard(noEventMatching: .everything, after: condition.after) : condition
    },
    Fault(
      .conditions, "a conflict names the head",
      breaks: [
        "a conflict names an event that stands against the condition"
      ]
    )
    .appending { (store, events, condition) throws(LogError) in
      do throws(LogError) { return try store.right.append(events, if: condition) } catch {
        if case .conflict = error { throw .conflict(store.right.head()) }
        throw error
      }
    },
    Fault(
      .conditions, "only the first guard counts",
      breaks: [
        "of several guards each counts from its own boundary"
      ]
    )
    .appending { (store, events, condition) throws(LogError) in
      let first = condition.map { AppendCondition(Array($0.guards.prefix(1))) }
      return try store.right.append(events, if: first)
    },
    Fault(
      .conditions, "all guards count from the lowest boundary",
      breaks: [
        "of several guards each counts from its own boundary"
      ]
    )
    .appending { (store, events, condition) throws(LogError) in
      let lowest = condition?.guards.map(\.after).min() ?? .start
      let guards = condition?.guards.map {
        AppendCondition.Guard(noEventMatching: $0.noEventMatching, after: lowest)
      }
      return try store.right.append(events, if: guards.map { AppendCondition($0) })
    },
    Fault(
      .conditions, "all guards count from the highest boundary",
      breaks: [
        "of several guards each counts from its own boundary"
      ]
    )
    .appending { (store, events, condition) throws(LogError) in
      let highest = condition?.guards.map(\.after).max() ?? .start
      let guards = condition?.guards.map {
        AppendCondition.Guard(noEventMatching: $0.noEventMatching, after: highest)
      }
      return try store.right.append(events, if: guards.map { AppendCondition($0) })
    },
    Fault(
      .conditions, "what was refused once is refused for ever",
      breaks: [
        "whoever was refused is let through from what is known now"
      ]
    )
    .appending { (store, events, condition) throws(LogError) in
      guard let condition else { return try store.right.append(events, if: nil) }
      let key = "\(condition.guards.map(\.noEventMatching))"
      if let known = store.shared.notes.withLock({ $0[key] }) { throw .conflict(known) }
      do throws(LogError) { return try store.right.append(events, if: condition) } catch {
        if case .conflict(let position) = error { store.shared.notes.withLock { $0[key] = position } }
        throw error
      }
    },
    Fault(
      .conditions, "only what was there when the handle was made counts", isTimed: true,
      breaks: [
        "what came in by another handle counts"
      ]
    )
    .appending { (store, events, condition) throws(LogError) in
      guard let condition else { return try store.right.append(events, if: nil) }
      let isKnown = condition.guards.contains { one in
        let window = ReadWindow(after: one.after, upTo: store.headAtStart)
        return !store.right.read(one.noEventMatching, window).events.isEmpty
      }
      return try store.right.append(events, if: isKnown ? condition : nil)
    },
  ]

  static let ofConcurrency = [
    Fault(
      .concurrency, "the condition is tested before the lock is held",
      breaks: [
        "of appends that race under one condition, one wins"
      ]
    )
    .appending { (store, events, condition) throws(LogError) in
      guard !events.isEmpty, events[0].id == nil else {
        return try store.right.append(events, if: condition)
      }
      if store.obstacle(condition) != nil { return try store.right.append(events, if: condition) }
      if condition != nil { store.waitForAppend() }
      return try store.right.append(events, if: nil)
    },
    Fault(
      .concurrency, "every append that came in between is a conflict",
      breaks: [
        "a conflict names an event that stands against the condition",
        "all tags of an item must fit for it to count",
        "appends under conditions that have nothing in common all go through",
        "nothing that fits lets an append through",
        "types count as tags do",
      ]
    )
    .testing { store, condition in
      AppendCondition.Guard(
        noEventMatching: condition.noEventMatching.items.isEmpty ? Query([]) : .everything,
        after: condition.after)
    },
    Fault(
      .concurrency, "positions are looked up after the append",
      breaks: [
        "every append gets positions of its own, and they are where its events are"
      ]
    )
    .appending { (store, events, condition) throws(LogError) in
      let at = try store.right.append(events, if: condition)
      guard events[0].id == nil, condition == nil else { return at }
      store.waitForAppend()
      return store.right.read(.everything, .all).events.suffix(events.count).map(\.position)
    },
    Fault(
      .concurrency, "ids are looked up before the lock is held",
      breaks: [
        "events that several send with the same ids land once"
      ]
    )
    .appending { (store, events, condition) throws(LogError) in
      let known = store.right.read(.everything, .all).events
      guard let id = events.first?.id, events.count == 2, known.isEmpty, events.last?.id != id else {
        return try store.right.append(events, if: condition)
      }
      store.waitForAppend()
      var changed = events
      if store.right.head() > .start { for index in changed.indices { changed[index].id = nil } }
      return try store.right.append(changed, if: condition)
    },
  ]

  static let all =
    ofFixture + ofQuery + ofRead + ofPosition + ofHead + ofIdentity + ofAppend + ofValues + ofConditions
    + ofConcurrency + ofIsolation
}
