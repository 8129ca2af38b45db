import Governance
import JSON
import Schemas
import Testing

/// A record in memory: what stands in it, and what the rules say of what comes next.
///
/// `story.when(commit).then(.confirmed)` gives the story that goes on; `.thenRefused("rule")` one that did
/// not.
struct Story {
  private(set) var events: [TrustEvent] = []
  private var commits = 0

  /// The story with commits that the rules are not asked about: what an older record may hold.
  func given(_ commits: Commit...) throws -> Story {
    var story = self
    for commit in commits { try story.append(commit) }
    return story
  }

  /// What the rules say of a commit, and the story with it.
  func when(_ commit: Commit) throws -> Outcome {
    var after = self
    try after.append(commit)
    do {
      let verdict = try Trust.decide(try draft(commit), on: events)
      return Outcome(result: .success(verdict), before: self, after: after)
    } catch let refusal as Refusal {
      return Outcome(result: .failure(refusal), before: self, after: self)
    }
  }

  /// The trust as its entries tell it.
  func trust(decidedBy day: Day? = nil) throws -> Trust { try Trust(folding: events, decidedBy: day) }

  /// The id of an event of the last commit.
  func lastID(_ number: Int = 0) -> String {
    let ref = events.last?.ref
    return events.filter { $0.ref == ref }[number].id
  }

  var lastRef: String { events.last?.ref ?? "" }

  /// Reads the commit as `Recording` does: what is computed is filled in, then the data are decoded.
  func draft(_ commit: Commit) throws -> Draft {
    let trust = try Trust(folding: events)
    var context = Context(
      ref: commit.ref ?? "R-\(commits + 1)", actor: PersonCode(unchecked: commit.actor),
      recorded: commit.instant, school: commit.school.map(SchoolCode.init(unchecked:)),
      riskCase: commit.riskCase.map(CaseCode.init(unchecked:)), day: commit.day)
    var decision: DecisionTaken?
    if var data = commit.decision {
      DecisionTaken.complete(&data, trust, context)
      decision = try DecisionTaken.decode(data)
      context.decision = decision
    }
    let happenings = try commit.happenings.map { happening in
      try happening.type.decode(completed(happening, trust, context))
    }
    return Draft(context: context, decision: decision, happenings: happenings)
  }

  private func completed(_ told: Told, _ trust: Trust, _ context: Context) -> JSONValue {
    var data = told.data
    told.type.complete(&data, trust, context)
    return data
  }

  private mutating func append(_ commit: Commit) throws {
    let trust = try Trust(folding: events)
    let draft = try draft(commit)
    commits += 1
    var all: [(type: any Happening.Type, data: JSONValue)] = []
    if var data = commit.decision {
      DecisionTaken.complete(&data, trust, draft.context)
      all.append((DecisionTaken.self, data))
    }
    for told in commit.happenings { all.append((told.type, completed(told, trust, draft.context))) }
    for (type, data) in all {
      let position = events.count + 1
      let digits = String(position)
      events.append(
        TrustEvent(
          position: position,
          id: "018bf7e1-0c5a-7000-8000-\(String(repeating: "0", count: 12 - digits.count))\(digits)",
          ref: draft.context.ref, type: type.type, dataSchema: "urn:kite:event:\(type.type):1",
          actor: commit.actor, office: nil, recorded: commit.instant,
          subject: commit.school.map { "school/\($0)" } ?? "trust",
          tags: [commit.riskCase.map { "case/\($0)" }, commit.school.map { "school/\($0)" }].compactMap(
            \.self),
          data: data))
    }
  }
}

/// What the rules said.
struct Outcome {
  let result: Result<Verdict, Refusal>
  let before: Story
  let after: Story

  /// It was let in, with this standing.
  @discardableResult
  func then(_ standing: Standing = .confirmed, sourceLocation: SourceLocation = #_sourceLocation) -> Story {
    switch result {
    case .success(let verdict): #expect(verdict.standing == standing, sourceLocation: sourceLocation)
    case .failure(let refusal):
      Issue.record("refused by '\(refusal.rule)': \(refusal)", sourceLocation: sourceLocation)
    }
    return after
  }

  /// It was refused by this rule; the refusal, for a look at its words.
  @discardableResult
  func thenRefused(_ rule: String, sourceLocation: SourceLocation = #_sourceLocation) -> Refusal {
    switch result {
    case .success:
      Issue.record("let in, not refused by '\(rule)'", sourceLocation: sourceLocation)
      return Refusal(rule, "", whose: "")
    case .failure(let refusal):
      #expect(refusal.rule == rule, "\(refusal)", sourceLocation: sourceLocation)
      // Fit to be read: a sentence without a full stop, whose rule it is, and whole words.
      for words in [refusal.says, refusal.whose] + refusal.instead {
        #expect(
          !words.isEmpty && !words.hasSuffix(".") && !words.hasSuffix(" "), sourceLocation: sourceLocation)
        #expect(!words.contains("  ") && !words.contains("Optional("), sourceLocation: sourceLocation)
      }
      return refusal
    }
  }

  var refusal: Refusal? { if case .failure(let refusal) = result { refusal } else { nil } }
}
