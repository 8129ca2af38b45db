@testable import EventLog

/// What is found, and which part of it is read.
extension StoreRule {
  static let fixture = [
    StoreRule(.fixture, "two new stores know nothing of each other") { store in
      let other = try store.another()
      try store.connect().append([event(1)])
      try expect(try other.events().count, is: 0, "events of the other store")
      try other.connect().append([event(2), event(3)])
      try expect(try store.numbers(.everything), is: ["1"], "events of the first store")
    },
    StoreRule(.fixture, "two handles see each other's appends") { store in
      let (first, second) = (try store.connect(), try store.connect())
      try first.append([event(1)])
      try expect(try store.events(.everything, second).count, is: 1, "events that the second handle sees")
      try second.append([event(2)])
      try expect(try store.events(.everything, first).count, is: 2, "events that the first handle sees")
    },
    StoreRule(.fixture, "what was acknowledged is there when the store is opened again") { store in
      for number in 1...5 { try store.connect().append([event(number, "A", ["t/\(number)"])]) }
      try expect(try store.numbers(.everything), is: ["1", "2", "3", "4", "5"], "events")
      try expect(try store.numbers(Query(tags: ["t/4"])), is: ["4"], "events with a tag")
    },
  ]

  static let query = [
    StoreRule(.query, "the types of an item are alternatives") { store in
      try store.connect().append([event(1, "A"), event(2, "B"), event(3, "C")])
      try expect(try store.numbers(Query(types: ["A", "C"])), is: ["1", "3"], "A or C")
    },
    StoreRule(.query, "the tags of an item must all be there") { store in
      try store.connect().append([event(1, "A", ["a"]), event(2, "A", ["b"]), event(3, "A", ["a", "b"])])
      try expect(try store.numbers(Query(tags: ["a", "b"])), is: ["3"], "a and b")
    },
    StoreRule(.query, "an event with more tags than were asked for fits") { store in
      try store.connect().append([event(1, "A", ["a", "b", "c"])])
      try expect(try store.numbers(Query(tags: ["b"])), is: ["1"], "b")
    },
    StoreRule(.query, "a part of a tag or of a type is no match") { store in
      try store.connect().append([event(1, "Made", ["school/S1", "case/10"])])
      for tag in ["school/S", "school", "S1", "case/1", "school/S10", "case/10 school/S1"] {
        try expect(try store.numbers(Query(tags: [tag])), is: [], tag)
      }
      try expect(try store.numbers(Query(types: ["Mad"])), is: [], "a part of a type")
      try expect(try store.numbers(Query(types: ["school/S1"])), is: [], "a tag as type")
      try expect(try store.numbers(Query(tags: ["Made"])), is: [], "a type as tag")
    },
    StoreRule(.query, "an item with types and tags asks for both") { store in
      try store.connect().append([event(1, "A", ["a"]), event(2, "B", ["a"]), event(3, "A", ["b"])])
      try expect(try store.numbers(Query(types: ["A"], tags: ["a"])), is: ["1"], "A with a")
    },
    StoreRule(.query, "items are alternatives") { store in
      try store.connect().append([event(1, "A", ["a"]), event(2, "B", ["b"]), event(3, "C", ["a"])])
      let either = Query([.init(types: ["C"]), .init(tags: ["b"])])
      try expect(try store.numbers(either), is: ["2", "3"], "C or b")
    },
    StoreRule(.query, "an event without tags fits every query that names no tag") { store in
      try store.connect().append([event(1), event(2, "A", ["a"])])
      try expect(try store.numbers(.everything), is: ["1", "2"], "everything")
      try expect(try store.numbers(Query(types: ["A"])), is: ["1", "2"], "by type")
      try expect(try store.numbers(Query(tags: ["a"])), is: ["2"], "by tag")
    },
    StoreRule(.query, "an event that fits two items comes once") { store in
      try store.connect().append([event(1, "A", ["a", "b"]), event(2, "A", ["b"])])
      let item = Query.Item(tags: ["a"])
      try expect(try store.numbers(Query([item, item])), is: ["1"], "an item twice")
      let both = Query([item, .init(types: ["A"]), .init(tags: ["b"])])
      try expect(try store.numbers(both), is: ["1", "2"], "items that overlap")
    },
    StoreRule(.query, "two queries in one find what each finds, in the order of the store") { store in
      try store.connect().append((1...20).map { event($0, "T\($0 % 3)", ["t/\($0 % 4)"]) })
      let (first, second) = (Query(types: ["T1"]), Query(tags: ["t/2"]))
      let each = Set(try store.numbers(first) + store.numbers(second))
      let expected = (1...20).map { String($0) }.filter { each.contains($0) }
      try expect(try store.numbers(first + second), is: expected, "both")
    },
    StoreRule(.query, "a query without items finds nothing") { store in
      try store.connect().append([event(1)])
      try expect(try store.numbers(Query([])), is: [], "no items")
    },
  ]

  static let read = [
    StoreRule(.read, "reading begins above its first position and ends with its last") { store in
      let at = try store.connect().append((1...5).map { event($0) })
      let window = ReadWindow(after: at[1], upTo: at[3])
      try expect(try store.numbers(.everything, window), is: ["3", "4"], "third to fourth")
      try expect(try store.numbers(Query(types: ["A"]), window), is: ["3", "4"], "by type")
      let none = ReadWindow(after: at[3], upTo: at[1])
      try expect(try store.numbers(.everything, none), is: [], "a window that ends before it begins")
    },
    StoreRule(.read, "backwards the newest comes first") { store in
      try store.connect().append((1...5).map { event($0, "A", ["t/\($0 % 2)"]) })
      let window = ReadWindow(after: store.base, backwards: true)
      try expect(try store.numbers(.everything, window), is: ["5", "4", "3", "2", "1"], "everything")
      try expect(try store.numbers(Query(tags: ["t/1"]), window), is: ["5", "3", "1"], "by tag")
    },
    StoreRule(.read, "a limit counts what fits, and not what was looked at") { store in
      try store.connect().append((1...10).map { event($0, $0 % 4 == 0 ? "B" : "A") })
      let window = ReadWindow(after: store.base, limit: 2)
      try expect(try store.numbers(Query(types: ["B"]), window), is: ["4", "8"], "two of type B")
      try expect(try store.numbers(.everything, window), is: ["1", "2"], "two of all")
    },
    StoreRule(.read, "a limit holds for all items together") { store in
      try store.connect().append((1...9).map { event($0, "A", ["t/\($0 % 3)"]) })
      let query = Query([.init(tags: ["t/2"]), .init(tags: ["t/1"])])
      let window = ReadWindow(after: store.base, limit: 3)
      try expect(try store.numbers(query, window), is: ["1", "2", "4"], "three of two items")
    },
    StoreRule(.read, "a limit backwards gives the newest") { store in
      try store.connect().append((1...9).map { event($0, $0 % 2 == 0 ? "B" : "A") })
      let window = ReadWindow(after: store.base, limit: 2, backwards: true)
      try expect(try store.numbers(.everything, window), is: ["9", "8"], "two of all")
      try expect(try store.numbers(Query(types: ["B"]), window), is: ["8", "6"], "two of type B")
    },
    StoreRule(.read, "a limit of 0 reads nothing, one beyond the end reads all") { store in
      try store.connect().append([event(1), event(2)])
      for query in [Query.everything, Query(types: ["A"])] {
        for backwards in [false, true] {
          let none = ReadWindow(after: store.base, limit: 0, backwards: backwards)
          try expect(try store.numbers(query, none).count, is: 0, "with a limit of 0")
          let all = ReadWindow(after: store.base, limit: .max, backwards: backwards)
          try expect(try store.numbers(query, all).count, is: 2, "with a limit beyond the end")
        }
      }
    },
    StoreRule(.read, "reading may begin at any position, also where no event is") { store in
      let at = try store.connect().append([event(1)]) + store.connect().append([event(2)])
      let between = ReadWindow(after: Position(at[1].rawValue - 1))
      try expect(try store.numbers(.everything, between), is: ["2"], "just below the second")
      for beyond in [at[1].rawValue + 1, at[1].rawValue + 1000, Int.max] {
        for query in [Query.everything, Query(types: ["A"])] {
          let window = ReadWindow(after: Position(beyond), limit: 1)
          try expect(try store.numbers(query, window), is: [], "beyond the end")
        }
      }
    },
    StoreRule(.read, "every reading tells the head, whatever it reads") { store in
      let at = try store.connect().append([event(1), event(2, "B")])
      for window in [ReadWindow.all, ReadWindow(limit: 0), ReadWindow(upTo: at[0]), ReadWindow(after: at[1])]
      {
        let reading = try store.connect().read(Query(types: ["A"]), window)
        try expect(reading.head, is: at[1], "head of a reading")
      }
    },
  ]
}
