import Governance
public import Schemas

/// Plain English for lists, numbers and days.
public enum Prose {
  /// Lines of at most so many characters, broken between words; a longer word stands alone.
  public static func wrap(_ text: String, to width: Int) -> [String] {
    var lines: [String] = []
    for paragraph in text.split(separator: "\n" as Character, omittingEmptySubsequences: false) {
      var line = ""
      for word in paragraph.split(separator: " " as Character, omittingEmptySubsequences: false) {
        if line.isEmpty {
          line = String(word)
        } else if line.count + 1 + word.count <= width {
          line += " " + word
        } else {
          lines.append(trimmed(line))
          line = String(word)
        }
      }
      lines.append(trimmed(line))
    }
    return lines
  }

  private static func trimmed(_ line: String) -> String {
    var line = line
    while line.last == " " { line.removeLast() }
    return line
  }

  /// `a, b and c`.
  public static func list(_ items: [String], last: String = "and") -> String {
    guard items.count > 1, let end = items.last else { return items.first ?? "none" }
    return items.dropLast().joined(separator: ", ") + " \(last) " + end
  }

  /// `1 day`, `3 days`, `no days`.
  public static func count(_ number: Int, _ singular: String, _ plural: String? = nil) -> String {
    let plural = plural ?? singular + "s"
    return number == 0 ? "no \(plural)" : number == 1 ? "1 \(singular)" : "\(grouped(number)) \(plural)"
  }

  /// `once`, `twice`, `4 times`.
  public static func times(_ number: Int) -> String {
    switch number {
    case 1: "once"
    case 2: "twice"
    default: "\(grouped(number)) times"
    }
  }

  /// `10,000`.
  public static func grouped(_ number: Int) -> String {
    let digits = Array(String(number.magnitude))
    var text = number < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text += "," }
      text.append(digit)
    }
    return text
  }

  public static func padded(_ text: String, to width: Int) -> String {
    text.count >= width ? text : text + String(repeating: " ", count: width - text.count)
  }
}

extension Day {
  /// `21 Jul 2026`: a day inside a sentence that has its weekday elsewhere, or needs none.
  public var short: String { spoken.split(separator: " ", maxSplits: 1).last.map(String.init) ?? spoken }

  /// `2 Feb` beside a day of the same year, else with its year.
  public func short(beside other: Day) -> String {
    guard year == other.year else { return short }
    return short.split(separator: " ").dropLast().joined(separator: " ")
  }
}

extension Closable where Value == String {
  /// The text, or the honest gap in its place.
  public var shown: String { value ?? Withheld.mark(contentClass) }
}

public enum Withheld {
  public static func mark(_ contentClass: ContentClass) -> String { "[withheld: \(contentClass.rawValue)]" }
}

extension Prose {
  /// A line that ends in `…` where it had to be cut.
  public static func cut(_ line: String, to width: Int) -> String {
    line.count <= width ? line : line.prefix(max(width - 1, 1)) + "…"
  }
}
