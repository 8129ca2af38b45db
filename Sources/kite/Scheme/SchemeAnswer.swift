import Asking
import CommandLineKit
import Governance
import History
import JSON
import Schemas

extension SchemeCommands {
  private static let function = Parameter<FunctionCode?>.argument(
    "function", help: "One function in full; the whole matrix when absent.")
  private static let shownVersion = Parameter<SchemeVersion?>.option(
    "version", "VERSION", help: "A version, whether or not it is in force on the day.", group: "Selection")
  private static let shownFormat = Parameter<ShownFormat>.option(
    "format", "text|csv", default: .text, help: "Text to read, or a table for a spreadsheet.",
    group: "Selection")

  static func show(_ asking: AskCommands) -> Command {
    Command(
      "show", summary: "The scheme in force: who approves each function, and what others do.",
      discussion: """
        A trust's own letters stand as the scheme writes them, with what they mean beside them. Who holds a \
        function in a school on a day, varied or not, is what kite who answers.
        """,
      examples: [
        "kite scheme show": "The whole matrix.",
        "kite scheme show F3": "One function, with its letters, levels of risk and tiers.",
        "kite scheme show --format csv > next.csv": "To change it, and adopt it as the next version.",
        "kite scheme show --format csv --part powers > powers.csv": "What the matrix can't say.",
      ],
      [function.declaration, shownVersion.declaration, shownFormat.declaration, part.declaration]
        + Options.asking
    ) { input in
      let answers = try Answers(input, asking.world)
      let trust = try answers.trust(Reads.standing)
      var scheme = try trust.requireScheme(on: answers.on)
      if let version = input[shownVersion] {
        guard let found = trust.schemes.first(where: { $0.version == version }) else {
          throw unknown(
            "scheme", version.text, among: trust.schemes.map(\.version.text), "the versions on record")
        }
        scheme = found
      }
      if input[shownFormat] == .csv {
        let data = try SchemeParts.data(of: scheme, in: answers.log)
        asking.world.out(SchemeSheet(scheme: data).csv(input[part]))
        return .done
      }
      var codes = scheme.order
      if let code = input[function] {
        guard scheme.functions[code] != nil else {
          throw unknown(
            "function", code.text, among: codes.map(\.text), "scheme \(scheme.version) has")
        }
        codes = [code]
      }
      let shown = SchemeAnswer(scheme, trust, on: answers.on)
      let rows = codes.compactMap { scheme.functions[$0] }
      let width = asking.world.width
      return asking.answer(
        input, answers, json: rows.map(shown.json),
        text: input[function] == nil ? shown.text(rows, width: width) : shown.full(rows, width: width))
    }
  }
}

/// How a version on record is printed.
enum ShownFormat: String, CaseIterable, ParameterValue { case text, csv }

/// A version of the scheme, ready to be told.
struct SchemeAnswer {
  private let scheme: Scheme
  private let trust: Trust
  private let names: Names
  private let on: Day

  init(_ scheme: Scheme, _ trust: Trust, on day: Day) {
    self.scheme = scheme
    self.trust = trust
    on = day
    names = Names(trust: trust, day: max(day, scheme.days.first))
  }

  /// Where the function usually goes, level by level.
  private func levels(_ row: SchemeFunction) -> [(level: RiskLevel, holder: String)] {
    let first = [(RiskLevel.moderate, row.moderate), (.high, row.high)]
    let named = first.compactMap { level, holder in holder.map { (level, $0) } }
    return named + row.levels.map { ($0.level, $0.holder) }
  }

  private func tiers(_ row: SchemeFunction) -> [(tier: String, holder: String)] {
    scheme.tiers.compactMap { tier in
      tier.functions.first { $0.function == row.code }.map { (tier.name, $0.holder) }
    }
  }

  /// The powers of the rules that go by the function.
  private func powers(_ row: SchemeFunction) -> [String] {
    scheme.powers.values.filter { $0.function == row.code }.map(\.power.text).sorted()
  }

  func json(_ row: SchemeFunction) -> JSONValue {
    [
      "function": .string(row.code.text), "title": .string(row.title), "holder": .string(row.holder),
      "never": .bool(row.never),
      "letters": .array(
        row.letters.map { item in
          [
            "holder": .string(item.holder), "letter": .string(item.letter),
            "means": .optional(scheme.meaning(of: item.letter)?.rawValue),
          ]
        }),
      "levels": .array(
        levels(row).map { ["level": .string($0.level.rawValue), "holder": .string($0.holder)] }),
      "tiers": .array(tiers(row).map { ["tier": .string($0.tier), "holder": .string($0.holder)] }),
      "powers": .texts(powers(row)), "note": .optional(row.note), "scheme": .string(scheme.version.text),
    ]
  }

  /// The matrix, a row a function.
  func text(_ rows: [SchemeFunction], width: Int) -> String {
    var sheet = Sheet(width: width)
    let until = scheme.days.last.map { " to \($0.spoken)" } ?? ""
    sheet.say(
      "Scheme \(scheme.version), in force from \(scheme.days.first.spoken)\(until): "
        + Prose.count(rows.count, "function"))
    let used = Set(rows.flatMap { levels($0).map(\.level) }).sorted { $0.rank < $1.rank }
    let heads = ["", "function", "approves", "others"] + used.map(names.level)
    let cells = rows.map { row in
      let others = row.letters.map { "\($0.holder) \($0.letter)" }.joined(separator: ", ")
      return [row.code.text, row.title, row.holder + (row.never ? ", never moved" : ""), others]
        + used.map { level in levels(row).first { $0.level == level }?.holder ?? "" }
    }
    sheet.add(Columns(cells, heads: heads).lines(width: sheet.width))
    let letters = Set(rows.flatMap { $0.letters.map(\.letter) }).sorted()
    if !letters.isEmpty { sheet.space() }
    for letter in letters { sheet.row(letter, meaning(letter)) }
    for tier in scheme.tiers where scheme.tiers.count > 1 {
      let moved = tier.functions.map { "\($0.function) \($0.holder)" }.joined(separator: ", ")
      sheet.row("tier", "\(tier.name): \(moved.isEmpty ? "as above" : moved)")
      if let meant = tier.meant { sheet.row("", meant) }
    }
    return sheet.text
  }

  /// `consulted before (C): must consult`.
  private func meaning(_ label: String) -> String {
    let own = scheme.labels[label]?.meaning
    guard let letter = scheme.meaning(of: label) else {
      return own ?? "the trust's own letter, which the scheme does not explain"
    }
    let ours = letter.rawValue == label ? letter.words : "\(letter.words) (\(letter.rawValue))"
    return ours + (own.map { ": \($0)" } ?? "")
  }

  /// One function in full.
  func full(_ rows: [SchemeFunction], width: Int) -> String {
    var sheet = Sheet(width: width, indent: 16)
    for row in rows {
      sheet.say("\(row.code) \(row.title)   (scheme \(scheme.version))")
      let label = scheme.labels.values.first { $0.letter == Letter.approves.rawValue }?.label
      sheet.row("approves", names.holder(row.holder) + (label.map { " (\($0))" } ?? ""))
      for item in row.letters {
        sheet.row("", "\(names.holder(item.holder)): \(item.letter), \(meaning(item.letter))")
      }
      for (level, holder) in levels(row) {
        sheet.row("at \(names.level(level))", "usually \(names.holder(holder))")
      }
      for (tier, holder) in tiers(row) { sheet.row("tier \(tier)", names.holder(holder)) }
      if row.never { sheet.row("never", "no variation can move it") }
      let powers = powers(row)
      if !powers.isEmpty { sheet.row("powers", powers.joined(separator: ", ")) }
      if let note = row.note { sheet.row("note", note) }
    }
    return sheet.text
  }
}
