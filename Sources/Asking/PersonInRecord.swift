public import Governance
public import JSON
import Schemas

/// What the record holds of a person: offices, interests, and what they did in decisions under their own id.
public struct PersonInRecord {
  public let person: PersonCode
  public let offices: [Tenure]
  public let declared: [(interest: AccountabilityRecord.Interest, words: String)]
  /// Decisions from which the person withdrew, with the interest where it is said.
  public let withdrew: [(file: DecisionFile, interest: String?)]
  /// Interests that the body cleared: the person voted.
  public let cleared: [(file: DecisionFile, interest: String)]
  public let dissents: [Dissented]

  /// What the person said against a decision, and how it was answered, in the words that may be seen.
  public struct Dissented {
    public let file: DecisionFile
    public let words: String
    public let answer: Mention?
    public let answerWords: String?
  }

  /// Decisions of offices that the person held on the day.
  public let decided: [DecisionFile]
  /// Decisions of bodies on which the person had a seat on the day.
  public let sat: [DecisionFile]

  /// Nil for somebody whom the record does not know.
  public init?(_ person: PersonCode, in answer: AccountabilityAnswer) throws {
    let record = answer.record
    let trust = record.trust
    guard trust.persons.contains(person) else { return nil }
    self.person = person
    offices = trust.tenures.filter { $0.person == person }.sorted {
      ($0.days.first, $0.office) < ($1.days.first, $1.office)
    }
    declared = try record.interests(of: person).map { ($0, try answer.words(of: $0)) }
    var withdrew: [(file: DecisionFile, interest: String?)] = []
    var cleared: [(file: DecisionFile, interest: String)] = []
    var dissents: [Dissented] = []
    for file in answer.files {
      let interest = file.decision.interests.firstIndex { $0.who == person }
      let what = try interest.map { index in
        try answer.words(["interests/\(index)/what"], of: file).first?.text ?? ""
      }
      if file.decision.withdrew.contains(person) {
        withdrew.append((file, what))
      } else if let what {
        cleared.append((file, what))
      }
      for (index, dissent) in file.decision.dissent.enumerated() where dissent.who == person {
        let said = try answer.words(["dissent/\(index)/words"], of: file).first?.text
        let mention = record.answer(to: dissent, in: file)
        dissents.append(
          Dissented(
            file: file, words: said ?? "", answer: mention, answerWords: try answer.words(of: mention)))
      }
    }
    self.withdrew = withdrew
    self.cleared = cleared
    self.dissents = dissents
    decided = answer.files.filter { file in
      file.decision.by.compactMap(\.office).contains { office in
        trust.tenures.contains { $0.office == office && $0.person == person && $0.days.contains(file.day) }
      }
    }
    sat = answer.files.filter { file in
      file.bodies.contains { record.sits(person, on: $0, file.day) }
    }
  }

  public var json: JSONValue {
    func days(_ days: DaySpan) -> JSONValue { .optional(days.last?.text) }
    return [
      "person": .string(person.text),
      "offices": .array(
        offices.map {
          [
            "office": .string($0.office.text), "seatOn": .optional($0.seatOn?.text),
            "acting": .bool($0.acting), "firstDay": .string($0.days.first.text), "lastDay": days($0.days),
          ]
        }),
      "declared": .array(
        declared.map { found in
          [
            "ref": .string(found.interest.ref), "interest": .string(found.words),
            "school": .optional(found.interest.school?.text),
            "firstDay": .string(found.interest.days.first.text), "lastDay": days(found.interest.days),
          ]
        }),
      "withdrew": .array(
        withdrew.map {
          [
            "ref": .string($0.file.ref.text), "decided": .string($0.file.day.text),
            "interest": .optional($0.interest),
          ]
        }),
      "cleared": .array(
        cleared.map {
          [
            "ref": .string($0.file.ref.text), "decided": .string($0.file.day.text),
            "interest": .string($0.interest),
          ]
        }),
      "dissents": .array(
        dissents.map {
          [
            "ref": .string($0.file.ref.text), "decided": .string($0.file.day.text),
            "words": .string($0.words), "answeredBy": .optional($0.answer?.ref),
            "answered": .optional($0.answer?.day.text),
          ]
        }),
      "decided": .texts(decided.map(\.ref.text)), "sat": .texts(sat.map(\.ref.text)),
    ]
  }
}
