/// Text laid out for a terminal of some width.
struct Page {
  /// Longer lines than 100 characters are hard to read, and in fewer than 40 two columns have no room.
  let width: Int
  private var lines: [String] = []

  init(width: Int) {
    self.width = min(max(width, 40), 100)
  }

  /// Everything, each line ended by a newline.
  var text: String {
    lines.map { "\($0)\n" }.joined()
  }

  var lineCount: Int {
    lines.count
  }

  /// An empty line, unless the page begins here or has one already.
  mutating func space() {
    if let last = lines.last, !last.isEmpty { lines.append("") }
  }

  mutating func add(heading: String) {
    space()
    lines.append("\(heading):")
  }

  mutating func add(paragraph: String, indent: Int = 0, hanging: Int = 0) {
    let first = String(repeating: " ", count: indent)
    let others = String(repeating: " ", count: indent + hanging)
    let wrapped = Self.wrap(paragraph, width: width - indent - hanging)
    for (index, line) in wrapped.enumerated() {
      lines.append((index == 0 ? first : others) + line)
    }
  }

  /// A command line that can be copied: broken between words, never within quotes, each line but the last
  /// ended so that the shell goes on.
  mutating func add(example: String) {
    let (first, others) = ("  ", "      ")
    var line = first
    var isEmpty = true
    for word in Self.shellWords(example) {
      if !isEmpty, line.count + 1 + word.count + 2 > width {
        lines.append("\(line) \\")
        line = others
        isEmpty = true
      }
      line += (isEmpty ? "" : " ") + word
      isEmpty = false
    }
    lines.append(line)
  }

  /// Words as a shell has them, with their quotes.
  private static func shellWords(_ line: String) -> [String] {
    var words: [String] = []
    var word = ""
    var quote: Character?
    for character in line {
      if character == " ", quote == nil {
        if !word.isEmpty { words.append(word) }
        word = ""
        continue
      }
      if character == quote {
        quote = nil
      } else if quote == nil, character == "'" || character == "\"" {
        quote = character
      }
      word.append(character)
    }
    return word.isEmpty ? words : words + [word]
  }

  /// Paragraphs are wrapped; lines that begin with a space (tables, examples) stay as they are.
  mutating func add(text: String) {
    var paragraph: [Substring] = []
    let ended = text + "\n"
    for line in ended.split(separator: "\n" as Character, omittingEmptySubsequences: false) {
      if !line.isEmpty, !line.hasPrefix(" ") {
        paragraph.append(line)
        continue
      }
      if !paragraph.isEmpty { add(paragraph: paragraph.joined(separator: " ")) }
      paragraph = []
      if line.isEmpty { space() } else { lines.append(String(line)) }
    }
    while lines.last?.isEmpty == true { lines.removeLast() }
  }

  mutating func add(usage: String) {
    add(paragraph: "Usage: \(usage)", hanging: 7)
  }

  /// Two columns; a label too long for the first puts its text on the next line.
  mutating func add(rows: [(label: String, text: String)]) {
    let limit = width / 3
    let column = rows.map(\.label.count).filter { $0 <= limit }.max() ?? 0
    for row in rows {
      let texts = Self.wrap(row.text, width: width - column - 4)
      var head = "  \(row.label)"
      var rest = texts[...]
      if row.label.count <= column, let first = rest.popFirst() {
        head += String(repeating: " ", count: column - row.label.count + 2) + first
      }
      lines.append(head)
      for line in rest { lines.append(String(repeating: " ", count: column + 4) + line) }
    }
  }

  /// Breaks at spaces; a word longer than the line stands alone.
  static func wrap(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      if line.isEmpty {
        line = String(word)
      } else if line.count + 1 + word.count <= width {
        line += " \(word)"
      } else {
        lines.append(line)
        line = String(word)
      }
    }
    return line.isEmpty ? lines : lines + [line]
  }
}
