import Recording

/// What is wrong with a file, all of it, by row and column, so that it is mended at once.
struct Problems {
  let file: String
  private var all: [(place: String, says: String)] = []

  /// Of many, the first ones are told; the others are most likely of the same kind.
  private static let most = 20

  init(file: String) { self.file = file }

  /// Something about the file as a whole.
  mutating func add(_ says: String) { all.append(("", says)) }

  mutating func add(_ row: CSVTable.Row, _ says: String) { all.append(("row \(row.number)", says)) }

  mutating func add(_ row: CSVTable.Row, _ column: String, _ says: String) { add(row, [column], says) }

  mutating func add(_ row: CSVTable.Row, _ columns: [String], _ says: String) {
    let names = list(columns, "and")
    all.append(("row \(row.number), \(columns.count == 1 ? "column" : "columns") \(names)", says))
  }

  /// - Throws: `InputError`, where there is anything.
  func throwIfAny() throws(InputError) {
    guard let first = all.first else { return }
    guard all.count > 1 else {
      throw InputError("'\(file)'\(first.place.isEmpty ? "" : ", \(first.place)"): \(first.says)")
    }
    var lines = ["'\(file)': \(all.count) things are wrong, and nothing is recorded"]
    lines += all.prefix(Problems.most).map { "  \($0.place.isEmpty ? "" : "\($0.place): ")\($0.says)" }
    if all.count > Problems.most { lines.append("  and \(all.count - Problems.most) more") }
    throw InputError(lines.joined(separator: "\n"))
  }
}
