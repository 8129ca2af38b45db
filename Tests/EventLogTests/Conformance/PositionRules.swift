@testable import EventLog

/// Where events are, and who they are.
extension StoreRule {
  static let position = [
    StoreRule(.position, "no two events have one position") { store in
      for number in 0..<10 { try store.connect().append([event(number), event(number)]) }
      let positions = try store.events().map(\.position)
      try expect(Set(positions).count, is: 20, "different positions")
    },
    StoreRule(.position, "positions rise in the order of the appends") { store in
      var last = store.base
      for number in 0..<10 {
        for position in try store.connect().append([event(number), event(number)]) {
          try expect(position > last, "\(position) comes after \(last)")
          last = position
        }
      }
      let positions = try store.events().map(\.position)
      try expect(positions, is: positions.sorted(), "positions in the order of reading")
    },
    StoreRule(.position, "an append is answered with the positions that readers see") { store in
      try store.connect().append([event(1)])
      let at = try store.connect().append([event(2), event(3), event(4)])
      let found = try store.events().dropFirst().map(\.position)
      try expect(at, is: Array(found), "positions")
    },
  ]

  static let head = [
    StoreRule(.head, "a new store has nothing above its head") { store in
      try expect(try store.connect().head(), is: store.base, "head")
      try expect(try store.events().count, is: 0, "events")
    },
    StoreRule(.head, "the head is the position of the last event") { store in
      for number in 0..<3 {
        let at = try store.connect().append([event(number), event(number)])
        let head = try store.connect().head()
        try expect(head, is: at.last ?? .start, "head")
        try expect(try store.events().last?.position, is: head, "last event")
      }
    },
    StoreRule(.head, "the head moves for every handle") { store in
      let (first, second) = (try store.connect(), try store.connect())
      for number in 0..<3 {
        let at = try first.append([event(number)])
        try expect(try second.head(), is: at.last ?? .start, "head that the other handle sees")
        let next = try second.append([event(number)])
        try expect(try first.head(), is: next.last ?? .start, "head that the first handle sees")
      }
    },
  ]

  static let identity = [
    StoreRule(.identity, "every event has an id of its own") { store in
      for number in 0..<10 { try store.connect().append([event(number), event(number)]) }
      let ids = try store.events().map(\.id)
      try expect(Set(ids).count, is: 20, "different ids")
      try expect(ids.allSatisfy { EventID($0) != nil }, "an id is no UUID of version 7")
    },
    StoreRule(.identity, "an id that an event brings is kept, and found again") { store in
      try store.connect().append([event(1, id: identifier(1)), event(2, id: identifier(2))])
      try expect(try store.events().map(\.id), is: [identifier(1), identifier(2)], "ids")
    },
    StoreRule(.identity, "the same events sent again are answered with their first positions") { store in
      let events = [event(1, "A", ["b", "a"], id: identifier(1)), event(2, id: identifier(2))]
      let first = try store.connect().append(events)
      try expect(try store.connect().append(events), is: first, "positions at once")
      try store.connect().append([event(3)])
      try expect(try store.connect().append(events), is: first, "positions after another append")
      try expect(try store.numbers(.everything), is: ["1", "2", "3"], "events")
    },
    StoreRule(.identity, "the same events sent again are answered though the condition would refuse them") {
      store in
      let events = [
        event(1, "A", ["once"], id: identifier(1)), event(2, "A", ["once"], id: identifier(2)),
      ]
      let condition = AppendCondition(noEventMatching: Query(tags: ["once"]), after: .start)
      let first = try store.connect().append(events, if: condition)
      try store.connect().append([event(3, "A", ["once"])])
      try expect(try store.connect().append(events, if: condition), is: first, "positions")
      try expect(try store.numbers(.everything), is: ["1", "2", "3"], "events")
    },
    StoreRule(.identity, "an id with other content is refused") { store in
      let known = event(1, "A", ["a"], id: identifier(1))
      try store.connect().append([known])
      let others: [(inout NewEvent) -> Void] = [
        { $0.type = "B" }, { $0.tags = [] }, { $0.tags = ["a", "b"] }, { $0.subject = "other" },
        { $0.dataSchema = "urn:other" }, { $0.data = Array(#"{"n":2}"#.utf8) }, { $0.time = 1 },
      ]
      for change in others {
        var other = known
        change(&other)
        try expectRefusal(of: try store.connect(), "idInUse", [other])
      }
    },
    StoreRule(.identity, "a part of what was appended together, or more than that, is no repetition") {
      store in
      let (first, second) = (event(1, id: identifier(1)), event(2, id: identifier(2)))
      try store.connect().append([first, second])
      for events in [[first], [second], [second, first], [event(3), first], [first, second, event(3)]] {
        try expectRefusal(of: try store.connect(), "idInUse", events)
      }
    },
    StoreRule(.identity, "two events of one append can't have one id") { store in
      try expectRefusal(
        of: try store.connect(), "idInUse", [event(1, id: identifier(1)), event(2, id: identifier(1))])
    },
    StoreRule(.identity, "ids and times are the same whenever they are read") { store in
      try store.connect().append([event(1), event(2)])
      let before = try store.events()
      try store.connect().append([event(3)])
      try expect(Array(try store.events().prefix(2)), is: before, "events read again")
    },
  ]
}
