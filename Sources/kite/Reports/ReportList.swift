import Asking
import Governance
import History
import JSON
import Schemas

/// Monthly reports of the schools at risk, or of one school: handed in, missed, missing, and to come.
struct ReportList {
  struct Line {
    enum State: String {
      case handedIn = "handed-in"
      case missed, late, ahead
    }

    let code: ReportCode
    let school: SchoolCode
    let month: Month
    let state: State
    let due: Day
    let report: Report?
    /// Who is to see it and has not.
    let unseen: [String]
    let seen: [String]
  }

  let lines: [Line]
  let on: Day
  private let reader: String?
  private let trust: Trust

  init(_ answers: Answers, school: SchoolCode?, unseenBy reader: String?, within days: Int) throws {
    on = answers.on
    var schools: [SchoolCode] = []
    if let school {
      _ = try answers.trust(Reads.standing).findSchool(school, on: answers.on)
      schools = [school]
    } else {
      let risk = try answers.trust(Reads.state(of: nil))
      schools = risk.states(on: answers.on).filter(\.risk.isAtRisk).map(\.school)
    }
    let reads = schools.isEmpty ? Reads.standing : schools.flatMap { Reads.duties(of: $0) }
    let trust = try Chronicle(answers.history.events(reads, upTo: answers.position)).trust(decidedBy: on)
    self.trust = trust
    let own = try reader.map { try ReportList.code(of: $0, schools, trust, answers.on) }
    self.reader = own
    var lines: [Line] = []
    for school in schools {
      let open = trust.riskCase(of: school, on: answers.on)
      for report in trust.reports(of: school) where (report.submitted ?? report.due) <= answers.on {
        // Whoever asks what to read is not asked about cases that are over.
        if own != nil, open.map({ report.month < Month(of: $0.days.first) }) ?? true { continue }
        lines.append(ReportList.line(report, trust, answers.on))
      }
      lines += trust.duties(of: school, on: answers.on).filter { $0.kind == .report }.compactMap { duty in
        ReportList.line(duty, school, answers.on, within: days)
      }
    }
    if let own { lines.removeAll { $0.state == .missed || ($0.report != nil && !$0.unseen.contains(own)) } }
    // The newest first: it is the one that matters.
    self.lines = lines.sorted { $0.school != $1.school ? $0.school < $1.school : $0.month > $1.month }
  }

  /// The holder's code of whoever is named as a code, a body or an office.
  private static func code(
    of reader: String, _ schools: [SchoolCode], _ trust: Trust, _ day: Day
  ) throws -> String {
    if trust.scheme(on: day)?.holders[reader] != nil { return reader }
    let party =
      Party(reader) ?? BodyCode(reader).flatMap { trust.bodies[$0] != nil ? Party.body($0) : nil }
      ?? OfficeCode(reader).flatMap { office in
        trust.holder(of: office, on: day) != nil ? Party.office(office) : nil
      }
    guard let party else {
      let known = trust.scheme(on: day)?.holders.keys.sorted() ?? []
      throw unknown("body or office", reader, among: known, "the scheme names")
    }
    let codes = schools.map { trust.code(for: party, school: $0, on: day) }
    return codes.first ?? reader
  }

  private static func line(_ report: Report, _ trust: Trust, _ on: Day) -> Line {
    func codes(_ parties: [Party]) -> [String] {
      parties.map { trust.code(for: $0, school: report.school, on: on) }
    }
    var seen: [String] = []
    for code in codes(report.seen.filter { $0.day <= on }.map(\.by)) where !seen.contains(code) {
      seen.append(code)
    }
    return Line(
      code: report.code, school: report.school, month: report.month,
      state: report.isMissed ? .missed : .handedIn, due: report.due, report: report,
      unseen: report.isMissed ? [] : codes(trust.unseen(report, on: on)), seen: seen)
  }

  private static func line(_ duty: Duty, _ school: SchoolCode, _ on: Day, within days: Int) -> Line? {
    guard let code = duty.concerns?.split(separator: "/").last.flatMap({ ReportCode(String($0)) }),
      let month = Month(code.text.split(separator: "-").suffix(2).joined(separator: "-")),
      duty.due < on || on.days(to: duty.due) <= days
    else { return nil }
    return Line(
      code: code, school: school, month: month, state: duty.due < on ? .late : .ahead, due: duty.due,
      report: nil, unseen: [], seen: [])
  }

  private func age(_ line: Line) -> Int? { line.report?.submitted.map { $0.days(to: on) } }

  var json: [JSONValue] {
    lines.map { line in
      [
        "report": .string(line.code.text), "school": .string(line.school.text),
        "month": .string(line.month.text), "state": .string(line.state.rawValue),
        "rating": .optional(line.report?.rating?.rawValue),
        "direction": .optional(line.report?.direction?.rawValue), "due": .string(line.due.text),
        "submitted": .optional(line.report?.submitted?.text),
        "lateBy": .integer(line.report?.lateBy ?? trust.calendar.workingDays(from: line.due, to: on)),
        "ageDays": age(line).map(JSONValue.integer) ?? .null, "seenBy": .texts(line.seen),
        "unseenBy": .texts(line.unseen),
      ]
    }
  }

  func text(width: Int) -> String {
    var sheet = Sheet(width: width)
    let handedIn = lines.count { $0.state == .handedIn }
    let asked = reader.map { " not seen by \($0)" } ?? ""
    let count = Prose.count(handedIn, "report")
    let others = lines.count { $0.state == .late || $0.state == .ahead }
    sheet.say(
      "\(count)\(asked) on \(on.spoken)" + (others > 0 ? ", \(others) not handed in" : ""))
    guard !lines.isEmpty else { return sheet.text }
    sheet.add(
      Columns(
        lines.map(row),
        heads: ["report", "rating", "direction", "handed in", "age", reader == nil ? "not seen by" : ""]
      ).lines(width: sheet.width))
    if let first = lines.first(where: { $0.state == .handedIn && !$0.unseen.isEmpty }) {
      sheet.space()
      let by = reader ?? first.unseen.first ?? "WHO"
      sheet.row("next", "kite report show \(first.code); then kite report seen \(first.code) --by \(by)")
    }
    return sheet.text
  }

  private func row(_ line: Line) -> [String] {
    switch line.state {
    case .missed: return [line.code.text, "missed", "", "closed without one", "", ""]
    case .late:
      let late = trust.calendar.workingDays(from: line.due, to: on)
      return [
        line.code.text, "missing", "", "was due \(line.due.short)",
        "\(Prose.count(late, "working day")) late", "",
      ]
    case .ahead: return [line.code.text, "to come", "", "due \(line.due.short)", "", ""]
    case .handedIn:
      let rating = line.report?.rating.map { "\($0.letters) \($0.rawValue)" } ?? ""
      let late = line.report.map { $0.lateBy > 0 ? ", \($0.lateBy) late" : "" } ?? ""
      return [
        line.code.text, rating, line.report?.direction?.rawValue ?? "",
        (line.report?.submitted?.short ?? "") + late, age(line).map { Prose.count($0, "day") } ?? "",
        reader == nil ? line.unseen.joined(separator: " ") : "",
      ]
    }
  }
}
