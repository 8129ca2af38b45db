import Asking
import EventLog
import Governance
import Schemas

extension ExportFormat {
  static let workbook = ExportFormat(
    "xlsx", "A workbook for a board: decisions, risk board, what is due, the scheme as it is varied, figures."
  ) { trail, file in
    let folder = file.path.lastIndex(of: "/").map { String(file.path[..<$0]) } ?? "."
    let workbook = try WorkbookFile(file.path, puttingAsideIn: folder.isEmpty ? "/" : folder)
    workbook.describe(
      title: "\(trail.trust): \(trail.words)", author: "Kite", created: trail.recorded.milliseconds / 1000)
    let tables = try DataPackage.tables(trail)
    try WorkbookWriter(workbook).about(trail, tables)
    for table in tables { try WorkbookWriter(workbook).write(table) }
    try workbook.finish()
  }
}

struct WorkbookWriter {
  private let workbook: WorkbookFile
  /// What a sheet may hold, as Excel has it.
  static let mostRows = 1_048_576
  static let mostCharacters = 32_767

  init(_ workbook: WorkbookFile) { self.workbook = workbook }

  /// The first sheet: what this is, for whom, and what is left out.
  func about(_ trail: Trail, _ tables: [RecordTable]) throws {
    try workbook.addSheet("About")
    workbook.setWidth(24, ofColumn: 0)
    workbook.setWidth(90, ofColumn: 1)
    try workbook.write(trail.trust, 0, 0, .title)
    let answers = trail.answers
    var rows: [(String, Cell)] = [
      ("Trail of", .text(trail.words)), ("For the audience", .text(trail.audience.text)),
      ("As it stands on", .day(answers.on)),
      ("Entries", .text("as known at line \(answers.position) of the log")),
      ("Head of the log", .text(trail.head.base64)),
      ("What is left out", .text(WorkbookWriter.leftOut(trail))),
    ]
    if answers.isDemonstration { rows.append(("A demonstration", .text("an invented trust"))) }
    for table in tables { rows.append(("Sheet '\(table.title)'", .text(table.about))) }
    for (index, (label, cell)) in rows.enumerated() {
      try workbook.write(label, index + 2, 0, .header)
      try write(cell, index + 2, 1)
    }
  }

  private static func leftOut(_ trail: Trail) -> String {
    "stands as [withheld: class] where it is, with the lawful reason beside it; numbers of people that are "
      + (trail.audience == .public ? "small are hidden" : "small are shown to this audience")
  }

  func write(_ table: RecordTable) throws {
    try workbook.addSheet(table.title)
    for (index, column) in table.columns.enumerated() {
      workbook.setWidth(column.width, ofColumn: index)
      try workbook.write(column.title, 0, index, .header)
    }
    workbook.freeze(columns: 1)
    var row = 0
    try table.rows { cells in
      row += 1
      guard row < WorkbookWriter.mostRows else {
        throw ExportError.format(
          table.title, says: "a sheet holds \(WorkbookWriter.mostRows) rows at most; select fewer, or use csv"
        )
      }
      for (index, cell) in cells.enumerated() { try write(cell, row, index) }
    }
    workbook.filter(rows: row, columns: table.columns.count)
  }

  private func write(_ cell: Cell, _ row: Int, _ column: Int) throws {
    switch cell {
    case .none, .text(""), .list([]): break
    case .text(let text): try workbook.write(WorkbookWriter.cut(text), row, column)
    case .list(let items):
      try workbook.write(WorkbookWriter.cut(items.joined(separator: "\n")), row, column)
    case .day(let day): try workbook.write(Double(WorkbookWriter.serial(day)), row, column, .day)
    case .integer(let number): try workbook.write(Double(number), row, column)
    case .decimal(let number):
      if let value = Double(number.text) {
        try workbook.write(value, row, column)
      } else {
        try workbook.write(number.text, row, column)
      }
    case .flag(let flag): try workbook.write(flag, row, column)
    }
  }

  /// Days as Excel counts them.
  static func serial(_ day: Day) -> Int { day.daysSinceEpoch + 25_569 }

  /// A text that a cell can hold; one that was cut says so.
  static func cut(_ text: String) -> String {
    guard text.utf16.count > mostCharacters else { return text }
    let rest = "… (cut: the whole text is in the csv and jsonl formats)"
    return String(text.prefix(mostCharacters / 2 - rest.count)) + rest
  }
}
