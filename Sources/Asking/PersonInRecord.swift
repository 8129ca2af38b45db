public import Governance
public import JSON
import Schemas

/// What the record holds of a person: offices, interests, and what they did in decisions under their own id.
public struct PersonInRecord {
  public let person: PersonCode
  public let offices: [Tenure]
  public let declared: [AccountabilityRecord.Interest]
  /// Decisions from which the person withdrew, with the interest where it is said.
  public let withdrew: [(file: DecisionFile, interest: String?)]
  /// Interests that the body cleared: the person voted.
  public let cleared: [(file: DecisionFile, interest: String)]
  public let dissents: [(file: DecisionFile, words: String, answer: Mention?)]
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
    declared = record.interests(of: person)
    var withdrew: [(file: DecisionFile, interest: String?)] = []
    var cleared: [(file: DecisionFile, interest: String)] = []
    var dissents: [(file: DecisionFile, words: String, answer: Mention?)] = []
    for file in answer.files {
      let interest = file.decision.interests.firstIndex { $0.who == person }
      let what = try interest.map { index in
        try answer.words(["interests/\(index)/what"], of: file).first?.text
          ?? file.decision.interests[index].what.shown
      }
      if file.decision.withdrew.contains(person) {
        withdrew.append((file, what))
      } else if let what {
        cleared.append((file, what))
      }
      for dissent in file.decision.dissent where dissent.who == person {
        dissents.append((file, dissent.words.shown, record.answer(to: dissent, in: file)))
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
        declared.map {
          [
            "ref": .string($0.ref), "interest": .string($0.words.shown), "school": .optional($0.school?.text),
            "firstDay": .string($0.days.first.text), "lastDay": days($0.days),
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
