import Asking
import Governance
import History
import JSON
import Schemas

extension ShownEntry {
  /// Labels of a decision are long: `outcome looked at on`.
  private static let indent = 24

  func text(width: Int, clocks: [RequestClock] = []) throws -> String {
    var sheet = Sheet(width: width, indent: Self.indent)
    let voided = dossier.voidedBy(entry.ref).map { "   [voided by \($0)]" } ?? ""
    sheet.say("\(entry.ref)\(voided)")
    sheet.row("recorded", recorded)
    if let decided = entry.decided { sheet.row("decided", decided.spoken) }
    if let firstDay = entry.firstDay { sheet.row("in force from", firstDay.spoken) }
    if let school = entry.school {
      let inCase = entry.riskCase.map { ", case \($0)" } ?? ""
      sheet.row("school", "\(names.school(school)) (\(school))\(inCase)")
    }
    sheet.row("standing", Standings.words(entry.standing))
    sheet.row("class", Self.words(entry.contentClass))
    for clock in clocks { sheet.row("clock of \(clock.request.code)", clock.words) }
    for (event, data) in zip(events, data) { try tell(event, marked(data, of: event), &sheet) }
    if !amending.all.isEmpty {
      sheet.space()
      sheet.say("What was done about it")
      for later in amending.all {
        sheet.row(later.ref, "\(later.day.spoken)  \(later.words)")
      }
    }
    tellGaps(&sheet)
    return sheet.text
  }

  private var recorded: String {
    let (hour, minute) = entry.recorded.londonTime
    let clock = "\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
    let office = events.first?.office.map { " (\($0))" } ?? ""
    return "\(entry.recorded.londonDay.spoken), \(clock), by \(entry.actor)\(office)"
  }

  private static func words(_ contentClass: ContentClass) -> String {
    switch contentClass {
    case .open: "open"
    case .part2: "Part 2: for those who attend the closed part of a meeting"
    case .restricted: "restricted: for those named for it"
    case .personal: "personal"
    }
  }

  private func tell(_ event: TrustEvent, _ data: JSONValue, _ sheet: inout Sheet) throws {
    sheet.space()
    let description = Catalogue.description(of: event.type)
    sheet.say("\(event.type)\(description.map { " - \($0.summary)" } ?? "")")
    var corrections: [String: (ref: String, data: JSONValue)] = [:]
    for correction in dossier.corrections(of: event) {
      let data = try dossier.disclosure.data(of: correction, concerning: event)
      if let field = data["field"]?.string { corrections[field] = (correction.ref, data) }
    }
    for field in EventFields(data, description, names, school: event.school).all {
      var lines = field.lines
      if let correction = corrections.removeValue(forKey: field.name), let was = data[field.name],
        let now = correction.data["now"]
      {
        lines = ["\(EventFields.raw(was)), corrected by \(correction.ref): \(EventFields.raw(now))"]
      }
      sheet.row(field.label, lines)
    }
    for (field, correction) in corrections.sorted(by: { $0.key < $1.key }) {
      let was = correction.data["was"].map(EventFields.raw) ?? ""
      let now = correction.data["now"].map(EventFields.raw) ?? ""
      sheet.row("corrected", "\(field): \(was), corrected by \(correction.ref): \(now)")
    }
  }

  /// What was destroyed is not withheld from anybody: the entry that did it stands in its place.
  private func marked(_ data: JSONValue, of event: TrustEvent) -> JSONValue {
    var data = data
    for gap in gaps where gap.event == event.id && gap.kind != .withheld {
      _ = data.set(.string(gap.mark), at: gap.path)
    }
    return data
  }

  /// What is not shown: of each class how much, why, until when, and who may see it.
  private func tellGaps(_ sheet: inout Sheet) {
    tellErased(&sheet)
    let closed = gaps.filter { $0.erasure == nil }
    guard !closed.isEmpty else { return }
    sheet.space()
    let counts = ContentClass.allCases.compactMap { kind -> String? in
      let count = closed.count { $0.contentClass == kind }
      return count == 0 ? nil : "\(Prose.count(count, "field")) of class \(kind.rawValue)"
    }
    sheet.say("Withheld: \(Prose.list(counts))")
    var told: [String] = []
    for gap in closed {
      let words = "\(gap.because ?? "none is recorded")"
      guard !told.contains(words) else { continue }
      told.append(words)
      sheet.row("reason", words)
      if let until = gap.until { sheet.row("looked at again", until.spoken) }
    }
    var reopened: [String] = []
    for gap in closed {
      guard case .closedAgain(let ref, let day) = gap.kind, !reopened.contains(ref) else { continue }
      reopened.append(ref)
      sheet.row("public before", "everybody could see it until \(day.spoken), when \(ref) closed it")
    }
    let absent = closed.filter { $0.kind == .absent }
    if !absent.isEmpty {
      sheet.row(
        "not here", "\(Prose.count(absent.count, "field")) may be seen, and this copy has none of them")
    }
    tellReaders(closed.filter { $0.kind != .absent }.map(\.contentClass), &sheet)
  }

  private func tellReaders(_ classes: [ContentClass], _ sheet: inout Sheet) {
    if classes.contains(.part2) {
      sheet.row("Part 2", "shown with --audience trustee, auditor or regulator, as the trust's settings say")
    }
    if classes.contains(.restricted) || classes.contains(.personal) {
      sheet.row("other classes", "kite show \(entry.ref) --reading-because TEXT, which is recorded")
    }
  }

  private func tellErased(_ sheet: inout Sheet) {
    var told: [String] = []
    for erasure in gaps.compactMap(\.erasure) where !told.contains(erasure.ref) {
      told.append(erasure.ref)
      let fields = gaps.filter { $0.erasure == erasure }.map(\.path)
      let by = erasure.by.isEmpty ? "" : " by decision of \(names.deciders(erasure.by, school: entry.school))"
      sheet.space()
      sheet.say("Erased: \(Prose.list(fields)) on \(erasure.day.spoken)\(by) (\(erasure.ref))")
    }
  }
}

extension Sheet {
  /// A label and several items, one below the other.
  mutating func row(_ label: String, _ items: [String]) {
    guard let first = items.first else { return }
    row(label, first)
    let margin = String(repeating: " ", count: indent)
    for item in items.dropFirst() {
      for (index, piece) in Prose.wrap(item, to: width - indent - 2).enumerated() {
        add([margin + (index == 0 ? "" : "  ") + piece])
      }
    }
  }
}
