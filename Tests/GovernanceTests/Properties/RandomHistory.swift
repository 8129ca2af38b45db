import Governance
import JSON
import Schemas

/// Several years of a small trust: schemes, variations, interim boards, plans and reports, with what is
/// entered late, wrongly, or by the wrong body. What the rules let in is told to the model too.
struct RandomHistory {
  var story: Story
  /// The trust as the story tells it.
  var trust: Trust
  var entries: [HistoryModel.Entry]
  var refused: [String: Int] = [:]
  var today = day("2024-09-09")
  /// What the rules let in, in its order.
  var steps: [Step] = []
  var random: Seeded
  var number = 0
  var corrected: Set<String> = []

  /// An entry with the trust before and after it.
  struct Step {
    let kind: Kind
    let commit: Commit
    let entry: HistoryModel.Entry
    let before: Trust
    let after: Trust
    let today: Day
    /// How many entries and events there are with it.
    let entries: Int
    let events: Int
  }

  enum Kind: CaseIterable {
    case vary, change, renew, scheme, barrier, board, extend, disband, void, correct, outsider, ratify
    case late, place, plan, decide, report, step
  }

  static let schools = ["S1", "S2"]
  static let movable = ["E2", "E3", "F1", "F3", "F4", "G6"]
  static let functions = movable + ["G7", "P4", "T1", "G3"]
  private static let often: [Kind] = [
    .vary, .vary, .vary, .late, .change, .change, .renew, .renew, .ratify, .plan, .decide, .barrier, .board,
    .extend, .disband, .disband, .report, .report, .report, .report, .report, .outsider,
  ]

  init(seed: UInt64) throws {
    story = try Story.smallTrust()
    trust = try story.trust()
    random = Seeded(state: seed)
    var holders: [String: String] = [:]
    for row in SmallTrust.functions {
      if let code = row["code"]?.string, let holder = row["holder"]?.string { holders[code] = holder }
    }
    let first = day(SmallTrust.day)
    entries = [
      HistoryModel.Entry(
        ref: story.lastRef, position: story.events.count, decided: first, recorded: first, isIrregular: false,
        acts: [.scheme("v1", holders: holders, first: first, ended: [])])
    ]
  }

  var model: HistoryModel { HistoryModel(entries) }

  mutating func step() throws {
    today = today.adding(days: random.number(1...27))
    let kind = random.pick(Kind.allCases + RandomHistory.often)
    number += 1
    var draft = Draft(decided: today)
    // History that is found later: decided in the past, recorded today.
    if [.vary, .change].contains(kind), random.number(0...3) == 0 {
      draft.decided = max(today.adding(days: -random.number(3...70)), day("2024-09-06"))
    }
    try fill(&draft, kind, trust)
    guard var commit = draft.commit(today) else { return }
    commit.ref = "H-\(number)"
    let outcome = try story.when(commit)
    if let refusal = outcome.refusal {
      refused[refusal.rule, default: 0] += 1
      return
    }
    let before = trust
    story = outcome.after
    trust = try story.trust()
    let entry = HistoryModel.Entry(
      ref: "H-\(number)", position: story.events.count, decided: draft.decided, recorded: today,
      isIrregular: draft.isIrregular, acts: draft.acts)
    entries.append(entry)
    steps.append(
      Step(
        kind: kind, commit: commit, entry: entry, before: before, after: trust, today: today,
        entries: entries.count, events: story.events.count))
  }

  /// A commit to be, beside what the model is told of it.
  struct Draft {
    var decided: Day
    var power: String?
    var by = ["body/board"]
    var actor = "p-3"
    var school: String? = "S1"
    var told: [Told] = []
    var acts: [HistoryModel.Act] = []
    var isIrregular = false
    var lesserSteps = false

    func commit(_ today: Day) -> Commit? {
      guard !told.isEmpty else { return nil }
      guard let power else {
        return Commit(actor: actor, recorded: today.text, school: school, happenings: told)
      }
      var commit = Commit.decided(power, by: by, decided.text, school: school, told)
        .recorded(today.text, by: actor)
      if decided != today { commit = commit.deciding(("lateBecause", "Found in the minutes.")) }
      if isIrregular { commit = commit.deciding(("irregularBecause", "The board was not quorate.")) }
      if lesserSteps { commit = commit.deciding(("lesserSteps", ["Governors were added."])) }
      return commit
    }
  }

  mutating func fill(_ draft: inout Draft, _ kind: Kind, _ trust: Trust) throws {
    draft.school = random.pick(RandomHistory.schools)
    switch kind {
    case .vary:
      draft.power = "vary-scheme"
      vary(&draft)
    case .late: found(&draft)
    case .change: change(&draft, trust)
    case .renew: renew(&draft, trust)
    case .scheme: adopt(&draft, trust)
    case .barrier:
      let body = "lgb-\(draft.school ?? "S1")"
      draft.told = [Told(BodyReviewReported.self, ["body": .string(body), "barrier": "barrier"])]
    case .board, .extend, .disband: try board(&draft, kind, trust)
    case .void, .correct: try amend(&draft, kind)
    case .outsider:
      draft.power = "vary-scheme"
      draft.by = [random.pick(["body/standards", "body/finance", "office/CEO"])]
      draft.isIrregular = random.number(0...2) > 0
      vary(&draft)
    case .ratify: ratify(&draft)
    case .place, .plan, .decide, .report, .step: try casework(&draft, kind, trust)
    }
  }

  mutating func ahead(_ from: Day, _ range: ClosedRange<Int>) -> Day {
    from.adding(days: random.number(range))
  }

  // MARK: Variations

  mutating func vary(_ draft: inout Draft) {
    let code = "V-\(number)"
    var items: [JSONValue] = []
    var given: [String: HistoryModel.Given] = [:]
    for function in RandomHistory.movable where random.number(0...3) == 0 {
      var item = SmallTrust.item(function, random.pick(["SEC", "FRC", "CEO", "CFO", "TB", "HT"]))
      var one = HistoryModel.Given(holder: item["holder"]?.string ?? "")
      if random.number(0...3) == 0 {
        let (pounds, upTo) = (random.number(1...9000), random.pick(["HT", "LGB", "CFO"]))
        item["limit"] = ["pounds": .integer(pounds), "upTo": .string(upTo)]
        one.pounds = pounds
        one.upTo = upTo
      }
      items.append(item)
      given[function] = one
    }
    let rest = random.number(0...5) == 0 ? random.pick(["CEO", "SEC", "IEB"]) : nil
    let first = ahead(draft.decided, 0...40)
    let last = ahead(first, 15...260)
    let review = min(ahead(draft.decided, 1...98), last)
    draft.told = [
      Told(
        VariationMade.self,
        [
          "variation": .string(code), "items": .array(items), "firstDay": .string(first.text),
          "lastDay": .string(last.text), "reviewBy": .string(review.text),
        ]
      ).with(("remainderTo", rest.map(JSONValue.string)))
    ]
    draft.acts = [
      .varied(code, school: draft.school ?? "", items: given, rest: rest, first: first, last: last)
    ]
  }

  /// An earlier decision, found when another has been taken on the same functions since.
  mutating func found(_ draft: inout Draft) {
    let variations = entries.filter { entry in
      if case .varied(_, _, let items, _, _, _) = entry.acts.first { return !items.isEmpty }
      return false
    }
    guard let later = variations.last,
      case .varied(_, let school, let items, _, let first, let last) = later.acts.first
    else { return }
    draft.decided = max(later.decided.adding(days: -random.number(1...20)), day("2024-09-06"))
    draft.school = school
    draft.power = "vary-scheme"
    let given = items.mapValues { _ in HistoryModel.Given(holder: random.pick(["SEC", "CFO", "CEO"])) }
    let from = max(first.adding(days: -random.number(0...10)), draft.decided)
    let to = min(last.adding(days: random.number(-10...30)), draft.decided.adding(days: 360))
    draft.told = [
      Told(
        VariationMade.self,
        [
          "variation": .string("V-\(number)"),
          "items": .array(
            given.sorted { $0.key < $1.key }.map { SmallTrust.item($0.key, $0.value.holder) }),
          "firstDay": .string(from.text), "lastDay": .string(to.text),
          "reviewBy": .string(min(draft.decided.adding(days: 30), to).text),
        ])
    ]
    draft.acts = [
      .varied("V-\(number)", school: school, items: given, rest: nil, first: from, last: to)
    ]
  }

  /// The body or office that a holder's code stands for in a school.
  static func party(_ holder: String, _ school: String, board: String?) -> String? {
    switch holder {
    case "TB": "body/board"
    case "SEC": "body/standards"
    case "FRC": "body/finance"
    case "LGB": "body/lgb-\(school)"
    case "IEB": board.map { "body/\($0)" }
    case "HT": "office/head-\(school)"
    default: "office/\(holder)"
    }
  }

  /// A variation that is known, and its school.
  mutating func known(_ draft: inout Draft, _ trust: Trust) -> Variation? {
    let all = trust.variations.values.sorted { $0.code < $1.code }
    // The later ones are those that still hold something.
    guard !all.isEmpty else { return nil }
    let found = random.number(0...3) > 0 ? random.pick(Array(all.suffix(4))) : random.pick(all)
    draft.school = found.school.text
    return found
  }

  mutating func change(_ draft: inout Draft, _ trust: Trust) {
    guard let variation = known(&draft, trust) else { return }
    let code = variation.code.text
    draft.power = "vary-scheme"
    switch random.number(0...3) {
    case 0:
      let last = ahead(draft.decided, 0...60)
      draft.told = [VariationTold.ended(last.text, code)]
      draft.acts = [.ended(code, last: last)]
    case 1:
      draft.told = [
        VariationTold.reviewed(ahead(draft.decided, 1...98).text).with(("variation", .string(code)))
      ]
    default:
      let function = random.pick(variation.items.keys.sorted().map(\.text) + ["F3"])
      let first = ahead(draft.decided, 0...40)
      let pounds = random.number(0...1) == 0 ? nil : random.number(1...9000)
      let upTo = model.schemeInForce(on: first)?[function] ?? "HT"
      var told = VariationTold.handedBack(function, first.text).with(("variation", .string(code)))
      if let pounds { told.data["limit"] = ["pounds": .integer(pounds), "upTo": .string(upTo)] }
      draft.told = [told]
      draft.acts = [.handedBack(code, function: function, pounds: pounds, upTo: upTo, first: first)]
    }
  }

  mutating func renew(_ draft: inout Draft, _ trust: Trust) {
    guard let variation = known(&draft, trust), let end = variation.lastDay else { return }
    let code = variation.code.text
    let first = end.adding(days: 1)
    let functions = RandomHistory.movable.filter { name in
      variation.named(function(name), on: end) != nil && random.number(0...3) > 0
    }
    let rest = variation.remainder(on: end)?.holder
    let last = ahead(first, 20...150)
    draft.power = "vary-scheme"
    draft.told = [
      VariationTold.renewed(
        code, functions, first.text, last.text, review: min(ahead(draft.decided, 1...98), last).text
      ).with(("remainderTo", rest.map(JSONValue.string)))
    ]
    draft.acts = [
      .renewed(code, functions: Set(functions), rest: rest != nil, first: first, last: last)
    ]
  }

  // MARK: Schemes

  mutating func adopt(_ draft: inout Draft, _ trust: Trust) {
    let version = "v\(number + 1)"
    var holders: [String: String] = [:]
    let rows = SmallTrust.functions.map { row -> JSONValue in
      var row = row
      guard let code = row["code"]?.string else { return row }
      if RandomHistory.movable.contains(code), random.number(0...2) == 0 {
        row["holder"] = .string(random.pick(["LGB", "HT", "CEO"]))
      }
      holders[code] = row["holder"]?.string
      return row
    }
    let first = ahead(draft.decided, 1...20)
    var carried: [String] = []
    var ended: [String] = []
    for variation in trust.variations.values.sorted(by: { $0.code < $1.code }) {
      guard let last = variation.lastDay, last >= first else { continue }
      switch random.number(0...9) {
      case 0: continue
      case 1...4: ended.append(variation.code.text)
      default: carried.append(variation.code.text)
      }
    }
    draft.power = "adopt-scheme"
    draft.school = nil
    draft.told = [
      SmallTrust.scheme.with(
        ("scheme", .string(version)), ("functions", .array(rows)),
        ("carried", .array(carried.map(JSONValue.string))),
        ("ended", .array(ended.map(JSONValue.string))), ("firstDay", .string(first.text)))
    ]
    draft.acts = [.scheme(version, holders: holders, first: first, ended: Set(ended))]
  }

  // MARK: What was wrong, or not by the right body

  mutating func amend(_ draft: inout Draft, _ kind: Kind) throws {
    let own = entries.dropFirst()
    guard !own.isEmpty else { return }
    let entry = random.pick(Array(own.suffix(random.number(0...2) == 0 ? own.count : 6)))
    let events = story.events.filter { $0.ref == entry.ref }
    draft.school = events.first?.school?.text
    if kind == .void {
      draft.told = [
        Told(EntryVoided.self, ["entry": .string(events[0].id), "reason": "It is another school's."])
      ]
      draft.acts = [.voided(ref: entry.ref)]
      return
    }
    let days = events.filter { [VariationMade.type, VariationEnded.type].contains($0.type) }
    guard entry.acts.count == 1, days.count == 1, let event = days.first,
      corrected.insert(entry.ref).inserted,
      let was = event.data["lastDay"]?.string
    else { return }
    let now = day(was).adding(days: random.number(-30...30))
    draft.told = [
      Told(
        EntryCorrected.self,
        [
          "entry": .string(event.id), "field": "lastDay", "was": .string(was), "now": .string(now.text),
          "source": "The minutes.",
        ])
    ]
    draft.acts = [.corrected(ref: entry.ref, last: now)]
  }

  mutating func ratify(_ draft: inout Draft) {
    let irregular = entries.filter(\.isIrregular)
    guard !irregular.isEmpty else { return }
    let entry = random.pick(irregular)
    draft.school = story.events.first { $0.ref == entry.ref }?.school?.text
    draft.power = "vary-scheme"
    let first = ahead(draft.decided, 0...20)
    draft.told = [
      Told(
        IrregularDecisionRatified.self, ["decision": .string(entry.ref), "firstDay": .string(first.text)])
    ]
    draft.acts = [.ratified(ref: entry.ref, first: first)]
  }
}
