import Asking
import CommandLineKit
import EventLog
import Governance
import History
import JSON
import Projections
import Schemas

extension AskCommands {
  private static let within = Parameter<Int?>.option(
    "within", "DAYS", help: "How far ahead; as far as the trust's first warning when absent.",
    group: "Selection")

  var due: Command {
    Command(
      "due", summary: "What falls due, what is late, who owes it, and the command that settles it.",
      discussion:
        "All of it is computed from the record, for any day: nothing is recorded by a clock. A day counts as "
        + "late from the day after it, in working days.",
      examples: [
        "kite due": "What is late, and what falls due in the next weeks.",
        "kite due --within 120 --school S02": "Further ahead, at one school.",
        "kite due --on 2025-02-12": "What was owed on a day.",
      ],
      [Self.within.declaration, Self.school.declaration] + Options.asking
    ) { input in
      if let days = input[Self.within], days < 0 {
        throw UsageError(
          .invalid(label: "--within", value: String(days), reason: "expected a number of days, 0 or more"),
          path: input.path)
      }
      let answers = try Answers(input, world)
      var dues = try Dues(answers)
      if let school = input[Self.school] {
        _ = try dues.trust.findSchool(school, on: answers.on)
        dues.duties.removeAll { $0.school != school }
      }
      let board = DueBoard(dues, within: input[Self.within], school: input[Self.school])
      return answer(input, answers, json: board.json, text: board.text(width: world.width))
    }
  }
}

/// What is owed on a day, by what was decided and stated by then.
struct Dues {
  let trust: Trust
  var duties: [Duty]
  let on: Day

  /// Of the whole trust.
  init(_ answers: Answers) throws {
    let chronicle = try Chronicle(answers.history.everything(upTo: answers.position))
    trust = chronicle.trust(decidedBy: answers.on)
    on = answers.on
    duties = trust.duties(on: answers.on)
  }

  /// Of some schools alone: it costs what their histories cost.
  init(_ answers: Answers, of schools: [SchoolCode]) throws {
    // A leader's home may be any school: those who are lent are told of all.
    let reads = schools.flatMap { Reads.duties(of: $0) } + [Reads.leaders]
    let chronicle = try Chronicle(answers.history.events(reads, upTo: answers.position))
    let trust = chronicle.trust(decidedBy: answers.on)
    self.trust = trust
    on = answers.on
    duties = schools.flatMap { trust.duties(of: $0, on: answers.on) }
  }

  /// What a school waits for next.
  func next(_ school: SchoolCode) -> Duty? { duties.first { $0.school == school && !$0.kind.looksBack } }
}

/// The duties of a day: late, due today, ahead.
struct DueBoard {
  let on: Day
  let school: SchoolCode?
  private let trust: Trust
  /// What waits for somebody to look back at it: no process stands still for it.
  private let again: [Duty]
  private let late: [Duty]
  private let today: [Duty]
  private let ahead: [Duty]
  /// Ahead, but further than was asked for.
  private let later: [Duty]
  private let days: Int

  init(_ dues: Dues, within: Int?, school: SchoolCode?) {
    on = dues.on
    trust = dues.trust
    self.school = school
    let days = within ?? dues.trust.numbers(.warningDays, on: dues.on).max() ?? 0
    self.days = days
    let last = dues.on.adding(days: min(days, 100_000))
    let on = dues.on
    again = dues.duties.filter { $0.kind.looksBack && $0.due <= on }
    late = dues.duties.filter { $0.due < on && !$0.kind.looksBack }
    today = dues.duties.filter { $0.due == on && !$0.kind.looksBack }
    ahead = dues.duties.filter { $0.due > on && $0.due <= last }
    later = dues.duties.filter { $0.due > last }
    let telling = dues.duties.filter { $0.kind == .escalation }
    self.telling = Dictionary(grouping: telling, by: { $0.concerns ?? "" })
  }

  private func told(_ duties: [Duty]) -> [Duty] { duties.filter { $0.kind != .escalation } }

  /// What a missing report has somebody told, by the report: in a text it is told with the report.
  private let telling: [String: [Duty]]

  var json: [JSONValue] { (late + today + ahead + again).map { $0.json(trust, on) } }

  func text(width: Int) -> String {
    var sheet = Sheet(width: width, indent: 6)
    let place = school.map { trust.schools[$0].map { "\($0.name) (\($0.code))" } ?? $0.text }
    let name = place ?? trust.opened?.name ?? "The trust"
    let (late, today, ahead) = (told(late), told(today), told(ahead))
    let counts = [
      late.isEmpty ? "nothing late" : "\(late.count) late", today.isEmpty ? nil : "\(today.count) due today",
      "\(ahead.isEmpty ? "nothing" : String(ahead.count)) ahead in \(Prose.count(days, "day"))",
      again.isEmpty ? nil : "\(again.count) to look at again",
    ]
    sheet.say("\(name) on \(on.spoken): \(counts.compactMap { $0 }.joined(separator: ", "))")
    section("late", late, &sheet)
    section("due today", today, &sheet)
    section("ahead", ahead, &sheet)
    section("to look at again", again, &sheet)
    if let next = later.first {
      sheet.space()
      let further = on.days(to: later.last?.due ?? next.due)
      sheet.say(
        "\(later.count) more later, the first on \(next.due.spoken): kite due --within \(further)")
    }
    return sheet.text
  }

  /// So many of one kind stand on one line.
  private static let most = 3

  private func section(_ title: String, _ duties: [Duty], _ sheet: inout Sheet) {
    guard !duties.isEmpty else { return }
    sheet.space()
    sheet.say(title)
    let alike = Dictionary(grouping: duties) { Alike($0) }
    var told: Set<Alike> = []
    for duty in duties {
      let same = alike[Alike(duty)] ?? []
      if duty.kind == .reportUnread {
        if told.insert(Alike(duty)).inserted { tellUnread(same, &sheet) }
      } else if same.count <= DueBoard.most || !duty.kind.looksBack {
        tell(duty, &sheet)
      } else if told.insert(Alike(duty)).inserted {
        tell(same, &sheet)
      }
    }
  }

  /// What is told together.
  private struct Alike: Hashable {
    let kind: Duty.Kind
    /// Who owes it; of a report that is to be seen, which report.
    let what: String?

    init(_ duty: Duty) {
      kind = duty.kind
      what = duty.kind == .reportUnread ? duty.concerns : duty.owes
    }
  }

  private func tell(_ duty: Duty, _ sheet: inout Sheet) {
    let at = school == nil ? duty.school.map { "\($0)  " } ?? "" : ""
    var what = "\(duty.due.spoken)  \(at)\(duty.what)\(words(duty))"
    if let note = duty.note { what += "; \(note)" }
    sheet.say(what, margin: 2)
    sheet.say("\(owing(duty)): \(duty.command)", margin: sheet.indent)
    if let otherwise = duty.otherwise { sheet.say("or: \(otherwise)", margin: sheet.indent) }
    if duty.kind == .report { tellEscalation(telling[duty.concerns ?? ""] ?? [], &sheet) }
  }

  /// The steps of the ladder that nobody has taken: who tells whom, with one command for all of them.
  private func tellEscalation(_ steps: [Duty], _ sheet: inout Sheet) {
    guard let first = steps.first else { return }
    let told = steps.map { step in
      let who = step.what.split(separator: " that the report").first.map { $0.dropFirst("tell ".count) }
      return (who.map(String.init) ?? "") + (step.note.map { " (\($0))" } ?? "")
    }
    let each = steps.count > 1 ? ", once for each" : ""
    sheet.say("\(owing(first)) tells \(Prose.list(told))\(each): \(first.command)", margin: sheet.indent)
  }

  /// One report, and all who are to see it.
  private func tellUnread(_ same: [Duty], _ sheet: inout Sheet) {
    guard let first = same.first else { return }
    let at = school == nil ? first.school.map { "\($0)  " } ?? "" : ""
    sheet.say("\(first.due.spoken)  \(at)\(first.what)", margin: 2)
    sheet.say(
      "\(Prose.list(same.map(owing)))\(same.count > 1 ? ", for each" : ""): \(first.command)",
      margin: sheet.indent)
    if let note = first.note { sheet.say(note, margin: sheet.indent) }
  }

  private func tell(_ same: [Duty], _ sheet: inout Sheet) {
    guard let first = same.first, let last = same.last else { return }
    let days = first.due == last.due ? first.due.spoken : "\(first.due.spoken) to \(last.due.spoken)"
    let refs = same.compactMap { $0.concerns?.split(separator: "/").last.map(String.init) }
    let what = first.kind == .outcome ? "look at the outcomes of" : "look again at why these are withheld:"
    sheet.say("\(days)  \(what) \(Prose.list(refs))\(words(first))", margin: 2)
    sheet.say("\(owing(first)), for each: \(first.command)", margin: sheet.indent)
  }

  private func owing(_ duty: Duty) -> String {
    (duty.owes.isEmpty ? "nobody holds it" : duty.owes) + (duty.person.map { " \($0)" } ?? "")
  }

  private func words(_ duty: Duty) -> String {
    if duty.kind.looksBack { return "" }
    if duty.due < on {
      let late = trust.calendar.workingDays(from: duty.due, to: on)
      return late == 0 ? ", late" : ", \(Prose.count(late, "working day")) late"
    }
    if duty.kind == .report, let warning = duty.warning {
      return warning == 0 ? "" : ", reminder: \(Prose.count(warning, "working day")) left"
    }
    let left = on.days(to: duty.due)
    return duty.warning == nil || left == 0 ? "" : ", \(Prose.count(left, "day")) left"
  }
}

extension Duty {
  /// The line of `kite due --json`, its keys in their fixed order.
  func json(_ trust: Trust, _ on: Day) -> JSONValue {
    [
      "kind": .string(kind.rawValue), "what": .string(what), "due": .string(due.text),
      "owes": .string(owes), "person": .optional(person?.text), "school": .optional(school?.text),
      "case": .optional(riskCase?.text), "concerns": .optional(concerns),
      "state": .string(due > on ? "ahead" : kind.looksBack ? "again" : due == on ? "due" : "late"),
      "lateBy": .integer(trust.calendar.workingDays(from: due, to: on)),
      "warning": warning.map(JSONValue.integer) ?? .null, "command": .string(command),
      "otherwise": .optional(otherwise), "note": .optional(note),
    ]
  }
}
