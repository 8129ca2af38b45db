import CommandLineKit

/// A tool that lends books: small, but with everything that a table of commands can have.
enum Library {
  enum Order: String, CaseIterable, ParameterValue {
    case title, author, year
  }

  static let shelf = Parameter.option(
    "shelf", short: "s", "DIR", default: ".library", environment: "LIBRARY_SHELF",
    help: "Where the books are.", group: "Global options"
  ).described { $0.completion = .folders }
  static let quiet = Parameter.flag(
    "quiet", short: "q", environment: "LIBRARY_QUIET", help: "Say nothing.", group: "Global options")

  static let title = Parameter<String>.argument("title", help: "What the book is called.")
  static let shelfmark = Parameter<Int?>.argument("shelfmark", help: "Its number, if it has one.")
  static let tags = Parameter<[String]>.repeated("tag", short: "t", "TAG", help: "Say what it is about.")
  static let year = Parameter<Int?>.option("year", short: "y", "YEAR", help: "When it was printed.")
  static let order = Parameter.option("order", "ORDER", default: Order.title, help: "What comes first.")
  static let limit = Parameter<Int>.option(
    "limit", short: "n", "COUNT", default: 10, help: "How many at most.")
  static let long = Parameter.flag("long", short: "l", help: "Tell more of each.")
  static let all = Parameter.flag("all", short: "a", help: "Lent ones too.")
  static let reader = Parameter<String>.required("reader", "NAME", help: "Who takes it.")
  static let books = Parameter<[String]>.argument("book", help: "Which books.")
  static let pence = Parameter<Int>.argument("pence", help: "How much.")

  static let because = Declaration.option("because", "TEXT", help: "Why.", group: "Reasons", presence: .asked)
  static let mood = Declaration.option(
    "mood", "MOOD", help: "How it looks.", group: "Reasons", repeats: true,
    completion: .choices(["good", "worn", "torn"]))
  static let pages = Declaration.option("pages", of: Int.self, "COUNT", help: "How many.", group: "Reasons")

  static let add = Command(
    "add", summary: "Put a book on the shelf.",
    discussion: "A book is known by its title. Two books of one title need a shelfmark each, because "
      + "otherwise nobody could say which of them was lent.\n\n  title      shelfmark\n  Emma       12",
    examples: [
      "library add Emma --year 1815": "Adds a book with its year.",
      "library add Emma 12 --tag novel --tag england": "Adds one with a shelfmark and two tags.",
    ],
    [title.declaration, shelfmark.declaration, tags.declaration, year.declaration]
  ) { _ in .done }
  static let list = Command(
    "list", summary: "List the books.",
    [order.declaration, limit.declaration, long.declaration, all.declaration]
  ) { input in input[limit] > 100 ? .refused : .done }
  static let discard = Command(
    "discard", summary: "Throw a book away.", [title.declaration, because, mood, pages]
  ) { _ in .done }
  // Hidden, so that it is in no golden page.
  static let rename = Command(
    "rename", summary: "Give a book another title.",
    examples: [
      "library rename --title 'The Life and Opinions of Tristram Shandy, Gentleman' --because 'In full.'":
        "In full."
    ],
    hidden: true,
    [
      Parameter<String>.required("title", "TITLE", help: "The title.").declaration,
      Parameter<String?>.option("because", "TEXT", help: "Why.").declaration,
    ]
  ) { _ in .done }
  static let dust = Command("dust", summary: "Dust the shelf.", hidden: true) { _ in .done }
  static let lend = Command(
    "lend", summary: "Lend books.", [books.declaration, reader.declaration]
  ) { _ in .done }
  static let fine = Command(
    "fine", summary: "Fines for late books.",
    groups: [
      "Fines": [
        Command("set", summary: "Set a fine.", [pence.declaration]) { _ in .done },
        Command("waive", summary: "Waive a fine.") { _ in .done },
      ]
    ])

  static let root = Command(
    "library", summary: "Lend books, and get them back.",
    examples: ["library add Emma": "Adds a book.", "library list": "Lists all."],
    [shelf.declaration, quiet.declaration],
    groups: ["Books": [add, list, discard, rename, dust], "Readers": [lend, fine]])

  static let tool = Tool(
    root, version: "1.2.3", released: "November 24, 2026",
    topics: [
      Topic(
        name: "dates", title: "How dates are written.",
        text: "A date is a year, a month and a day, in this order, because then they sort as text.\n\n"
          + "  1815-12-23")
    ])
}

extension Library {
  static func parse(
    _ line: String, environment: [String: String] = [:]
  ) throws(UsageError) -> (path: [Command], input: Input) {
    try root.parse(line.split(separator: " ").map(String.init), environment: { environment[$0] })
  }

  /// What the tool says about itself; nil when the line runs a command.
  static func text(_ line: String, width: Int = 80) throws(UsageError) -> String? {
    let words = line.split(separator: " ").map(String.init)
    let outcome = try tool.read(words, environment: { _ in nil }, width: width)
    guard case .text(let text) = outcome else { return nil }
    return text
  }

  /// The error that the line makes; nil when it is understood.
  static func error(_ line: String, environment: [String: String] = [:]) -> UsageError? {
    do throws(UsageError) {
      let words = line.split(separator: " ").map(String.init)
      _ = try tool.read(words, environment: { environment[$0] })
      return nil
    } catch {
      return error
    }
  }
}
