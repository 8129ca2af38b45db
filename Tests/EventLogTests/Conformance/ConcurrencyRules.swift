@testable import EventLog

/// What holds while several threads are at it.
extension StoreRule {
  static let concurrency = [
    StoreRule(.concurrency, "of appends that race under one condition, one wins") { store in
      for round in 0..<5 {
        let query = Query(tags: ["race/\(round)"])
        let seen = try store.connect().head()
        let results = race(6) { racer in
          try store.connect().append(
            [event(racer, "A", ["race/\(round)"])], if: AppendCondition(noEventMatching: query, after: seen))
        }
        try expect(try winners(results), is: 1, "winners")
        try expect(try store.events(query).count, is: 1, "events")
      }
    },
    StoreRule(.concurrency, "appends under conditions that have nothing in common all go through") { store in
      for round in 0..<3 {
        let seen = try store.connect().head()
        let results = race(4) { racer in
          let tag = "own/\(round)/\(racer)"
          return try store.connect().append(
            [event(racer, "A", [tag])], if: AppendCondition(noEventMatching: Query(tags: [tag]), after: seen))
        }
        try expect(try winners(results), is: 4, "appends that went through")
      }
    },
    StoreRule(.concurrency, "every append gets positions of its own, and they are where its events are") {
      store in
      let results = race(6) { racer in
        try (0..<4).flatMap { number in
          let events = [event(racer * 100 + number * 2), event(racer * 100 + number * 2 + 1)]
          return zip(try store.connect().append(events), events).map { (Pair(position: $0, data: $1.data)) }
        }
      }
      let pairs = try results.flatMap { try $0.get() }
      try expect(Set(pairs.map(\.position)).count, is: 48, "different positions")
      let stored = try store.events().map { Pair(position: $0.position, data: $0.data) }
      try expect(Set(stored) == Set(pairs), "an event is not where its append was told")
    },
    StoreRule(.concurrency, "nobody sees a part of an append") { store in
      let work = Work(2)
      let results = race(4) { racer in
        if racer < 2 {
          defer { work.finish() }
          for number in 0..<10 {
            try store.connect().append((0..<3).map { _ in event(number, "A", ["batch/\(racer)-\(number)"]) })
            work.giveTurn()
          }
          return
        }
        try work.lookOn {
          let batches = Dictionary(grouping: try store.events(), by: \.tags)
          for batch in batches.values { try expect(batch.count, is: 3, "events of an append") }
        }
      }
      for result in results { try result.get() }
    },
    StoreRule(.concurrency, "events that several send with the same ids land once") { store in
      let events = [event(1, id: identifier(1)), event(2, id: identifier(2))]
      let results = race(6) { _ in try store.connect().append(events) }
      let positions = Set(try results.map { try $0.get() })
      try expect(positions.count, is: 1, "different answers")
      try expect(try store.numbers(.everything), is: ["1", "2"], "events")
    },
  ]

  private struct Pair: Hashable {
    let position: Position
    let data: [UInt8]
  }

  /// How many went through; only a conflict may keep one back.
  private static func winners(_ results: [Result<[Position], any Error>]) throws -> Int {
    var winners = 0
    for result in results {
      do {
        _ = try result.get()
        winners += 1
      } catch LogError.conflict {}
    }
    return winners
  }

  static let isolation = [
    StoreRule(.isolation, "what was read stays as it was read while others append") { store in
      let at = try store.connect().append((0..<20).map { event($0, "A", ["t/\($0 % 2)"]) })
      let window = ReadWindow(after: store.base, upTo: at[15])
      let first = try store.connect().read(Query(tags: ["t/1"]), window).events
      let work = Work(1)
      let results = race(2) { racer in
        if racer == 0 {
          defer { work.finish() }
          for number in 0..<20 {
            try store.connect().append([event(number, "A", ["t/1"])])
            work.giveTurn()
          }
          return
        }
        try work.lookOn {
          let again = try store.connect().read(Query(tags: ["t/1"]), window).events
          try expect(again == first, "a part that was read came back as another")
        }
      }
      for result in results { try result.get() }
    },
    StoreRule(.isolation, "the items of a query see the same moment") { store in
      let work = Work(1)
      let results = race(2) { racer in
        if racer == 0 {
          defer { work.finish() }
          for number in 0..<20 {
            try store.connect().append([event(number, "A", ["a"]), event(number, "B", ["b"])])
            work.giveTurn()
          }
          return
        }
        let both = Query([.init(tags: ["a"]), .init(types: ["B"])])
        try work.lookOn {
          let events = try store.events(both)
          try expect(
            events.count { $0.type == "A" }, is: events.count { $0.type == "B" }, "events of the first item")
        }
      }
      for result in results { try result.get() }
    },
    StoreRule(.isolation, "nothing appears below a position that was seen") { store in
      let work = Work(3)
      let results = race(4) { racer in
        if racer < 3 {
          defer { work.finish() }
          for number in 0..<8 {
            try store.connect().append([event(number)])
            work.giveTurn()
          }
          return
        }
        var seen: [StoredEvent] = []
        try work.lookOn {
          let reading = try store.connect().read(.everything, ReadWindow(after: store.base))
          try expect(
            Array(reading.events.prefix(seen.count)) == seen, "an event appeared below one that was seen")
          seen = reading.events
        }
      }
      for result in results { try result.get() }
    },
    StoreRule(.isolation, "a reading's head is that of its events") { store in
      let work = Work(2)
      let results = race(4) { racer in
        if racer < 2 {
          defer { work.finish() }
          for number in 0..<10 {
            try store.connect().append([event(number), event(number)])
            work.giveTurn()
          }
          return
        }
        try work.lookOn {
          let reading = try store.connect().read(.everything)
          try expect(reading.events.last?.position ?? .start, is: reading.head, "last event of a reading")
        }
      }
      for result in results { try result.get() }
    },
  ]
}
