import Asking
import CommandLineKit
import Governance
import History
import JSON
import Schemas

/// The options by which decisions are selected.
enum DecisionSelecting {
  static let by = Parameter<String?>.option(
    "by", "WHO", help: "Decided by the body or office: TB, trust-board.", group: "Selection")
  static let since = Parameter<Day?>.option(
    "since", "DAY", help: "Decided on the day or later.", group: "Selection")
  static let until = Parameter<Day?>.option(
    "until", "DAY", help: "Decided on the day or earlier.", group: "Selection")
  static let declarations = [AskCommands.school.declaration, since.declaration, until.declaration]

  /// What the options select; refused where they name a school or somebody who does not exist.
  static func answer(_ input: Input, _ answers: Answers, by: String?) throws -> AccountabilityAnswer {
    var selection = DecisionSelection()
    if let since = input[since], let until = input[until], until < since {
      throw CommandFailure(.usage, "--until \(until) is before --since \(since): no decision can fit both")
    }
    if let school = input[AskCommands.school] {
      let trust = try answers.trust(Reads.standing)
      guard trust.schools[school] != nil else {
        throw unknown("school", school.text, among: trust.schools.keys.sorted().map(\.text), "the trust has")
      }
      selection.school = school
    }
    selection.since = input[since]
    selection.until = input[until]
    selection.by = by
    let answer = try AccountabilityAnswer(selection, answers)
    if let by, !answer.knows(by) {
      let scheme = answer.record.trust.scheme(on: answers.on)
      throw unknown(
        "body, office or person", by, among: (scheme?.holders.keys.sorted() ?? []), "the scheme names")
    }
    return answer
  }
}

extension AskCommands {
  private static let principle = Parameter<PrincipleName?>.option(
    "principle", "NAME", help: "One principle, with the words of every decision.", group: "Selection")
  private static let by = DecisionSelecting.by.described {
    $0.help = "Decided by the body or office: TB; or of a person, what the record holds: p-009."
  }

  var accountability: Command {
    Command(
      "accountability", summary: "The seven principles against the decisions: evidence held and missing.",
      discussion: """
        Nothing is ticked by anybody: each principle asks questions of every decision, and the record \
        answers \
        them. With --principle, the decisions that hold the evidence speak in their own words. With \
        --by p-009, what the record holds of a person: offices, interests, withdrawals, dissent.
        """,
      examples: [
        "kite accountability --school S02 --since 2024-09-01": "All seven, of one school since a day.",
        "kite accountability --principle integrity --by TB": "One principle, in the Board's own words.",
        "kite accountability --by p-009": "What a trustee declared, and where they disagreed.",
      ],
      [Self.principle.declaration, Self.by.declaration] + DecisionSelecting.declarations + Options.asking
    ) { input in
      let answers = try Answers(input, world)
      let who = input[Self.by]
      let person = try who.flatMap { PersonCode($0) }.flatMap { code in
        try answers.trust(Reads.standing).persons.contains(code) ? code : nil
      }
      let found = try DecisionSelecting.answer(input, answers, by: person == nil ? who : nil)
      if let person, let own = answers.audience?.person, own != person {
        throw CommandFailure(
          .refused, "the audience person:\(own) is shown what the record holds of \(own), and of nobody else")
      }
      if let person, let held = try PersonInRecord(person, in: found) {
        return answer(
          input, answers, json: [held.json], text: PersonText(held, found).text(width: world.width))
      }
      let one = input[Self.principle].flatMap { Principle(rawValue: $0.rawValue) }
      let report = AccountabilityText(found, trust: try answers.history.opened()?.name, on: answers.on)
      return try answer(
        input, answers, json: try (one.map { [$0] } ?? Principle.allCases).map(found.json),
        text: try one.map { try report.text($0, width: world.width) } ?? report.text(width: world.width))
    }
  }
}

/// The seven principles as they are read on a terminal.
struct AccountabilityText {
  let answer: AccountabilityAnswer
  let trust: String
  let on: Day

  init(_ answer: AccountabilityAnswer, trust: String?, on: Day) {
    self.answer = answer
    self.trust = trust ?? "The trust"
    self.on = on
  }

  /// All seven: how many decisions hold what is asked of them, and which do not.
  func text(width: Int) throws -> String {
    var sheet = Sheet(width: width, indent: 6)
    sheet.say(
      "\(trust) on \(on.spoken): \(Prose.count(answer.files.count, "decision")) against the principles")
    guard !answer.files.isEmpty else { return sheet.text }
    var (asked, held, broken) = (0, 0, 0)
    for (index, principle) in Principle.allCases.enumerated() {
      sheet.space()
      sheet.say("\(index + 1) \(principle.name)")
      for checked in try answer.checked(principle) where checked.asked > 0 {
        asked += checked.asked
        held += checked.held.count
        broken += checked.lacking.count { $0.lack.isError }
        let refs = checked.lacking.map(\.file.ref.text)
        let missing = refs.isEmpty ? "" : "; not \(AccountabilityText.some(refs))"
        sheet.say("\(checked.check.asks): \(checked.held.count) of \(checked.asked)\(missing)", margin: 2)
      }
    }
    sheet.space()
    sheet.say(
      "\(Prose.grouped(held)) of \(Prose.grouped(asked)) answers are in the record; "
        + "\(broken == 0 ? "no rule" : Prose.count(broken, "rule")) broken. What is missing, and the words "
        + "of "
        + "what is there: kite accountability --principle NAME")
    sheet.say("the principles: \(Principle.wording.words)")
    return sheet.text
  }

  /// A list that stays a line or two.
  private static func some(_ refs: [String]) -> String {
    let most = 12
    if refs.count <= most { return refs.joined(separator: " ") }
    return refs.prefix(most).joined(separator: " ") + " and \(refs.count - most) more"
  }

  /// One principle: what is missing and why it matters, then the decisions' own words.
  func text(_ principle: Principle, width: Int) throws -> String {
    var sheet = Sheet(width: width, indent: 10)
    sheet.say("\(principle.name): \(principle.text)")
    sheet.say(Principle.wording.words, margin: 2)
    for checked in try answer.checked(principle) {
      sheet.space()
      guard checked.asked > 0 else {
        sheet.say("\(checked.check.asks): no decision to ask it of")
        continue
      }
      sheet.say("\(checked.check.asks): \(checked.held.count) of \(checked.asked)")
      tell(checked.lacking, &sheet)
      // Where a decision has no words of its own for it, those of which the same is true are told at once.
      var alike: [(says: String, refs: [String])] = []
      for found in checked.held {
        let words = try answer.words(found.fields, of: found.file).map(\.text)
        if words.isEmpty {
          let says = found.says ?? "nothing against it"
          if let index = alike.firstIndex(where: { $0.says == says }) {
            alike[index].refs.append(found.file.ref.text)
          } else {
            alike.append((says, [found.file.ref.text]))
          }
        } else {
          sheet.row(found.file.ref.text, ([found.says].compactMap { $0 } + words).joined(separator: " - "))
        }
      }
      for group in alike { sheet.say("\(group.says): \(group.refs.joined(separator: " "))", margin: 2) }
    }
    return sheet.text
  }

  /// Decisions that lack the same are told together.
  private func tell(_ lacking: [(file: DecisionFile, lack: Lack)], _ sheet: inout Sheet) {
    for found in lacking {
      let mark = found.lack.isError ? "RULE BROKEN: " : "missing: "
      sheet.row(found.file.ref.text, "\(mark)\(found.lack.says)")
    }
    guard let first = lacking.first else { return }
    sheet.row("", "why it matters: \(first.lack.why)")
    sheet.row("", "what to do: \(first.lack.todo)")
  }
}
