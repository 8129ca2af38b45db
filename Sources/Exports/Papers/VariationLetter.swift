public import Asking
import EventLog
public import Governance
import History
import JSON
import Schemas

/// The letter that sets a variation out for the local body: what moves from whom to whom, from which day to
/// which, why, what stays, when it is looked at again, how to be heard, and what is live on the day asked
/// about.
public struct VariationLetter {
  let code: VariationCode
  let school: SchoolCode
  let variation: Variation
  let made: VariationMade
  let decision: DecisionTaken
  let ref: String
  let on: Day
  let source: PaperSource
  /// As known now, and as the decision left it.
  let trust: Trust
  let then: Trust
  let names: Names
  let since: [Amending.Later]
  let standing: Standing
  let withheldBecause: String?

  /// - Throws: `NotOnRecord` where there is no such variation, with those that there are.
  public init(_ code: VariationCode, _ answers: Answers) throws {
    self.code = code
    source = try PaperSource(answers)
    on = answers.on
    let tagged = try answers.log.events(
      matching: Query(types: [VariationMade.type], tags: [code.fullTag]), after: .start,
      upTo: answers.position)
    guard let school = try tagged.first.flatMap({ try TrustEvent($0).school }) else {
      throw try VariationLetter.unknown(code, answers)
    }
    self.school = school
    trust = try answers.trust(Reads.duties(of: school))
    guard let variation = trust.variations[code], let ref = variation.madeBy?.text else {
      throw NotOnRecord(
        "'\(code)' moves nothing: what made it was voided, or was decided without the power and not "
          + "ratified; 'kite trail --text \(code)' tells of it")
    }
    self.variation = variation
    self.ref = ref
    let entry = try ShownEntry(ref, answers)
    standing = entry.entry.standing
    since = entry.amending.all.filter { $0.what == code.text }
    guard
      let event = entry.events.first(where: {
        $0.type == VariationMade.type && $0.tags.contains(code.fullTag)
      }),
      let found = try entry.dossier.decision(variation.madeBy)
    else { throw try VariationLetter.unknown(code, answers) }
    made = try entry.dossier.read(event, as: VariationMade.self)
    decision = found.decision
    withheldBecause = PaperSource.reason(try entry.dossier.data(of: found.event))
    let last = entry.events.last?.position ?? event.position
    then = try answers.known(upTo: Position(last)).trust(Reads.duties(of: school))
    names = Names(trust: then, day: made.firstDay)
  }

  private static func unknown(_ code: VariationCode, _ answers: Answers) throws -> NotOnRecord {
    let proposed = Query(types: [DecisionProposed.type], tags: [code.fullTag])
    if let found = try answers.log.events(matching: proposed, after: .start, upTo: answers.position).last {
      return NotOnRecord("'\(code)' is proposed, and not decided: 'kite paper \(found.ref)' is its paper")
    }
    let made = try answers.log.events(
      matching: Query(types: [VariationMade.type]), after: .start, upTo: answers.position)
    let codes = Set(try made.compactMap { try TrustEvent($0).data["variation"]?.string }).sorted()
    let near = nearestName(to: code.text, among: codes).map { "; did you mean '\($0)'?" } ?? ""
    return NotOnRecord(
      "there is no variation '\(code)' in this record\(near)"
        + (codes.isEmpty ? "" : "\n  the record has: \(codes.joined(separator: ", "))"))
  }

  public func paper() throws -> Paper {
    var parts: [Part] = [.paragraph(opening)]
    if standing != .confirmed, standing != .corrected {
      parts.append(.notice("How it stands", [.paragraph(Words(Standings.words(standing)))], tone: .poor))
    }
    parts += [
      .section("What moves", moves), .section("Why", why), .section("What stays with the school", stays),
    ]
    if !meant.isEmpty { parts.append(.section("How it is meant", [.facts(meant)])) }
    if !help.isEmpty { parts.append(.section("Who comes to help", [.list(help)])) }
    parts += [
      .section("When it is looked at again, and how it ends", [.paragraph(review)]),
      .section("How to be heard", heard), .section("What is live on \(on.short)", live),
    ]
    return Paper(
      "Variation \(code) of the scheme of delegation for \(names.school(school))",
      kind: "\(source.trustName) - letter to the local body", facts: facts, parts: parts,
      foot: try source.foot())
  }

  // MARK: Who

  /// The body whose functions move: the one of the day before.
  private var body: Body? {
    let before = then.localBody(of: school, on: made.firstDay.adding(days: -1))
    return (before ?? then.localBody(of: school, on: made.firstDay)).flatMap { then.bodies[$0] }
  }

  private var facts: [Fact] {
    [
      Fact(
        "To",
        Words("the chair and the members of \(body?.name ?? "the local body of \(names.school(school))")")),
      Fact("Copy to", Words("\(head) of \(names.school(school))")),
      Fact("From", Words(clerk)),
      Fact("Date", .day(on)),
      Fact(
        "Decision",
        .code(ref) + Words(" of \(names.deciders(decision.by, school: school)), ") + .day(decision.day)),
    ]
  }

  /// What the scheme calls whoever leads the school.
  private var head: String {
    let holder = then.scheme(on: made.firstDay)?.holders.values.filter { $0.stands.contains("{school}") }
      .min { $0.code < $1.code }
    return holder.map { "the \($0.name)" } ?? "the head"
  }

  /// Whoever records for the board: letters go out, and answers come in, there.
  private var clerk: String {
    let recorder = trust.recorders.last { $0.party == trust.boardParty && $0.days.contains(on) }
    let office = recorder.flatMap { trust.offices(of: $0.person, on: on).first }
    return office.map { names.spoken(.office($0), school: school) } ?? "the clerk to the Board"
  }

  private var deciders: String { names.deciders(decision.by, school: school) }

  private var opening: Words {
    Words("On ") + .day(decision.day)
      + Words(
        " \(deciders) varied the scheme of delegation "
          + "(version \(then.scheme(on: made.firstDay)?.version.text ?? ""))"
          + " for \(names.school(school)). From ")
      + .day(made.firstDay) + " to " + .day(made.lastDay)
      + Words(
        " what is listed here is held by others. It goes back by itself after that day, unless it is decided "
          + "anew.")
  }

  // MARK: What

  private struct Move {
    let function: SchemeFunction
    let was: Holding
    let now: Holding
  }

  /// The functions that this variation holds on its first day, and who held them the day before.
  private var moved: [Move] {
    guard let scheme = then.scheme(on: made.firstDay) else { return [] }
    return scheme.order.compactMap { code in
      guard let function = scheme.functions[code],
        let now = then.holding(of: code, school: school, on: made.firstDay), now.variation == self.code
      else { return nil }
      // On the first day of a scheme there is no day before.
      let before = made.firstDay.adding(days: -1)
      let was = then.holding(of: code, school: school, on: before)
      return Move(function: function, was: was ?? now, now: now)
    }
  }

  private func words(_ holding: Holding) -> Words {
    var text = names.holder(holding.holder)
    if let via = holding.via { text += " (\(via))" }
    if let limit = holding.limit {
      text = "up to \(Prose.grouped(limit.pounds)) pounds \(names.holder(limit.upTo)), above it \(text)"
    }
    return Words(text)
  }

  private var moves: [Part] {
    var parts: [Part] = [
      .table(
        "\(moved.count) functions, from \(made.firstDay.short) to \(made.lastDay.short)",
        ["Function", "Until now", "From \(made.firstDay.short)"],
        moved.map { [SchemeComparison.title($0.function), words($0.was), words($0.now)] },
        none: "On its first day no function is held by it.")
    ]
    if let holder = made.remainderTo {
      parts.append(
        .paragraph(
          Words(
            "\(names.holder(holder)) holds whatever else the local body would hold, except what may never "
              + "be moved."
          )))
    }
    return parts
  }

  private var stays: [Part] {
    guard let scheme = then.scheme(on: made.firstDay) else { return [] }
    var groups: [(holder: String, functions: [SchemeFunction])] = []
    for code in scheme.order {
      guard let function = scheme.functions[code],
        let holding = then.holding(of: code, school: school, on: made.firstDay), holding.variation == nil,
        let stands = scheme.holders[holding.holder]?.stands,
        stands == SchemeHolder.local || stands.contains("{school}")
      else { continue }
      if let index = groups.firstIndex(where: { $0.holder == holding.holder }) {
        groups[index].functions.append(function)
      } else {
        groups.append((holding.holder, [function]))
      }
    }
    let items = groups.map { group in
      .strong("\(names.holder(group.holder)), \(group.functions.count): ")
        + Words(group.functions.map { "\($0.code) \($0.title)" }.joined(separator: "; "))
    }
    return [.list(items, none: "Nothing of what the school's own body and head hold by default.")]
  }

  // MARK: Why

  private var why: [Part] {
    var parts: [Part] = [.paragraph(Words(decision.decision)), .paragraph(Words(decision.because))]
    if let measure = decision.proportionality {
      parts.append(.paragraph(.strong("Why not more and not less: ") + Words(measure)))
    }
    let options = decision.options.map { Words($0.what) + " - " + Words($0.why) }
    if !options.isEmpty {
      parts += [.paragraph("Considered and rejected:"), .list(options)]
    }
    if !decision.lesserSteps.isEmpty {
      parts += [.paragraph("Tried before:"), .list(decision.lesserSteps.map { Words($0) })]
    }
    if !decision.unknown.isEmpty {
      parts += [.paragraph("Not known when it was decided:"), .list(decision.unknown.map { Words($0) })]
    }
    if let withheldBecause { parts.append(.paragraph(Words("Withheld here: \(withheldBecause)"))) }
    return parts
  }

  private var meant: [Fact] {
    [
      ("In the longer term", decision.longTerm), ("Pupils first", decision.pupilsFirst),
      ("People affected", decision.peopleAffected), ("Neighbouring schools", decision.neighbours),
    ].compactMap { label, text in text.map { Fact(label, Words($0)) } }
  }

  private var help: [Words] {
    let days = DaySpan(made.firstDay, made.lastDay)
    return trust.deployments.values.sorted { $0.code < $1.code }.compactMap { deployment in
      guard deployment.school == school,
        let span = deployment.spans.filter({ $0.days.overlaps(days) }).min(by: {
          $0.days.first < $1.days.first
        })
      else { return nil }
      let until = span.days.last.map { Words(" to ") + .day($0) } ?? ""
      return Words(
        "\(names.party(.office(deployment.leader), school: school)), "
          + "\(Prose.count(span.daysPerWeek, "day")) a week from "
      )
        + .day(span.days.first) + until
    }
  }

  // MARK: Afterwards

  private var review: Words {
    Words("\(deciders.prefix(1).uppercased() + deciders.dropFirst()) looks at it again by ")
      + .day(made.reviewBy)
      + ", and may then keep it, soften it or hand functions back. Its last day is " + .day(made.lastDay)
      + ". To go on after that is a new decision, with its own reasons."
  }

  private var heard: [Part] {
    [
      .paragraph(
        Words(
          "Write to \(clerk) at any time, and in time for the review if \(deciders) is to have it then. What "
            + "you write is entered in the decision record as your representation, in your words. You may "
            + "ask for the reasons, for the evidence that may be shown, and for what is withheld and why."))
    ]
  }

  private var live: [Part] {
    var parts: [Part] = []
    let functions = trust.scheme(on: on)?.order ?? []
    let held = functions.compactMap { trust.holding(of: $0, school: school, on: on) }.filter {
      $0.variation == code
    }
    if on < made.firstDay {
      parts.append(.paragraph("It is not in force yet."))
    } else {
      parts.append(
        .table(
          "\(held.count) functions are held by it", ["Function", "Held by", "To"],
          held.map { holding in
            let spans =
              variation.named(holding.function, on: on) == nil
              ? variation.remainder : variation.items[holding.function] ?? []
            return [
              .strong(holding.function.text) + Words(" \(holding.title)"), words(holding),
              spans.lastDay(from: on).map { .day($0) } ?? "",
            ]
          }, none: "Nothing: no function is held by it any more."))
    }
    let others = trust.liveVariations(in: school, on: on).filter { $0.code != code }.map {
      Words($0.code.text)
    }
    if !others.isEmpty {
      parts.append(.paragraph("Other variations are in force: " + .joined(others, separator: ", ") + "."))
    }
    if !since.isEmpty {
      parts += [
        .paragraph("What was done about it since:"),
        .list(since.map { .day($0.day) + ", " + .code($0.ref) + Words(": \($0.words)") }),
      ]
    }
    return parts
  }
}
