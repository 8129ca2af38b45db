public import Schemas

/// What every decision has. Its effects follow in the same commit, each an event of its own.
public struct DecisionTaken: Happening {
  public static let type = "DecisionTaken"
  public static let summary = "A body or an office that holds the power decided."

  public let power: PowerCode
  public let function: FunctionCode?
  public let by: [Party]
  public let capacity: Closable<String>?
  public let day: Day
  public let meeting: String?
  public let present: Int?
  public let quorum: Int?
  public let withdrew: [PersonCode]
  public let votes: Votes?
  public let dissent: [Dissent]
  public let question: Closable<String>?
  public let decision: Closable<String>
  public let because: Closable<String>
  public let triggers: [Closable<Trigger>]
  public let proportionality: Closable<String>?
  public let options: [RejectedOption]
  public let lesserSteps: [Closable<String>]
  public let evidence: [Closable<String>]
  public let unknown: [Closable<String>]
  public let advice: [Closable<String>]
  public let pounds: Int?
  public let risks: [Closable<String>]
  public let consulted: [Consultation]
  public let interests: [HandledInterest]
  public let longTerm: Closable<String>?
  public let neighbours: Closable<String>?
  public let pupilsFirst: Closable<String>?
  public let peopleAffected: Closable<String>?
  public let equality: Closable<String>?
  public let principles: Principles?
  public let basis: Basis
  public let lateBecause: String?
  public let irregularBecause: String?
  public let minutes: Minutes?
  public let breaches: [Breach]
  public let contentClass: ContentClass
  public let withheldBecause: String?
  public let withheldUntil: Day?
  public let expectedOutcome: Closable<String>?
  public let outcomeLookedAtOn: Day?

  public init(from form: inout Form) throws(FieldError) {
    power = try form("power", "Power that the decision rests on.")
    function = try form("function", "Function of the scheme that carries the power.")
    by = try form("by", "Who decided: bodies or offices, all of them.", atLeast: 1)
    capacity = try form("capacity", "In what capacity, where it is not plain.")
    day = try form("day", "Day of the decision.")
    meeting = try form("meeting", "Meeting or written resolution.")
    present = try form("present", "Members present, those who withdrew among them.", 1...500)
    quorum = try form("quorum", "Quorum of the body on the day.", 1...500)
    withdrew = try form("withdrew", "Persons who withdrew for an interest.")
    votes = try form("votes", "Votes for, against, abstained: 8-1-0.")
    dissent = try form("dissent", "Who disagreed, in their words.")
    question = try form("question", "The question that was decided.")
    decision = try form("decision", "The decision in a sentence.")
    because = try form("because", "The reasons.")
    triggers = try form("triggers", "What set it off.")
    proportionality = try form("proportionality", "Why not more and not less.")
    options = try form("options", "Options rejected, each with the reason.")
    lesserSteps = try form("lesserSteps", "Support and lesser steps tried first.")
    evidence = try form("evidence", "Evidence that was before the decider.")
    unknown = try form("unknown", "What was not known then.")
    advice = try form("advice", "Advice taken.")
    pounds = try form("pounds", "Money that it commits, in pounds.", 0...1_000_000_000)
    risks = try form("risks", "Risks seen.")
    consulted = try form("consulted", "Who was asked, and what they answered.")
    interests = try form("interests", "Interests declared, and how each was handled.")
    longTerm = try form("longTerm", "Effect in the longer term.")
    neighbours = try form("neighbours", "Effect on neighbouring schools.")
    pupilsFirst = try form("pupilsFirst", "How it serves pupils first.")
    peopleAffected = try form("peopleAffected", "People whom it affects, and how they are treated.")
    equality = try form("equality", "Equality considered.")
    principles = try form("principles", "Notes on the seven principles of public life.")
    basis = try form("basis", "How the decision came to be in the record.")
    lateBecause = try form("lateBecause", "Why it is recorded late.")
    irregularBecause = try form(
      "irregularBecause", "Why it stands although the decider did not hold the power.")
    minutes = try form("minutes", "Minutes that it is taken from.")
    breaches = try form("breaches", "What the rules would have refused, of a decision taken from minutes.")
    contentClass = try form("class", "How far it may be shown; open when absent.") ?? .open
    withheldBecause = try form("withheldBecause", "The lawful reason for withholding.")
    withheldUntil = try form("withheldUntil", "Day on which the withholding is looked at again.")
    expectedOutcome = try form("expectedOutcome", "What is expected to come of it.")
    outcomeLookedAtOn = try form("outcomeLookedAtOn", "Day on which the outcome is looked at.")
  }

  public var statedDay: Day? { day }
}

/// The count of a vote.
public struct Votes: Record, Equatable {
  public let `for`: Int
  public let against: Int
  public let abstained: Int

  public init(from form: inout Form) throws(FieldError) {
    `for` = try form("for", "Votes for.", 0...500)
    against = try form("against", "Votes against.", 0...500)
    abstained = try form("abstained", "Abstentions.", 0...500)
  }

  public var cast: Int { `for` + against + abstained }
}

public struct Dissent: Record {
  public let who: PersonCode
  public let words: Closable<String>

  public init(from form: inout Form) throws(FieldError) {
    who = try form("who", "Person who disagreed.", .untagged)
    words = try form("words", "Their words.")
  }
}

public struct RejectedOption: Record {
  public let what: Closable<String>
  public let why: Closable<String>

  public init(from form: inout Form) throws(FieldError) {
    what = try form("what", "The option.")
    why = try form("why", "Why it was rejected.")
  }
}

public struct Consultation: Record {
  public let who: Closable<String>
  public let answer: Closable<String>

  public init(from form: inout Form) throws(FieldError) {
    who = try form("who", "Who was asked.")
    answer = try form("answer", "What they answered.")
  }
}

public struct HandledInterest: Record {
  public let who: PersonCode
  public let what: Closable<String>
  public let handled: Handling

  public enum Handling: String, CaseIterable, FieldValue {
    case withdrew, cleared
  }

  public init(from form: inout Form) throws(FieldError) {
    who = try form("who", "Person with the interest.")
    what = try form("what", "The interest.")
    handled = try form("handled", "Withdrew, or cleared by the body.")
  }
}

/// A note on each of the seven principles of public life.
public struct Principles: Record {
  public let selflessness: Closable<String>?
  public let integrity: Closable<String>?
  public let objectivity: Closable<String>?
  public let accountability: Closable<String>?
  public let openness: Closable<String>?
  public let honesty: Closable<String>?
  public let leadership: Closable<String>?

  public init(from form: inout Form) throws(FieldError) {
    selflessness = try form("selflessness", "Whose interest is served.")
    integrity = try form("integrity", "Interests asked, declared, resolved.")
    objectivity = try form("objectivity", "The evidence, and what speaks against.")
    accountability = try form("accountability", "Who decided, and who may ask.")
    openness = try form("openness", "What is published, what is withheld and why.")
    honesty = try form("honesty", "What was not known.")
    leadership = try form("leadership", "Who was told, how, in what order.")
  }
}

/// Where an earlier decision comes from.
public struct Minutes: Record {
  public let source: String
  public let checksum: String?
  public let certifiedBy: PersonCode?
  public let file: String?
  public let row: Int?
  public let rowDigest: String?

  public init(from form: inout Form) throws(FieldError) {
    source = try form("source", "The minutes.")
    checksum = try form("checksum", "SHA-256 of the minutes, or of the file with them, as it is kept.")
    certifiedBy = try form("certifiedBy", "Person who certifies the copy.", .untagged)
    file = try form("file", "File that it was imported from.")
    row = try form("row", "Its row in that file.", 1...9_999_999)
    rowDigest = try form("rowDigest", "SHA-256 of what the row says, so that no row is imported twice.")
  }
}
