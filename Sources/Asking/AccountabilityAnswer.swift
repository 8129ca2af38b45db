import EventLog
public import Governance
import History
public import JSON
import Projections
public import Schemas

/// Which decisions somebody asks about: those that fit every part that is given.
public struct DecisionSelection: Sendable {
  public var school: SchoolCode?
  /// A body or an office, by its id or as the scheme codes it.
  public var by: String?
  /// Decided on this day or later.
  public var since: Day?
  /// Decided on this day or earlier.
  public var until: Day?

  public init() {}
}

/// The decisions of a record as evidence for the seven principles, in the words that the audience may see.
public struct AccountabilityAnswer {
  public let record: AccountabilityRecord
  /// Those that were asked for, in the order of the days decided.
  public let files: [DecisionFile]
  public let names: Names
  private let selection: DecisionSelection
  private let sight: Sight
  private let dossier: Dossier

  public init(_ selection: DecisionSelection, _ answers: Answers) throws {
    let events = try answers.history.everything(upTo: answers.position)
    let record = AccountabilityRecord(try Chronicle(events), on: answers.on)
    self.record = record
    self.selection = selection
    sight = answers.sight
    names = Names(trust: record.trust, day: answers.on)
    dossier = try Dossier(events, answers)
    files = record.files.filter { file in
      selection.fits(file.school, file.day)
        && (selection.by.map {
          AccountabilityAnswer.decided($0, file.decision.by, file.school, file.day, record)
        }
          ?? true)
    }
  }

  private static func decided(
    _ who: String, _ by: [Party], _ school: SchoolCode?, _ day: Day, _ record: AccountabilityRecord
  ) -> Bool {
    by.contains { party in
      party.text == who || party.reference == who
        || record.trust.code(for: party, school: school, on: day) == who
    }
  }

  /// The gaps among what was asked for; those of the record itself where no body is named.
  public var gaps: [AccountabilityGap] {
    record.gaps.filter { gap in
      guard selection.fits(gap.school, gap.day) else { return false }
      guard let by = selection.by else { return true }
      return AccountabilityAnswer.decided(by, gap.by, gap.school, gap.day, record)
    }
  }

  /// A text without the ids of persons whom the audience is not to see.
  public func shown(_ text: String) -> String { sight.masked(text) }

  /// The words of a mention, where the audience may see them.
  public func words(of mention: Mention?) throws -> String? {
    try mention.flatMap { try dossier.words(of: $0) }
  }

  /// An interest on the register in the words that the audience may see.
  func words(of interest: AccountabilityRecord.Interest) throws -> String {
    let event = dossier[interest.ref].first {
      $0.type == InterestDeclared.type && $0.data["person"]?.string == interest.person.text
    }
    let words = try event.flatMap { try dossier.data(of: $0)["interest"]?.string }
    return words ?? Withheld.mark(interest.words.contentClass)
  }

  /// Whether a decision was ever taken by somebody of this name.
  public func knows(_ who: String) -> Bool {
    record.files.contains {
      AccountabilityAnswer.decided(who, $0.decision.by, $0.school, $0.day, record)
    } || record.trust.bodies.keys.contains { $0.text == who }
      || record.trust.tenures.contains { $0.office.text == who }
      || record.trust.schemes.contains { $0.holders[who] != nil }
  }

  /// What the decision itself says in these fields, a line each; what is withheld as its gap.
  public func words(_ fields: [String], of file: DecisionFile) throws -> [(field: String, text: String)] {
    guard
      let event = dossier[file.ref.text].first(where: { $0.type == DecisionTaken.type }),
      !fields.isEmpty
    else { return [] }
    let data = try dossier.data(of: event)
    var words: [(field: String, text: String)] = []
    for path in fields {
      let steps = path.split(separator: "/").map(String.init)
      guard let value = data.value(at: path), !value.isNull, let name = steps.last else { continue }
      var told: JSONValue = .object([])
      told[name] = value
      let description = steps.count == 1 ? Catalogue.description(of: DecisionTaken.type) : nil
      for field in EventFields(told, description, names, school: file.school).all {
        words.append((path, field.lines.joined(separator: "; ")))
      }
    }
    return words
  }
}

extension DecisionSelection {
  func fits(_ school: SchoolCode?, _ day: Day) -> Bool {
    if let wanted = self.school, wanted != school { return false }
    if let since, day < since { return false }
    if let until, day > until { return false }
    return true
  }
}

extension AccountabilityAnswer {
  /// What one check found in the decisions that were asked for.
  public struct Checked {
    public let check: AccountabilityCheck
    public let held: [Held]
    public let lacking: [(file: DecisionFile, lack: Lack)]

    public var asked: Int { held.count + lacking.count }

    public struct Held {
      public let file: DecisionFile
      public let fields: [String]
      public let says: String?
    }
  }

  /// The checks of a principle, in their order.
  public func checked(_ principle: Principle) throws -> [Checked] {
    try AccountabilityCheck.all.filter { $0.principle == principle }.map { check in
      var held: [Checked.Held] = []
      var lacking: [(file: DecisionFile, lack: Lack)] = []
      for file in files {
        switch check.finding(file, in: record) {
        case .notAsked: continue
        case .held(let fields, let says, let mention):
          let told = [says, try words(of: mention)].compactMap { $0 }.joined(separator: ": ")
          held.append(Checked.Held(file: file, fields: fields, says: told.isEmpty ? nil : shown(told)))
        case .lacks(let lack): lacking.append((file, lack.showing(shown)))
        }
      }
      return Checked(check: check, held: held, lacking: lacking)
    }
  }

  /// A principle as one object: how many decisions hold all the evidence that it asks of them, and for each
  /// check which do, in their words, and which do not.
  public func json(_ principle: Principle) throws -> JSONValue {
    let checked = try checked(principle)
    let lacking = Set(checked.flatMap { $0.lacking.map(\.file.ref) })
    let checks = try checked.map { one -> JSONValue in
      let held = try one.held.map { found -> JSONValue in
        [
          "ref": .string(found.file.ref.text), "says": .optional(found.says),
          "words": .array(
            try words(found.fields, of: found.file).map {
              ["field": .string($0.field), "text": .string($0.text)]
            }),
        ]
      }
      let lacks = one.lacking.map { found -> JSONValue in
        [
          "ref": .string(found.file.ref.text), "says": .string(found.lack.says),
          "why": .string(found.lack.why), "todo": .string(found.lack.todo),
          "error": .bool(found.lack.isError),
        ]
      }
      return [
        "check": .string(one.check.code), "asks": .string(one.check.asks), "asked": .integer(one.asked),
        "held": .array(held), "lacking": .array(lacks),
      ]
    }
    return [
      "principle": .string(principle.rawValue), "text": .string(principle.text),
      "wording": .string(Principle.wording.words), "decisions": .integer(files.count),
      "holding": .integer(files.count { !lacking.contains($0.ref) }), "checks": .array(checks),
    ]
  }
}

extension AccountabilityGap {
  /// The line of `kite gaps --json`.
  public func json(_ answer: AccountabilityAnswer) -> JSONValue {
    [
      "gap": .string(code), "severity": .string(isError ? "error" : "warning"), "ref": .optional(ref),
      "school": .optional(school?.text), "by": .texts(by.map { answer.names.code($0, school: school) }),
      "day": .string(day.text), "says": .string(answer.shown(says)), "fields": .texts(fields.map(\.rawValue)),
      "why": .string(why), "todo": .string(answer.shown(todo)),
    ]
  }
}

extension Lack {
  func showing(_ shown: (String) -> String) -> Lack {
    Lack(shown(says), why: why, todo: shown(todo), isError: isError)
  }
}

extension Dossier {
  /// The words of a mention, where the audience may see them now: what stood open may have been closed since.
  public func words(of mention: Mention) throws -> String? {
    guard let words = mention.words else { return nil }
    for event in self[mention.ref] {
      let shown = EntryWords.texts(try data(of: event)).map(\.words)
      if shown.contains(words) || shown.contains(disclosure.sight.masked(words)) {
        return disclosure.sight.masked(words)
      }
    }
    return nil
  }
}
