import Schemas

/// Days as clerks and spreadsheets write them: `2019-03-14`, `14 March 2019`, and with the order said,
/// `14/03/2019`.
struct ImportDay {
  /// What stands first where a day is written in numbers only.
  enum Order: String, CaseIterable {
    case dayFirst = "day-first"
    case monthFirst = "month-first"
  }

  let order: Order?

  private static let months = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
  ]

  /// - Throws: why it is no day, in words for the fault of a row.
  func read(_ written: String) throws(ImportProblem) -> Day {
    let word = ImportDay.withoutMidnight(written)
    if let day = Day(word) { return day }
    let parts = word.split { " /.-,".contains($0) }.map(String.init)
    if parts.count == 3, let month = ImportDay.month(parts[1]), let day = Int(parts[0]) {
      return try made(ImportDay.year(parts[2]), month, day, word)
    }
    let numbers = parts.compactMap { Int($0) }
    guard parts.count == 3, numbers.count == 3 else {
      if Int(word) != nil {
        throw ImportProblem(
          "'\(word)' is how a spreadsheet keeps a day: format the column as a date, and save it again")
      }
      throw ImportProblem("'\(word)' is no day; expected one such as 2019-03-14 or 14 March 2019")
    }
    guard let order else { throw ambiguous(word, numbers) }
    let (day, month) = order == .dayFirst ? (numbers[0], numbers[1]) : (numbers[1], numbers[0])
    return try made(ImportDay.year(parts[2]), month, day, word)
  }

  private func ambiguous(_ word: String, _ numbers: [Int]) -> ImportProblem {
    let names = ImportDay.months.map { $0.prefix(1).uppercased() + $0.dropFirst() }
    let readings = [(numbers[0], numbers[1]), (numbers[1], numbers[0])]
      .filter { (1...31).contains($0.0) && (1...12).contains($0.1) }
      .map { "\($0.0) \(names[$0.1 - 1])" }
    let meaning =
      readings.count == 2 && numbers[0] != numbers[1] ? " may be \(readings[0]) or \(readings[1])" : ""
    return ImportProblem(
      "'\(word)'\(meaning.isEmpty ? " is written in numbers only" : meaning): say which stands first, "
        + "--dates day-first or --dates month-first")
  }

  private func made(_ year: Int?, _ month: Int, _ day: Int, _ word: String) throws(ImportProblem) -> Day {
    guard let year else { throw ImportProblem("'\(word)': write the year with four digits") }
    func padded(_ number: Int, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
    guard let made = Day("\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))") else {
      throw ImportProblem("'\(word)' is no day of the calendar\(order.map { " read \($0.rawValue)" } ?? "")")
    }
    return made
  }

  private static func year(_ text: String) -> Int? { text.utf8.count == 4 ? Int(text) : nil }

  private static func month(_ text: String) -> Int? {
    let lower = text.lowercased()
    guard lower.utf8.count >= 3 else { return nil }
    return months.firstIndex { $0.hasPrefix(lower) || (lower == "sept" && $0 == "september") }.map { $0 + 1 }
  }

  /// Spreadsheets write a time behind a day that has none.
  private static func withoutMidnight(_ word: String) -> String {
    for tail in [" 00:00:00", " 00:00", "T00:00:00"] where word.hasSuffix(tail) {
      return String(word.dropLast(tail.count))
    }
    return word
  }
}

/// Why a word is not what its column asks for.
struct ImportProblem: Error, Equatable {
  let says: String
  init(_ says: String) { self.says = says }
}
