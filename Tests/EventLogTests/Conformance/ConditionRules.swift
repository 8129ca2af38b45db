@testable import EventLog

/// When an append goes through.
extension StoreRule {
  private static func condition(_ query: Query, after position: Position) -> AppendCondition {
    AppendCondition(noEventMatching: query, after: position)
  }

  private static func expectConflict(
    _ store: Fixture, _ query: Query, after position: Position
  ) throws {
    try expectRefusal(of: try store.connect(), "conflict", [event(99)], if: condition(query, after: position))
  }

  private static func expectAdmitted(
    _ store: Fixture, _ query: Query, after position: Position
  ) throws {
    let before = try store.events().count
    do { _ = try store.connect().append([event(98)], if: condition(query, after: position)) } catch {
      throw Broken(description: "an append that nothing stands against was refused: \(error)")
    }
    try expect(try store.events().count, is: before + 1, "events")
  }

  static let conditions = [
    StoreRule(.conditions, "nothing that fits lets an append through") { store in
      try store.connect().append([event(1, "A", ["a"])])
      try expectAdmitted(store, Query(tags: ["b"]), after: .start)
    },
    StoreRule(.conditions, "an event that fits above the boundary stands against it") { store in
      let seen = try store.connect().append([event(1)])
      try store.connect().append([event(2, "A", ["a"])])
      try store.connect().append([event(3)])
      try expectConflict(store, Query(tags: ["a"]), after: seen[0])
    },
    StoreRule(.conditions, "an event at the boundary is known, and does not count") { store in
      let at = try store.connect().append([event(1, "A", ["a"]), event(2, "A", ["a"])])
      try expectAdmitted(store, Query(tags: ["a"]), after: at[1])
      try expectConflict(store, Query(tags: ["a"]), after: at[0])
    },
    StoreRule(.conditions, "an event just above the boundary counts") { store in
      let at = try store.connect().append([event(1, "A", ["a"])])
      try expectConflict(store, Query(tags: ["a"]), after: Position(at[0].rawValue - 1))
    },
    StoreRule(.conditions, "a boundary beyond the head lets an append through") { store in
      let at = try store.connect().append([event(1, "A", ["a"])])
      for beyond in [at[0].rawValue + 1000, Int.max] {
        try expectAdmitted(store, Query(tags: ["a"]), after: Position(beyond))
        try expectAdmitted(store, .everything, after: Position(beyond))
      }
    },
    StoreRule(.conditions, "without a boundary any event that fits counts, however old") { store in
      try store.connect().append([event(1, "A", ["a"])])
      for number in 2...20 { try store.connect().append([event(number)]) }
      try expectConflict(store, Query(tags: ["a"]), after: .start)
    },
    StoreRule(.conditions, "a condition on everything counts every event") { store in
      let seen = try store.connect().head()
      try expectAdmitted(store, .everything, after: seen)
      try expectConflict(store, .everything, after: seen)
    },
    StoreRule(.conditions, "a condition without items is always kept") { store in
      try store.connect().append([event(1)])
      try expectAdmitted(store, Query([]), after: .start)
    },
    StoreRule(.conditions, "types count as tags do") { store in
      try store.connect().append([event(1, "A", ["a"]), event(2, "B", ["b"])])
      try expectAdmitted(store, Query(types: ["A"], tags: ["b"]), after: .start)
      try expectConflict(store, Query(types: ["B", "C"], tags: ["b"]), after: .start)
    },
    StoreRule(.conditions, "all tags of an item must fit for it to count") { store in
      try store.connect().append([event(1, "A", ["a"]), event(2, "A", ["b"])])
      try expectAdmitted(store, Query(tags: ["a", "b"]), after: .start)
      try store.connect().append([event(3, "A", ["b", "a"])])
      try expectConflict(store, Query(tags: ["a", "b"]), after: .start)
    },
    StoreRule(.conditions, "every item counts") { store in
      try store.connect().append([event(1, "A", ["a"])])
      try expectConflict(store, Query([.init(tags: ["b"]), .init(types: ["A"])]), after: .start)
      try expectConflict(store, Query([.init(types: ["A"]), .init(tags: ["b"])]), after: .start)
    },
    StoreRule(.conditions, "a conflict names an event that stands against the condition") { store in
      let at = try store.connect().append([event(1), event(2, "A", ["a"]), event(3)])
      let condition = condition(Query(tags: ["a"]), after: .start)
      do {
        _ = try store.connect().append([event(4)], if: condition)
        throw Broken(description: "the append was not refused")
      } catch LogError.conflict(let position) { try expect(position, is: at[1], "position of the conflict") }
    },
    StoreRule(.conditions, "whoever was refused is let through from what is known now") { store in
      let seen = try store.connect().read(Query(tags: ["a"])).head
      try store.connect().append([event(1, "A", ["a"])])
      try expectConflict(store, Query(tags: ["a"]), after: seen)
      let again = try store.connect().read(Query(tags: ["a"])).head
      try expectAdmitted(store, Query(tags: ["a"]), after: again)
    },
    StoreRule(.conditions, "of several guards each counts from its own boundary") { store in
      let at = try store.connect().append([event(1, "A", ["a"]), event(2, "A", ["b"]), event(3, "A", ["a"])])
      func condition(_ a: Position, _ b: Position) -> AppendCondition {
        AppendCondition([
          .init(noEventMatching: Query(tags: ["a"]), after: a),
          .init(noEventMatching: Query(tags: ["b"]), after: b),
        ])
      }
      // Each tag has its last event at another place, so that no one boundary will do for both.
      try store.connect().append([event(4)], if: condition(at[2], at[1]))
      try expectRefusal(of: try store.connect(), "conflict", [event(5)], if: condition(at[2], at[0]))
      try expectRefusal(of: try store.connect(), "conflict", [event(6)], if: condition(at[1], at[1]))
      try store.connect().append([event(7)], if: AppendCondition([]))
    },
    StoreRule(.conditions, "what came in by another handle counts") { store in
      let (first, second) = (try store.connect(), try store.connect())
      let seen = try first.read(Query(tags: ["a"])).head
      try second.append([event(1, "A", ["a"])])
      try expectRefusal(
        of: first, "conflict", [event(2)], if: condition(Query(tags: ["a"]), after: seen))
    },
  ]
}
