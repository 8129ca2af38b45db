import Asking
import CommandLineKit
import EventLog
import Governance
import History
import JSON
import Schemas

extension AskCommands {
  private static let subject = Parameter<String>.argument(
    "function", help: "A function (F3), a power (vary-scheme) or an office (head-S02).")

  var who: Command {
    Command(
      "who", summary: "Who holds a function, a power or an office.",
      discussion: """
        The answer is the one body or office that holds it in the school on the day: by a variation that is \
        in force, by an interim board's place, or by the scheme.
        """,
      examples: [
        "kite who F3 --school S02 --on 2025-03-03": "Who may place orders at Ormerdyke on that day.",
        "kite who vary-scheme": "Who may vary the scheme of delegation.",
        "kite who head-S02 --on 2024-11-04": "Who is the headteacher, acting or not.",
      ],
      [Self.subject.declaration, Self.school.declaration] + Options.asking
    ) { input in
      let answers = try Answers(input, world)
      let school = input[Self.school]
      let trust = try answers.trust(Reads.authority(in: school))
      if let school { _ = try trust.findSchool(school, on: answers.on) }
      switch try WhoQuestion(input[Self.subject], school, trust, on: answers.on) {
      case .function(let code):
        let holding = try HoldingAnswer(code, school, trust, on: answers.on)
        return answer(input, answers, json: [holding.json], text: holding.text(width: world.width))
      case .power(let power):
        let holders = try PowerAnswer(power, school, trust, on: answers.on)
        return answer(input, answers, json: [holders.json], text: holders.text(width: world.width))
      case .office(let office):
        let tenure = OfficeAnswer(office, trust, on: answers.on)
        return answer(input, answers, json: [tenure.json], text: tenure.text(width: world.width))
      }
    }
  }
}

/// What a word after `kite who` names.
enum WhoQuestion {
  case function(FunctionCode)
  case power(Power)
  case office(OfficeCode)

  init(_ word: String, _ school: SchoolCode?, _ trust: Trust, on day: Day) throws {
    let scheme = trust.scheme(on: day)
    if let code = FunctionCode(word), scheme?.functions[code] != nil {
      self = .function(code)
      return
    }
    let powers = Set(Power.all).subtracting([.exerciseFunction]).union(scheme?.powers.keys.map { $0 } ?? [])
    if powers.contains(Power(word)) {
      self = .power(Power(word))
      return
    }
    let offices = Set(trust.tenures.map(\.office))
    if let code = OfficeCode(word), offices.contains(code) {
      self = .office(code)
      return
    }
    // A holder's code that stands for an office: `HT` with a school is its headteacher.
    if let party = trust.party(for: word, school: school, on: day), let office = party.office {
      self = .office(office)
      return
    }
    let inForce = try trust.requireScheme(on: day)
    let names = inForce.order.map(\.text) + powers.map(\.text) + offices.map(\.text)
    let nearest = nearestName(to: word, among: names).map { "; did you mean '\($0)'?" } ?? ""
    throw CommandFailure(
      .notFound,
      """
      '\(word)' is no function of scheme \(inForce.version), no power and no office\(nearest)
        functions: \(inForce.order.map(\.text).joined(separator: " "))
        powers: \(powers.map(\.text).sorted().joined(separator: " "))
        offices: \(offices.sorted().map(\.text).joined(separator: " "))
      """)
  }
}
