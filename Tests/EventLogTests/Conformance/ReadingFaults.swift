import Synchronization

@testable import EventLog

/// Faults of stores that show something else than what they hold.
extension Fault {
  static let ofFixture = [
    sharing(
      "one store for everybody",
      breaks: [
        "two new stores know nothing of each other"
      ]),
    Fault(
      .fixture, "a handle sees what was there when it was made",
      breaks: [
        "two handles see each other's appends"
      ]
    )
    .reading { (store, query, window) throws(LogError) in
      var window = window
      window.upTo = min(window.upTo ?? store.headAtStart, store.headAtStart)
      var reading = store.right.read(query, window)
      reading.head = store.headAtStart
      return reading
    },
    Fault(
      .fixture, "the third of five events is lost", isTimed: true,
      breaks: [
        "a boundary beyond the head lets an append through",
        "backwards the newest comes first",
        "reading begins above its first position and ends with its last",
        "what was acknowledged is there when the store is opened again",
      ]
    )
    .reading { (store, query, window) throws(LogError) in
      var reading = store.right.read(query, window)
      let all = store.right.read(.everything, .all).events
      if all.count == 5 { reading.events.removeAll { $0.id == all[2].id } }
      return reading
    },
  ]

  private static func sharing(_ name: String, breaks: Set<String>) -> Fault {
    var fault = Fault(.fixture, name, breaks: breaks)
    fault.isShared = true
    return fault
  }

  static let ofQuery = [
    Fault(
      .query, "one of the tags is enough",
      breaks: [
        "a query compares bytes, and takes no text for another that looks like it",
        "the tags of an item must all be there",
      ]
    )
    .asking { query in
      Query(
        query.items.flatMap { item in
          item.tags.isEmpty ? [item] : item.tags.map { Query.Item(types: item.types, tags: [$0]) }
        })
    },
    Fault(
      .query, "only the first item counts",
      breaks: [
        "a limit holds for all items together",
        "an event that fits two items comes once",
        "items are alternatives",
        "the items of a query see the same moment",
        "two queries in one find what each finds, in the order of the store",
      ]
    ).asking { Query(Array($0.items.prefix(1))) },
    Fault(
      .query, "only the first type of an item counts",
      breaks: [
        "a query compares bytes, and takes no text for another that looks like it",
        "the types of an item are alternatives",
      ]
    )
    .asking { Query($0.items.map { Query.Item(types: Array($0.types.prefix(1)), tags: $0.tags) }) },
    Fault(
      .query, "types do not count beside tags",
      breaks: [
        "an item with types and tags asks for both"
      ]
    )
    .asking { Query($0.items.map { Query.Item(types: $0.tags.isEmpty ? $0.types : [], tags: $0.tags) }) },
    Fault(
      .query, "a tag is found by its beginning",
      breaks: [
        "a part of a tag or of a type is no match",
        "a query compares bytes, and takes no text for another that looks like it",
      ]
    )
    .fitting { query, event in
      query.items.contains { item in
        (item.types.isEmpty || item.types.contains(event.type))
          && item.tags.allSatisfy { tag in event.tags.contains { $0.hasPrefix(tag) } }
      }
    },
    Fault(
      .query, "the tags must be these and no others",
      breaks: [
        "a query compares bytes, and takes no text for another that looks like it",
        "an event that fits two items comes once",
        "an event with more tags than were asked for fits",
        "tags keep their letters, each stands once, sorted as bytes",
      ]
    )
    .fitting { query, event in
      query.items.contains { item in
        (item.types.isEmpty || item.types.contains(event.type))
          && (item.tags.isEmpty || Set(item.tags) == Set(event.tags))
      }
    },
    Fault(
      .query, "an event without tags is not found",
      breaks: [
        "a limit backwards gives the newest",
        "a limit counts what fits, and not what was looked at",
        "a limit of 0 reads nothing, one beyond the end reads all",
        "an event without tags fits every query that names no tag",
        "reading begins above its first position and ends with its last",
        "the types of an item are alternatives",
      ]
    )
    .reading { (store, query, window) throws(LogError) in
      var reading = store.right.read(query, window)
      if query != .everything { reading.events.removeAll { $0.tags.isEmpty } }
      return reading
    },
    Fault(
      .query, "an event comes once for each item that it fits",
      breaks: [
        "an event that fits two items comes once",
        "two queries in one find what each finds, in the order of the store",
      ]
    )
    .reading { (store, query, window) throws(LogError) in
      var reading = store.right.read(query, window)
      let same = window.upTo(reading.head)
      reading.events = query.items.flatMap { store.right.read(Query([$0]), same).events }
      reading.events.sort { window.backwards ? $0.position > $1.position : $0.position < $1.position }
      reading.events = Array(reading.events.prefix(window.limit ?? .max))
      return reading
    },
    Fault(
      .query, "the events of one item come before those of the next",
      breaks: [
        "a limit holds for all items together",
        "items are alternatives",
        "two queries in one find what each finds, in the order of the store",
      ]
    )
    .reading { (store, query, window) throws(LogError) in
      var reading = store.right.read(query, window)
      var seen: Set<Position> = []
      let same = window.upTo(reading.head)
      let all = query.items.flatMap { store.right.read(Query([$0]), same).events }
      reading.events = all.filter { seen.insert($0.position).inserted && reading.events.contains($0) }
      return reading
    },
    Fault(
      .query, "no items stand for everything",
      breaks: [
        "a query without items finds nothing"
      ]
    ).asking { $0.items.isEmpty ? .everything : $0 },
  ]

  static let ofRead = [
    Fault(
      .read, "reading begins with the position that is known",
      breaks: [
        "reading begins above its first position and ends with its last"
      ]
    )
    .reading { (store, query, window) throws(LogError) in
      var window = window
      window.after = Position(max(window.after.rawValue - 1, 0))
      return store.right.read(query, window)
    },
    Fault(
      .read, "reading goes on to the end", isTimed: true,
      breaks: [
        "reading begins above its first position and ends with its last"
      ]
    )
    .reading { (store, query, window) throws(LogError) in
      var window = window
      window.upTo = nil
      return store.right.read(query, window)
    },
    Fault(
      .read, "the limit comes before the query",
      breaks: [
        "a limit backwards gives the newest",
        "a limit counts what fits, and not what was looked at",
        "a limit holds for all items together",
      ]
    )
    .reading { (store, query, window) throws(LogError) in
      var reading = store.right.read(query, window)
      let same = window.upTo(reading.head)
      var whole = same
      whole.limit = nil
      let looked = store.right.read(.everything, same).events
      reading.events = store.right.read(query, whole).events.filter { looked.contains($0) }
      return reading
    },
    Fault(
      .read, "each item has the limit for itself",
      breaks: [
        "a limit holds for all items together"
      ]
    )
    .reading { (store, query, window) throws(LogError) in
      var reading = store.right.read(query, window)
      let same = window.upTo(reading.head)
      let all = Set(query.items.flatMap { store.right.read(Query([$0]), same).events.map(\.position) })
      var whole = same
      whole.limit = nil
      reading.events = store.right.read(query, whole).events.filter { all.contains($0.position) }
      return reading
    },
    Fault(
      .read, "backwards is forwards",
      breaks: [
        "a limit backwards gives the newest",
        "backwards the newest comes first",
      ]
    )
    .reading { (store, query, window) throws(LogError) in
      var window = window
      window.backwards = false
      return store.right.read(query, window)
    },
    Fault(
      .read, "the limit is taken before turning",
      breaks: [
        "a limit backwards gives the newest"
      ]
    )
    .reading { (store, query, window) throws(LogError) in
      var forwards = window
      forwards.backwards = false
      var reading = store.right.read(query, forwards)
      if window.backwards { reading.events.reverse() }
      return reading
    },
    Fault(
      .read, "a limit of 0 is none",
      breaks: [
        "a limit of 0 reads nothing, one beyond the end reads all"
      ]
    )
    .reading { (store, query, window) throws(LogError) in
      var window = window
      if window.limit == 0 { window.limit = nil }
      return store.right.read(query, window)
    },
    Fault(
      .read, "reading begins only where an event is",
      breaks: [
        "reading may begin at any position, also where no event is"
      ]
    )
    .reading { (store, query, window) throws(LogError) in
      var reading = store.right.read(query, window)
      let isKnown = store.right.read(.everything, .all).events.contains { $0.position == window.after }
      if window.after > .start && !isKnown { reading.events = [] }
      return reading
    },
    Fault(
      .read, "the head of a reading is its last event's",
      breaks: [
        "every reading tells the head, whatever it reads"
      ]
    )
    .reading { (store, query, window) throws(LogError) in
      var reading = store.right.read(query, window)
      reading.head = reading.events.last?.position ?? .start
      return reading
    },
  ]

  static let ofHead = [
    moving(
      "the head is that of the handle's making",
      breaks: [
        "the head moves for every handle"
      ]
    ) { $0.headAtStart },
    moving(
      "the head counts events",
      breaks: [
        "the head is the position of the last event",
        "the head moves for every handle",
      ]
    ) { Position($0.right.read(.everything, .all).events.count) },
    Fault(
      .head, "an empty store shows an event", isTimed: true,
      breaks: [
        "a condition on everything counts every event",
        "a new store has nothing above its head",
        "two new stores know nothing of each other",
      ]
    )
    .reading { (store, query, window) throws(LogError) in
      var reading = store.right.read(query, window)
      guard reading.head == .start, window.after == .start else { return reading }
      reading.events = [
        StoredEvent(
          position: Position(1), id: identifier(1), type: "A", subject: "s", dataSchema: "d", tags: [],
          data: Array("{}".utf8), time: 0)
      ]
      return reading
    },
  ]

  private static func moving(
    _ name: String, breaks: Set<String>, _ head: @escaping @Sendable (WrongStore) -> Position
  ) -> Fault {
    var fault = Fault(.head, name, breaks: breaks)
    fault.head = { (store) throws(LogError) in head(store) }
    return fault
  }

  static let ofIsolation = [
    Fault(
      .isolation, "each item is read for itself", isTimed: true,
      breaks: [
        "the items of a query see the same moment"
      ]
    )
    .reading { (store, query, window) throws(LogError) in
      var reading = store.right.read(query, window)
      guard query.items.count > 1, window.limit == nil else { return reading }
      var all: [Position: StoredEvent] = [:]
      for item in query.items {
        store.waitForAppend()
        let part = store.right.read(Query([item]), window)
        for event in part.events { all[event.position] = event }
      }
      reading.events = all.values.sorted {
        window.backwards ? $0.position > $1.position : $0.position < $1.position
      }
      return reading
    },
    Fault(
      .isolation, "every other time the last event but one is not there yet", isTimed: true,
      breaks: [
        "the longest that is taken is kept whole, and one byte more is refused",
        "every event has an id of its own",
        "no two events have one position",
        "nothing appears below a position that was seen",
        "two queries in one find what each finds, in the order of the store",
        "without a boundary any event that fits counts, however old",
      ]
    )
    .reading { (store, query, window) throws(LogError) in
      var reading = store.right.read(query, window)
      let isOdd = store.shared.reads.load(ordering: .sequentiallyConsistent) % 2 == 1
      if isOdd, reading.events.count > 6 { reading.events.remove(at: reading.events.count - 2) }
      return reading
    },
    Fault(
      .isolation, "the head is read before the events", isTimed: true,
      breaks: [
        "a reading's head is that of its events"
      ]
    )
    .reading { (store, query, window) throws(LogError) in
      let head = store.right.head()
      if query == .everything && window == .all && head > .start { store.waitForAppend() }
      var reading = store.right.read(query, window)
      reading.head = head
      return reading
    },
    Fault(
      .isolation, "later events change the times of earlier ones", isTimed: true,
      breaks: [
        "ids and times are the same whenever they are read",
        "what was read stays as it was read while others append",
      ]
    )
    .showing { event, store in event.time += Int64(store.right.head().rawValue) },
  ]
}

extension ReadWindow {
  /// The same part of a store that ended there.
  fileprivate func upTo(_ head: Position) -> ReadWindow {
    ReadWindow(after: after, upTo: min(upTo ?? head, head), limit: limit, backwards: backwards)
  }
}
