import Governance
import JSON
import Schemas
import Testing

struct PropertyTests {
  static let seeds: ClosedRange<UInt64> = 1...16

  @Test(arguments: seeds)
  func `every function has exactly one holder in every school, on every day, for every amount`(seed: UInt64)
    throws
  {
    var random = try RandomStory(seed: seed)
    for _ in 0..<24 { try random.step() }
    let trust = try random.story.trust()
    for code in ["S1", "S2"] {
      for offset in stride(from: 0, through: 700, by: 4) {
        let on = day("2024-11-01").adding(days: offset)
        for name in SmallTrust.functions.compactMap({ $0["code"]?.string }) {
          let holding = try #require(trust.holding(of: function(name), school: school(code), on: on))
          #expect(trust.namedHolders(of: name, in: code, on: on) <= 1, "\(name) \(code) \(on)")
          if let limit = holding.limit { #expect(limit.upTo != holding.holder && limit.pounds > 0) }
          if ["P4", "G1", "G3", "G4", "G7"].contains(name) { #expect(holding.variation == nil) }
        }
      }
    }
  }

  @Test func `random stories are let in and refused, by many rules`() throws {
    var accepted = 0
    var refused: Set<String> = []
    for seed in Self.seeds {
      var random = try RandomStory(seed: seed)
      for _ in 0..<24 { try random.step() }
      accepted += random.accepted
      refused.formUnion(random.refused)
    }
    #expect(accepted > 40)
    #expect(
      refused.isSuperset(of: ["variation-stacked", "variation-not-held", "variation-unknown", "limit-holder"])
    )
  }

  @Test(arguments: 1...8 as ClosedRange<UInt64>)
  func `every prefix of a record folds, and folding is the same in any order of loading`(seed: UInt64) throws
  {
    var random = try RandomStory(seed: seed)
    for _ in 0..<16 { try random.step() }
    let events = random.story.events
    for count in 0...events.count { _ = try Trust(folding: Array(events.prefix(count))) }
    var shuffling = Seeded(state: seed)
    let trust = try Trust(folding: events)
    let shuffled = try Trust(folding: events.shuffled(using: &shuffling))
    for offset in stride(from: 0, through: 700, by: 5) {
      let on = day("2024-11-01").adding(days: offset)
      for name in RandomStory.movable {
        #expect(
          trust.holding(of: function(name), school: school("S1"), on: on)
            == shuffled.holding(of: function(name), school: school("S1"), on: on))
      }
    }
  }

  @Test(arguments: 1...8 as ClosedRange<UInt64>)
  func `a commit refused changes nothing, and one let in is let in again from the same state`(seed: UInt64)
    throws
  {
    var random = try RandomStory(seed: seed)
    for _ in 0..<12 {
      let before = random.story
      let accepted = random.accepted
      try random.step()
      #expect((random.story.events.count > before.events.count) == (random.accepted > accepted))
    }
  }

  @Test func `every event of the catalogue is accepted by the fold, in any trust`() throws {
    for trust in [Story(), try Story.smallTrust(), try Story.interim()] {
      for type in Catalogue.groups.flatMap(\.types) {
        try expectFolds(type, in: trust)
      }
    }
  }

  private func expectFolds<H: Happening>(_ type: H.Type, in story: Story) throws {
    var trust = try story.trust()
    let happening = H.example
    for named in [nil, school("S1"), school("X1")] {
      let context = Context(
        position: 9999, id: "x", ref: "X-1", actor: PersonCode(unchecked: "p-3"),
        recorded: Instant.example, school: named, riskCase: nil, day: Day.example)
      happening.evolve(&trust, context)
      happening.evolve(&trust, context)
      for code in trust.bodies.keys { #expect(trust.bodies[code]?.code == code) }
    }
  }

  @Test func `an event of a type that is not known yet is passed over`() throws {
    let story = try Story.smallTrust()
    let unknown = TrustEvent(
      position: 999, id: "018bf7e1-0c5a-7000-8000-000000000999", ref: "R-999", type: "MoonReached",
      dataSchema: "urn:kite:event:MoonReached:1", actor: "p-3", office: nil,
      recorded: Instant.example, subject: "trust", tags: [], data: [:])
    #expect(try Trust(folding: story.events + [unknown]).schools.count == 4)
  }

  @Test func `an entry that cannot be read is named`() throws {
    let broken = TrustEvent(
      position: 7, id: "018bf7e1-0c5a-7000-8000-000000000007", ref: "R-7", type: "SchoolJoined",
      dataSchema: "urn:kite:event:SchoolJoined:1", actor: "p-3", office: nil, recorded: Instant.example,
      subject: "trust", tags: [], data: ["school": 7])
    let problem = #expect(throws: UnreadableEntry.self) { try Trust(folding: [broken]) }
    #expect(problem?.position == 7)
    #expect(problem?.description.hasPrefix("entry 7 is a 'SchoolJoined' that cannot be read: ") == true)
  }

  @Test func `the catalogue names every type once, and each reads its own example`() {
    let types = Catalogue.groups.flatMap(\.types)
    #expect(Set(Catalogue.names).count == types.count && types.count > 90)
    for type in types {
      #expect(Catalogue.type(named: type.type) == type)
      #expect(type.summary.hasSuffix("."), "\(type.type)")
    }
  }
}

extension Trust {
  /// How many live variations name a function for a school on a day.
  func namedHolders(of name: String, in code: String, on day: Day) -> Int {
    variations.values.filter { $0.school.text == code }.reduce(0) { count, variation in
      count + (variation.items[function(name)] ?? []).filter { $0.days.contains(day) }.count
    }
  }
}
