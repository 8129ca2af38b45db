import Governance
import JSON
import Schemas

/// SplitMix64: the same seed gives the same story.
struct Seeded: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func pick<T>(_ items: [T]) -> T { items[Int.random(in: 0..<items.count, using: &self)] }
  mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }
}

/// Random decisions about one school's functions, many of which the rules refuse.
struct RandomStory {
  private(set) var story: Story
  private(set) var accepted = 0
  private(set) var refused: Set<String> = []
  private var random: Seeded
  private var today = day("2024-11-08")
  private var codes = 0
  private var known: [String] = []

  init(seed: UInt64) throws {
    story = try Story.schoolAtRisk()
    random = Seeded(state: seed)
  }

  static let movable = ["E2", "E3", "F1", "F3", "F4", "G6"]
  static let holders = ["SEC", "FRC", "CEO", "CFO", "TB", "HT", "LGB", "IEB"]

  mutating func step() throws {
    today = today.adding(days: random.number(0...25))
    let outcome = try story.when(commit())
    if let refusal = outcome.refusal { refused.insert(refusal.rule) } else { accepted += 1 }
    story = outcome.after
    known = try story.trust().variations.keys.sorted().map(\.text)
  }

  private mutating func commit() -> Commit {
    let effects = (0..<random.pick([1, 1, 2])).map { _ in effect() }
    // History that is found later: decided in the past, recorded today.
    let late = random.number(0...4) == 0
    let decided = late ? today.adding(days: -random.number(5...60)) : today
    var commit = Commit.decided(
      "vary-scheme", by: ["body/board"], max(decided, day("2024-11-08")).text,
      school: random.pick(["S1", "S1", "S2"]),
      effects
    ).recorded(today.text)
    if late { commit = commit.deciding(("lateBecause", "Found in the minutes.")) }
    return commit
  }

  private mutating func code() -> String { known.isEmpty ? "V-0" : random.pick(known) }
  private mutating func ahead(_ range: ClosedRange<Int>) -> String {
    today.adding(days: random.number(range)).text
  }

  private mutating func effect() -> Told {
    switch random.number(0...9) {
    case 0...4: made()
    case 5: VariationTold.ended(ahead(0...120), code())
    case 6:
      VariationTold.handedBack(
        random.pick(Self.movable), ahead(0...40),
        upTo: random.number(0...1) == 0 ? nil : random.number(1...9000)
      ).with(("variation", .string(code())))
    case 7:
      VariationTold.renewed(
        code(), [random.pick(Self.movable)], ahead(0...120), ahead(60...360), review: ahead(1...98))
    case 8: VariationTold.reviewed(ahead(1...98)).with(("variation", .string(code())))
    default: VariationTold.ended(ahead(0...30), code())
    }
  }

  private mutating func made() -> Told {
    codes += 1
    var items: [JSONValue] = []
    for function in Self.movable where random.number(0...3) == 0 {
      var item = SmallTrust.item(function, random.pick(Self.holders))
      if random.number(0...3) == 0 {
        item["limit"] = [
          "pounds": .integer(random.number(1...9000)), "upTo": .string(random.pick(Self.holders)),
        ]
      }
      items.append(item)
    }
    return Told(
      VariationMade.self,
      [
        "variation": .string("V-\(codes)"), "items": .array(items), "firstDay": .string(ahead(0...60)),
        "lastDay": .string(ahead(30...360)), "reviewBy": .string(ahead(1...98)),
      ]
    ).with(("remainderTo", random.number(0...5) == 0 ? .string(random.pick(["CEO", "SEC", "IEB"])) : nil))
  }
}
