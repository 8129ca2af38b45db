@testable import EventLog

/// What goes in, and what must be as it was before when it does not.
extension StoreRule {
  static let append = [
    StoreRule(.append, "all events of an append are stored or none") { store in
      try store.connect().append([event(1)])
      var wrong = event(3)
      wrong.data = Array("{".utf8)
      try expectRefusal(of: try store.connect(), "invalid", [event(2), wrong])
      try store.connect().append([event(4), event(5)])
      try expect(try store.numbers(.everything), is: ["1", "4", "5"], "events")
    },
    StoreRule(.append, "an append without events is refused, whatever its condition") { store in
      try store.connect().append([event(1)])
      try expectRefusal(of: try store.connect(), "invalid", [])
      let broken = AppendCondition(noEventMatching: .everything, after: .start)
      try expectRefusal(of: try store.connect(), "invalid", [], if: broken)
    },
    StoreRule(.append, "the events of an append keep their order") { store in
      try store.connect().append([5, 3, 9, 1].map { event($0, "T\($0)") })
      try expect(try store.numbers(.everything), is: ["5", "3", "9", "1"], "events")
    },
    StoreRule(.append, "the events of an append do not stand against its own condition") { store in
      let head = try store.connect().head()
      let condition = AppendCondition(noEventMatching: Query(tags: ["a"]), after: head)
      try store.connect().append([event(1, "A", ["a"]), event(2, "A", ["a"])], if: condition)
      try expect(try store.numbers(.everything), is: ["1", "2"], "events")
    },
    StoreRule(.append, "a refused append leaves no part of itself") { store in
      try store.connect().append([event(1, "A", ["a"])])
      let condition = AppendCondition(noEventMatching: Query(tags: ["a"]), after: .start)
      try expectRefusal(of: try store.connect(), "conflict", [event(2), event(3, "A", ["a"])], if: condition)
      try expect(try store.numbers(.everything), is: ["1"], "events")
    },
    StoreRule(.append, "events without ids sent twice under a condition on them land once") { store in
      let condition = AppendCondition(noEventMatching: Query(tags: ["once"]), after: .start)
      let events = [event(1, "A", ["once"]), event(2, "A", ["once"])]
      try store.connect().append(events, if: condition)
      try expectRefusal(of: try store.connect(), "conflict", events, if: condition)
    },
    StoreRule(.append, "events without ids sent twice without a condition land twice") { store in
      for _ in 0..<2 { try store.connect().append([event(1), event(2)]) }
      try expect(try store.numbers(.everything), is: ["1", "2", "1", "2"], "events")
    },
  ]

  static let values = [
    StoreRule(.values, "an event may have an empty object and no tags") { store in
      var empty = event(1)
      empty.data = Array("{}".utf8)
      try store.connect().append([empty])
      let found = try store.events()
      try expect(found.map(\.data), is: [Array("{}".utf8)], "data")
      try expect(found.map(\.tags), is: [[]], "tags")
    },
    StoreRule(.values, "long data is kept") { store in
      var long = event(1)
      long.data = Array(#"{"a":"\#(String(repeating: "x", count: 60_000))"}"#.utf8)
      try store.connect().append([long, event(2)])
      try expect(try store.events().first?.data == long.data, "the data came back as another")
    },
    StoreRule(.values, "what is longer than the limit is refused as such") { store in
      var long = event(1)
      long.data = Array(#"{"a":"\#(String(repeating: "x", count: 65_536))"}"#.utf8)
      try expectRefusal(of: try store.connect(), "lineTooLong", [event(2), long])
    },
    StoreRule(.values, "the longest that is taken is kept whole, and one byte more is refused") { store in
      func filled(_ length: Int) -> NewEvent {
        var long = event(1)
        long.data = Array(#"{"a":"\#(String(repeating: "x", count: length))"}"#.utf8)
        return long
      }
      var (taken, refused) = (60_000, 65_536)
      while refused - taken > 1 {
        let length = (taken + refused) / 2
        do {
          try store.connect().append([filled(length)])
          taken = length
        } catch LogError.lineTooLong { refused = length }
      }
      try store.connect().append([filled(taken)])
      try expect(try store.events().last?.data == filled(taken).data, "the data came back as another")
      try expectRefusal(of: try store.connect(), "lineTooLong", [filled(taken + 1)])
    },
    StoreRule(.values, "data comes back byte for byte") { store in
      let texts = [
        #"{"a":"Škola ✓ 𝄞 \u00e9 \" \\ \n"}"#, #"{"b":1,"a":[null,true,-5,{"":""}]}"#,
        "{\"a\":\"\u{7f}\u{80}\u{2028}\"}",
      ]
      try store.connect().append(
        texts.map { text in
          var event = event(1)
          event.data = Array(text.utf8)
          return event
        })
      try expect(
        try store.events().map { String(decoding: $0.data, as: UTF8.self) }.elementsEqual(texts) {
          $0.utf8.elementsEqual($1.utf8)
        }, "the data came back as another")
    },
    StoreRule(.values, "texts that differ only by their composition are different") { store in
      let texts = ["{\"a\":\"caf\u{e9}\"}", "{\"a\":\"cafe\u{301}\"}"]
      for (number, text) in texts.enumerated() {
        var event = event(1, id: identifier(number + 1))
        event.data = Array(text.utf8)
        try store.connect().append([event])
      }
      try expect(try store.events().map(\.data), is: texts.map { Array($0.utf8) }, "data")
      var other = event(1, id: identifier(1))
      other.data = Array(texts[1].utf8)
      try expectRefusal(of: try store.connect(), "idInUse", [other])
    },
    StoreRule(.values, "a query compares bytes, and takes no text for another that looks like it") { store in
      try store.connect().append([event(1, "K", ["K", "a;b", "`"])])
      for tag in ["\u{212a}", "a\u{37e}b", "\u{1fef}", "k", "K\u{301}", "K "] {
        try expect(try store.numbers(Query(tags: [tag])), is: [], "events with the tag '\(tag)'")
        try expect(try store.numbers(Query(types: [tag])), is: [], "events of the type '\(tag)'")
        try expect(try store.numbers(Query(tags: ["K", tag])), is: [], "events with both tags")
        let either = Query(types: [tag, "K"])
        try expect(try store.numbers(either), is: ["1"], "events of either type")
      }
    },
    StoreRule(.values, "tags keep their letters, each stands once, sorted as bytes") { store in
      try store.connect().append([event(1, "A", ["b", "a", "B", "b", "a/1", "a"])])
      try expect(try store.events().map(\.tags), is: [["B", "a", "a/1", "b"]], "tags")
      try expect(try store.numbers(Query(tags: ["b", "b"])), is: ["1"], "a tag asked for twice")
    },
    StoreRule(.values, "what can't be stored as it is is refused, and not changed") { store in
      let changes: [(inout NewEvent) -> Void] = [
        { $0.type = "" }, { $0.type = "A B" }, { $0.type = "\u{e9}" }, { $0.tags = [""] },
        { $0.tags = ["a b"] }, { $0.tags = ["a", "caf\u{e9}"] }, { $0.tags = ["\""] }, { $0.tags = ["\\"] },
        { $0.subject = "" }, { $0.dataSchema = "a b" }, { $0.id = "1" }, { $0.data = [] },
        { $0.data = Array("[]".utf8) }, { $0.data = Array("{} ".utf8) },
        { $0.data = Array(#"{"a":1,"a":1}"#.utf8) }, { $0.data = [0x7b, 0xff, 0x7d] },
      ]
      for change in changes {
        var wrong = event(1)
        change(&wrong)
        try expectRefusal(of: try store.connect(), "invalid", [event(2), wrong])
      }
    },
  ]
}
