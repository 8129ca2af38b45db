import Asking
import EventLog
import Governance
import History
import JSON
import Schemas

extension ExportFormat {
  static let html = ExportFormat(
    "html",
    "The decision trail as one page to read or print: each entry whole, with its gaps and what was "
      + "done about it."
  ) { trail, file in
    try TrailPage(trail).write(file)
  }
}

/// The decision trail as one page: a list of its entries, then each entry whole.
struct TrailPage {
  private let trail: Trail
  private let trust: Trust
  private let source: PaperSource

  /// So many entries stand in one table: a browser shows a table when it has the whole of it.
  private static let tableRows = 500

  init(_ trail: Trail) throws {
    self.trail = trail
    trust = try trail.answers.trust(Reads.bodies)
    source = try PaperSource(trail.answers)
  }

  func write(_ file: OutputFile) throws {
    var page = HTMLPage(
      title: "Decision trail: \(trail.words)", kind: "\(source.trustName) - decision trail")
    var count = 0
    var withheld = 0
    try trail.forEachEntry { entry in
      count += 1
      if entry.isWithheld { withheld += 1 }
    }
    try write(page.head(facts: facts(count, withheld), contents: []), file)
    try writeList(&page, file)
    try trail.forEachInFull { entry in
      try write(page.body(.section(section(entry))), file)
    }
    try write(page.foot(try source.foot()), file)
  }

  /// Ids of persons whom the audience is not to know are masked wherever they stand.
  private func write(_ text: String, _ file: OutputFile) throws {
    try file.write(trail.answers.sight.masked(text))
  }

  private func facts(_ count: Int, _ withheld: Int) -> [Fact] {
    [
      Fact("Entries", Words(trail.words)),
      Fact(
        "In all",
        Words(
          count == 0
            ? "no entry of the record fits"
            : "\(Prose.count(count, "entry", "entries")); "
              + "\(withheld == 0 ? "none" : Prose.grouped(withheld)) "
              + "of which this audience sees without its words")),
      Fact("For", Words(trail.audience.text)),
      Fact("On", .day(trail.answers.on)),
    ]
  }

  private func writeList(_ page: inout HTMLPage, _ file: OutputFile) throws {
    var rows: [[Words]] = []
    var first = 1
    func flush() throws {
      guard !rows.isEmpty else { return }
      let table = Grid(
        "Entries \(first) to \(first + rows.count - 1), in the order of the record",
        ["Entry", "Day", "By", "What", "Standing"], rows)
      try write(page.body(.table(table)), file)
      first += rows.count
      rows.removeAll(keepingCapacity: true)
    }
    try trail.forEachEntry { entry in
      rows.append([
        .link(entry.ref, to: Anchor(entry.ref)), .day(entry.day), Words(entry.who), EntryWording.told(entry),
        Words(entry.standing.rawValue),
      ])
      if rows.count == Self.tableRows { try flush() }
    }
    try flush()
  }

  private func section(_ found: TrailEntry) throws -> Section {
    let entry = found.entry
    let names = Names(trust: trust, day: entry.day)
    var parts: [Part] = []
    if let voided = found.voidedBy {
      parts.append(
        .notice(
          "Voided",
          [.paragraph("It counts for nothing: " + .link(voided, to: Anchor(voided)) + " voids it.")],
          tone: .bad))
    }
    parts.append(.facts(facts(entry, names)))
    let figures = Figures(trail.audience, trust, on: trail.answers.on)
    for (event, data) in zip(found.events, found.marked) {
      let marked = figures.shown(data)
      let description = Catalogue.description(of: event.type)
      let fields = EventFields(marked, description, names, school: event.school).all
      parts.append(
        .section(
          Words(description?.summary ?? event.type),
          [.facts(fields.map { Fact($0.label, $0.lines.map(EntryWording.line)) })]))
    }
    parts += EntryWording.gaps(found.gaps)
    let later = try amending(found)
    if !later.isEmpty {
      parts.append(
        .section(
          "What was done about it",
          [
            .list(
              later.map { .day($0.day) + ", " + .link($0.ref, to: Anchor($0.ref)) + Words(": \($0.words)") })
          ]))
    }
    return Section(.code(entry.ref) + " " + EntryWording.told(entry), anchor: Anchor(entry.ref), parts)
  }

  private func amending(_ found: TrailEntry) throws -> [Amending.Later] {
    let query = Amending.query(found.events, found.entry.ref)
    let later = try trail.answers.log.events(matching: query, after: .start, upTo: trail.answers.position)
    return Amending(of: found.events, found.entry.ref, among: try later.map { try TrustEvent($0) }).all
  }

  private func facts(_ entry: Entry, _ names: Names) -> [Fact] {
    var facts: [Fact] = []
    if let decided = entry.decided {
      facts.append(
        Fact("Decided", .day(decided) + Words(" by \(names.deciders(entry.deciders, school: entry.school))")))
    }
    facts.append(Fact("Recorded", .day(entry.recorded.londonDay) + Words(" by \(entry.actor)")))
    if let school = entry.school {
      let inCase = entry.riskCase.map { ", case \($0)" } ?? ""
      facts.append(Fact("School", Words("\(names.school(school)) (\(school))\(inCase)")))
    }
    facts.append(Fact("Standing", Words(Standings.words(entry.standing))))
    if entry.contentClass != .open { facts.append(Fact("Class", Words(entry.contentClass.rawValue))) }
    return facts
  }
}

/// How an entry's words and gaps are written.
enum EntryWording {
  /// What an entry says in a line, with its marks, or its gap.
  static func told(_ entry: Entry) -> Words {
    if entry.isWithheld, entry.contentClass != .open { return .withheld(entry.contentClass) }
    let voided = entry.standing == .voided ? Words.badge("voided", .bad) + " " : Words("")
    return voided + Words(entry.told)
  }

  /// A line of a field; what is nothing but a gap looks like one.
  static func line(_ text: String) -> Words {
    for contentClass in ContentClass.allCases where text == Withheld.mark(contentClass) {
      return .withheld(contentClass)
    }
    return Words(text)
  }

  /// Why something is not shown, each reason once.
  static func gaps(_ gaps: [Gap]) -> [Part] {
    struct Kind: Hashable {
      let mark: String
      let because: String?
      let until: Day?
      /// What happened to it, where something did.
      let fate: String
    }
    var counts: [Kind: Int] = [:]
    var order: [Kind] = []
    for gap in gaps {
      let kind = Kind(mark: gap.mark, because: gap.because, until: gap.until, fate: fate(gap))
      if counts[kind] == nil { order.append(kind) }
      counts[kind, default: 0] += 1
    }
    guard !order.isEmpty else { return [] }
    let items = order.map { kind in
      let reason = kind.because ?? "no reason is on record"
      let until = kind.until.map { Words("; looked at again on ") + .day($0) } ?? ""
      return Words("\(Prose.count(counts[kind] ?? 0, "field")) \(kind.mark): \(reason)\(kind.fate)") + until
    }
    return [.notice("Not shown here", [.list(items)])]
  }

  private static func fate(_ gap: Gap) -> String {
    switch gap.kind {
    case .withheld, .absent: ""
    case .erased(let erasure): "; destroyed on \(erasure.day.short) by \(erasure.ref)"
    case .closedAgain(let ref, let day): "; everybody could see it until \(day.short), when \(ref) closed it"
    }
  }
}
