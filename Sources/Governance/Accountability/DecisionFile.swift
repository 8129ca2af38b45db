public import Schemas

/// A decision with its effects, and what the record makes of it on the day asked about.
public struct DecisionFile: Sendable {
  public let ref: DecisionRef
  public let decision: DecisionTaken
  public let effects: [any Happening]
  public let school: SchoolCode?
  public let riskCase: CaseCode?
  public let position: Int
  public let recorded: Day
  public let standing: Standing
  /// The day by which it must be ratified, where it is not yet.
  public let ratifyBy: Day?
  public let weight: DecisionWeight
  /// Whether nothing weighs more.
  public let isGrave: Bool

  public var day: Day { decision.day }
  public var bodies: [BodyCode] { decision.by.compactMap(\.body) }

  /// Whether anything in it is kept from the public.
  public var isClosed: Bool {
    decision.contentClass != .open || decision.triggers.contains { $0.value == nil }
      || texts.contains { $0.value == nil }
  }

  /// Everything that it says in words, its reasons first.
  var texts: [Closable<String>] {
    let reasons = [decision.because, decision.decision]
    let one = [
      decision.question, decision.capacity, decision.proportionality, decision.longTerm, decision.neighbours,
      decision.pupilsFirst, decision.peopleAffected, decision.equality, decision.expectedOutcome,
    ]
    var texts = reasons + Principle.allCases.compactMap { decision.principles?[$0] }
    texts += one.compactMap { $0 }
    texts += decision.lesserSteps + decision.evidence + decision.unknown + decision.advice + decision.risks
    texts += decision.options.flatMap { [$0.what, $0.why] } + decision.dissent.map(\.words)
    texts += decision.consulted.flatMap { [$0.who, $0.answer] } + decision.interests.map(\.what)
    return texts
  }

  /// The first open text in which one of these words stands.
  func text(naming words: Set<String>) -> String? {
    texts.lazy.compactMap(\.value).first { !words.isDisjoint(with: DecisionFile.tokens($0)) }
  }

  /// The words of a text as references are written: letters, digits, `-` and `.`.
  static func tokens(_ text: String) -> [String] {
    text.split { !($0.isLetter || $0.isNumber || $0 == "-" || $0 == ".") }.map { word in
      var word = word
      while word.last == "." { word.removeLast() }
      return String(word)
    }
  }
}

/// Something else that a later entry says of a decision.
public struct Mention: Sendable, Equatable {
  public let ref: String
  public let day: Day
  /// Words of that entry that were open when it was recorded; nil where none of them speak of it. Whoever
  /// shows them asks whether they still are.
  public let words: String?
}

/// The decisions of a record, with the facts that accountability holds them against, as decided and stated by
/// a day.
public struct AccountabilityRecord: Sendable {
  public let on: Day
  public let trust: Trust
  /// In the order of the days decided, then of the log.
  public private(set) var files: [DecisionFile] = []
  /// When each entry came into the record, or the day that it states, by reference and by code of evidence.
  private(set) var days: [String: Day] = [:]
  private(set) var interests: [Interest] = []
  private(set) var confirmations: [(day: Day, ref: String)] = []
  private(set) var notices: [Notice] = []
  /// Entries in which somebody looked back: reviews, checks, tests.
  private(set) var looks: [(school: SchoolCode, mention: Mention)] = []
  private(set) var reviews: [DataReview] = []

  /// An interest on the register; of a school, where its entry is about one.
  public struct Interest: Sendable {
    public let ref: String
    public let person: PersonCode
    public let school: SchoolCode?
    public let days: DaySpan
    public let words: Closable<String>
  }

  struct Notice: Sendable {
    let ref: String
    let day: Day
    let school: SchoolCode?
    let kind: String
    let concerns: [Reference]
  }

  /// The trust looked at data; of one school, where its entry is about one.
  struct DataReview: Sendable {
    let ref: String
    let day: Day
    let school: SchoolCode?
  }

  /// - Parameters:
  ///   - chronicle: everything that was recorded by the time asked about.
  ///   - day: decisions of later days are left out.
  /// - Complexity: O(n).
  public init(_ chronicle: Chronicle, on day: Day) {
    on = day
    let trust = chronicle.trust(decidedBy: day)
    self.trust = trust
    var effects: [String: [any Happening]] = [:]
    var decisions: [(Context, DecisionTaken)] = []
    for (context, payload) in chronicle.told {
      let isKnown = context.day <= day || context.decision == nil && context.recorded.londonDay <= day
      guard isKnown else { continue }
      if let decision = payload as? DecisionTaken {
        decisions.append((context, decision))
      } else if context.decision != nil {
        effects[context.ref, default: []].append(payload)
      }
      take(payload, context)
    }
    let grave = DecisionWeight.table(trust.value(of: .decisionWeights, on: day))?.last?.name
    for (context, decision) in decisions {
      let own = effects[context.ref] ?? []
      let kinds = own.compactMap { ($0 as? any Effect).map { type(of: $0) as any Effect.Type } }
      let weight = trust.weight(of: decision.power, kinds, on: decision.day)
      let record = trust.decisions[DecisionRef(unchecked: context.ref)]
      files.append(
        DecisionFile(
          ref: DecisionRef(unchecked: context.ref), decision: decision, effects: own, school: context.school,
          riskCase: context.riskCase, position: context.position, recorded: context.recorded.londonDay,
          standing: record?.standing ?? .confirmed, ratifyBy: record?.ratifyBy, weight: weight,
          isGrave: weight.name == grave))
    }
  }

  private mutating func take(_ payload: any Happening, _ context: Context) {
    let stated = payload.note?.day ?? context.decision?.day ?? context.recorded.londonDay
    days[context.ref] = max(days[context.ref] ?? stated, stated)
    func look(_ words: Closable<String>?) {
      guard let school = context.school else { return }
      looks.append((school, Mention(ref: context.ref, day: context.day, words: words?.value)))
    }
    switch payload {
    case let evidence as EvidenceAdded: days[evidence.code.text] = stated
    case let interest as InterestDeclared:
      interests.append(
        Interest(
          ref: context.ref, person: interest.person, school: context.school,
          days: DaySpan(interest.firstDay, interest.lastDay), words: interest.interest))
    case is InterestsConfirmed: confirmations.append((stated, context.ref))
    case let notice as NoticeGiven:
      notices.append(
        Notice(
          ref: context.ref, day: stated, school: context.school, kind: notice.kind,
          concerns: notice.concerns))
    case is CaseReviewed, is FollowUpChecked, is ConditionsTested, is PlanSubmitted, is SupportReviewed:
      look(payload.note?.what)
    case is DataReviewed, is TrustReviewHeld:
      reviews.append(DataReview(ref: context.ref, day: stated, school: context.school))
    default: break
    }
  }

  /// The entries of the record that a text names, with their days.
  func dated(_ text: String) -> [(name: String, day: Day)] {
    var named: Set<String> = []
    return DecisionFile.tokens(text).compactMap { token in
      guard let day = days[token], named.insert(token).inserted else { return nil }
      return (token, day)
    }
  }

  /// Where somebody looked at what became of a decision, from the day that it had set: the decision that
  /// speaks of it by name, else what was decided or reviewed next at its school.
  public func outcome(of file: DecisionFile) -> Mention? {
    guard let from = file.decision.outcomeLookedAtOn else { return nil }
    let later = files.filter { $0.ref != file.ref && $0.day >= from && isBeside($0, file) }
    let named = later.lazy.compactMap { other in
      other.text(naming: [file.ref.text]).map { Mention(ref: other.ref.text, day: other.day, words: $0) }
    }.first
    if let named { return named }
    let decided = later.map { Mention(ref: $0.ref.text, day: $0.day, words: nil) }
    let looked = looks.filter { $0.school == file.school && $0.mention.day >= from }.map(\.mention)
    let met = trust.meetings.filter { meeting in
      file.school == nil && meeting.day >= from && file.bodies.contains(meeting.body)
    }.map { Mention(ref: $0.body.text, day: $0.day, words: nil) }
    return (looked + decided + met).min { $0.day < $1.day }
  }

  /// Where a later decision about the same school, or by the same bodies, speaks of somebody's dissent.
  public func answer(to dissent: Dissent, in file: DecisionFile) -> Mention? {
    for other in files where other.ref != file.ref && other.position > file.position && isBeside(other, file)
    {
      let words = other.text(naming: ["dissent", "dissented"]) ?? other.text(naming: [dissent.who.text])
      if let words {
        return Mention(ref: other.ref.text, day: other.day, words: words)
      }
    }
    return nil
  }

  private func isBeside(_ other: DecisionFile, _ file: DecisionFile) -> Bool {
    file.school == nil ? other.decision.by == file.decision.by : other.school == file.school
  }

  /// What a person has on the register, the first declared first.
  public func interests(of person: PersonCode) -> [Interest] { interests.filter { $0.person == person } }

  /// Whether a person has a seat on a body on a day.
  public func sits(_ person: PersonCode, on body: BodyCode, _ day: Day) -> Bool {
    trust.tenures.contains { $0.person == person && $0.seatOn == body && $0.days.contains(day) }
      || trust.bodies[body]?.members.contains { $0.person == person && $0.days.contains(day) } ?? false
  }
}
