import Asking
import Governance
import History
import JSON
import Schemas

extension ShownEntry {
  /// Labels of a decision are long: `outcome looked at on`.
  private static let indent = 24

  func text(width: Int) -> String {
    var sheet = Sheet(width: width, indent: Self.indent)
    let voided = dossier.voidedBy(entry.ref).map { "   [voided by \($0)]" } ?? ""
    sheet.say("\(entry.ref)\(voided)")
    sheet.row("recorded", recorded)
    if let school = entry.school {
      let inCase = entry.riskCase.map { ", case \($0)" } ?? ""
      sheet.row("school", "\(names.school(school)) (\(school))\(inCase)")
    }
    sheet.row("standing", Standings.words(entry.standing))
    sheet.row("class", Self.words(entry.contentClass))
    let told = zip(events, data).map { event, data in markErased(in: data, of: event) }
    for (event, data) in zip(events, told) { tell(event, data, &sheet) }
    if !amending.all.isEmpty {
      sheet.space()
      sheet.say("What was done about it")
      for later in amending.all {
        sheet.row(later.ref, "\(later.day.spoken)  \(later.words)")
      }
    }
    tellWithheld(told, &sheet)
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

  private func tell(_ event: TrustEvent, _ data: JSONValue, _ sheet: inout Sheet) {
    sheet.space()
    let description = Catalogue.description(of: event.type)
    sheet.say("\(event.type)\(description.map { " - \($0.summary)" } ?? "")")
    var corrections: [String: TrustEvent] = [:]
    for correction in dossier.corrections(of: event) {
      if let field = correction.data["field"]?.string { corrections[field] = correction }
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
  private func markErased(in data: JSONValue, of event: TrustEvent) -> JSONValue {
    var data = data
    for erasure in dossier.events where erasure.type == ContentErased.type {
      guard erasure.data["entry"]?.string == event.id, dossier.voidedBy(erasure.ref) == nil else { continue }
      let fields = (erasure.data["fields"]?.array ?? []).compactMap(\.string)
      for (path, _) in data.closedPaths
      where fields.contains(where: { path == $0 || path.hasPrefix("\($0)/") }) {
        _ = data.set(.string("[erased by \(erasure.ref)]"), at: path)
      }
    }
    return data
  }

  /// Why something is withheld, until when, and who may see it.
  private func tellWithheld(_ told: [JSONValue], _ sheet: inout Sheet) {
    var closed: [ContentClass: Int] = [:]
    var reasons: [String] = []
    for data in told {
      let paths = data.closedPaths
      for path in paths { closed[path.contentClass, default: 0] += 1 }
      guard !paths.isEmpty, let reason = data["withheldBecause"]?.string, !reasons.contains(reason) else {
        continue
      }
      reasons.append(reason)
    }
    guard !closed.isEmpty else { return }
    sheet.space()
    let counts = ContentClass.allCases.compactMap { kind in
      closed[kind].map { "\(Prose.count($0, "field")) of class \(kind.rawValue)" }
    }
    sheet.say("Withheld: \(Prose.list(counts))")
    for reason in reasons { sheet.row("reason", reason) }
    let until = events.compactMap { $0.data["withheldUntil"]?.string.flatMap { Day($0) } }.max()
    if let until { sheet.row("looked at again", until.spoken) }
    if closed[.part2] != nil {
      let sees = audience.map { $0.classes.contains(.part2) } ?? false
      sheet.row(
        "Part 2",
        sees ? "not in this copy of the record" : "shown with --audience trustee, auditor or regulator")
    }
    if closed[.restricted] != nil || closed[.personal] != nil {
      sheet.row("other classes", "restricted and personal content is shown to nobody by this version of kite")
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
