import CommandLineKit
import EventLog
import JSON
import Recording
import Schemas

/// A file of earlier decisions: CSV with a header, or an object a line.
struct ImportFile {
  let name: String
  let digest: Digest
  let rows: [ImportRow]

  /// - Throws: `InputError` for a file that cannot be read at all, `ImportFaults` for what is wrong in rows.
  init(_ bytes: [UInt8], named name: String, _ map: ImportMap, _ kinds: [ImportKind]) throws {
    self.name = name
    digest = Digest.of(bytes)
    let first = bytes.first { ![0xef, 0xbb, 0xbf, 0x20, 0x09, 0x0a, 0x0d].contains($0) }
    guard let first else { throw InputError("'\(name)' is empty") }
    guard first != UInt8(ascii: "[") else {
      throw InputError("'\(name)' is a list in JSON: write one object a line, without brackets and commas")
    }
    let reader = ImportReader(name: name, map: map, kinds: kinds)
    rows = try first == UInt8(ascii: "{") ? reader.lines(bytes) : reader.table(CSVTable(bytes, named: name))
    guard !rows.isEmpty else { throw InputError("'\(name)' has no rows") }
  }
}

/// Reads rows, and collects what is wrong in any of them.
private struct ImportReader {
  let name: String
  let map: ImportMap
  let kinds: [ImportKind]

  func table(_ table: CSVTable) throws -> [ImportRow] {
    let columns = table.header.map(column)
    var faults = unknown(columns, row: 1)
    faults += missing(columns)
    if !faults.isEmpty { throw ImportFaults(file: name, faults: faults) }
    var rows: [ImportRow] = []
    for row in table.rows where row.cells.contains(where: { !$0.isEmpty }) {
      let cells = zip(columns, row.cells).compactMap { column, cell in
        column.flatMap { cell.isEmpty ? nil : (column: $0, words: [cell]) }
      }
      do throws(ImportFault) { rows.append(try self.row(row.number, cells, splitting: true)) } catch {
        faults.append(error)
      }
    }
    if !faults.isEmpty { throw ImportFaults(file: name, faults: faults) }
    return rows
  }

  func lines(_ bytes: [UInt8]) throws -> [ImportRow] {
    let withoutMark = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? bytes.dropFirst(3) : bytes[...]
    var rows: [ImportRow] = []
    var faults: [ImportFault] = []
    for (index, line) in withoutMark.split(separator: 0x0a, omittingEmptySubsequences: false).enumerated() {
      guard line.contains(where: { ![0x20, 0x09, 0x0d].contains($0) }) else { continue }
      do throws(ImportFault) { rows.append(try object(index + 1, Array(line))) } catch {
        faults.append(error)
      }
    }
    if !faults.isEmpty { throw ImportFaults(file: name, faults: faults) }
    return rows
  }

  private func object(_ number: Int, _ line: [UInt8]) throws(ImportFault) -> ImportRow {
    let json: JSONValue
    do throws(JSONError) { json = try JSONValue.parse(bytes: line) } catch {
      throw ImportFault(number, "it is not JSON: \(error)")
    }
    guard let members = json.members else { throw ImportFault(number, "it is not a JSON object") }
    if json["decision"]?.members != nil { return try whole(number, json) }
    var cells: [(column: ImportColumn, words: [String])] = []
    for member in members where !member.value.isNull {
      guard let column = column(member.name) else { continue }
      if let fault = unknown([column], row: number).first { throw fault }
      let words = (member.value.array ?? [member.value]).map { $0.string ?? $0.text }
      cells.append((column, words))
    }
    return try row(number, cells, splitting: false)
  }

  /// A decision with its effects, as `kite decide --input` takes it.
  private func whole(_ number: Int, _ json: JSONValue) throws(ImportFault) -> ImportRow {
    guard let day = json["decision"]?["day"]?.string else {
      throw ImportFault(number, "day", "the decision has no day")
    }
    guard let decided = Day(day) else {
      throw ImportFault(number, "day", "'\(day)' is no day; expected one such as 2019-03-14")
    }
    return ImportRow(number: number, decided: decided, content: .whole(json))
  }

  /// Nil where the mapping leaves the column out.
  private func column(_ written: String) -> ImportColumn? {
    guard !written.isEmpty else { return nil }
    guard let mapped = map.columns[written.lowercased()] else { return ImportColumn(written) }
    return mapped.map { ImportColumn(written, mapped: $0) }
  }

  private func unknown(_ columns: [ImportColumn?], row: Int) -> [ImportFault] {
    columns.compactMap { column in
      guard let column, !kinds.contains(where: { $0.name(of: column) != nil }) else { return nil }
      let names = Array(Set(kinds.flatMap(\.columns)).union(ImportColumn.ofAll)).sorted()
      let near = column.candidates.first.flatMap { nearestName(to: $0, among: names) }
      return ImportFault(
        row, column.written,
        "it names nothing that a decision has" + (near.map { " (did you mean '\($0)'?)" } ?? "")
          + "; say what it is, or null to leave it out, in the file of --map")
    }
  }

  private func missing(_ columns: [ImportColumn?]) -> [ImportFault] {
    let named = Set(columns.compactMap(\.self).flatMap(\.candidates))
    let needed = [(ImportColumn.decided, "the day decided"), (ImportColumn.by, "who decided")]
    return needed.filter { !named.contains($0.0) }.map { column, meaning in
      let found = columns.compactMap { $0?.written }
      return ImportFault(
        1, "there is no column '\(column)', \(meaning); the columns are \(list(found, "and"))")
    }
  }

  /// - Parameter splitting: a cell holds several words, each on a line of its own or between `|`.
  private func row(
    _ number: Int, _ cells: [(column: ImportColumn, words: [String])], splitting: Bool
  ) throws(ImportFault) -> ImportRow {
    let kind = try kind(number, cells)
    var read: [ImportCell] = []
    for (column, words) in cells {
      guard let name = kind.name(of: column) else {
        throw ImportFault(number, column.written, "'\(kind.name)' has no such thing")
      }
      if name == ImportColumn.does { continue }
      let isList = kind.place(name)?.declaration.repeats ?? false
      let parts = splitting && isList ? words.flatMap(ImportReader.parts) : words
      var meant = parts.flatMap { map.meaning(of: $0, in: column.written, called: name) }
      if kind.place(name)?.isDay == true {
        meant = try meant.map { word throws(ImportFault) in
          do throws(ImportProblem) { return try ImportDay(order: map.dates).read(word).text } catch {
            throw ImportFault(number, column.written, error.says)
          }
        }
      }
      if let same = read.first(where: { $0.name == name }) {
        throw ImportFault(number, column.written, "it says the same as column '\(same.column)'")
      }
      read.append(ImportCell(column: column.written, name: name, words: meant))
    }
    for (name, meaning) in [(ImportColumn.decided, "the day decided"), (ImportColumn.by, "who decided")]
    where !read.contains(where: { $0.name == name }) {
      throw ImportFault(number, "'\(name)' is empty: \(meaning) is not said")
    }
    guard
      let decided = read.first(where: { $0.name == ImportColumn.decided })?.words.first.flatMap({ Day($0) })
    else { throw ImportFault(number, "'decided' is empty: the day decided is not said") }
    return ImportRow(number: number, decided: decided, content: .cells(kind, read))
  }

  private func kind(
    _ number: Int, _ cells: [(column: ImportColumn, words: [String])]
  ) throws(ImportFault) -> ImportKind {
    let cell = cells.first { $0.column.candidates.contains(ImportColumn.does) }
    let written = cell?.words.first ?? ImportKind.plain
    let meant =
      map.meaning(of: written, in: cell?.column.written ?? "", called: ImportColumn.does).first ?? written
    let name = meant.hasPrefix("kite ") ? String(meant.dropFirst(5)) : meant
    guard let kind = kinds.first(where: { $0.name == name.lowercased() }) else {
      let near = nearestName(to: name, among: kinds.map(\.name)).map { " (did you mean '\($0)'?)" } ?? ""
      throw ImportFault(
        number, cell?.column.written,
        "'\(written)' is nothing that a decision does\(near); it does one of "
          + kinds.map(\.name).joined(separator: ", "))
    }
    return kind
  }

  private static func parts(_ cell: String) -> [String] {
    cell.split { $0 == "|" || $0.isNewline }.map { String($0).trimmed }.filter { !$0.isEmpty }
  }
}
