/// Something to read that is not about one command: `kite help exit-status`.
public struct Topic: Sendable {
  /// One word, without spaces; no command has the same name.
  public let name: String
  /// A sentence, the first line of the topic.
  public let title: String
  /// Paragraphs; lines that begin with a space are shown as they are.
  public let text: String

  /// The text is shown in the width of the terminal.
  public init(name: String, title: String, text: String) {
    self.name = name
    self.title = title
    self.text = text
  }

  /// What every exit status means, from the table that the program itself uses.
  public static var exitStatus: Topic {
    let lines = ExitStatus.allCases.map { status in
      let number = String(status.rawValue)
      return String(repeating: " ", count: 5 - number.count) + "\(number)  \(status.meaning)"
    }
    return Topic(
      name: "exit-status", title: "What the exit status tells a script.", text: lines.joined(separator: "\n"))
  }

  func page(width: Int) -> String {
    var page = Page(width: width)
    page.add(paragraph: title)
    page.space()
    page.add(text: text)
    return page.text
  }
}
