/// What a document is made of. Each kind is written as HTML and as plain text by one function each, so that a
/// document cannot hold what either of them could not show.
public indirect enum Part: Sendable {
  case section(Section)
  case paragraph(Words)
  case list([Words], isNumbered: Bool = false)
  /// Labels with what is said under each.
  case facts([Fact])
  case table(Grid)
  case chart(Chart)
  /// Set apart from the text around it, under a title of its own.
  case notice(String, [Part], tone: Words.Tone = .plain)
  case quote(Words, by: Words?)
  /// Text whose lines and spaces stay as they are.
  case verbatim(String)
}

public struct Section: Sendable {
  public var title: Words
  public var anchor: Anchor?
  public var parts: [Part]
  /// Begins on a sheet of its own when it is printed.
  public var startsSheet: Bool
  /// Where the list of contents leads.
  public var isInContents: Bool

  public init(
    _ title: Words, anchor: Anchor? = nil, startsSheet: Bool = false, isInContents: Bool = false,
    _ parts: [Part]
  ) {
    self.title = title
    self.anchor = anchor
    self.parts = parts
    self.startsSheet = startsSheet
    self.isInContents = isInContents
  }
}

public struct Fact: Sendable {
  public let label: String
  public let lines: [Words]

  public init(_ label: String, _ line: Words) { self.init(label, [line]) }

  public init(_ label: String, _ lines: [Words]) {
    self.label = label
    self.lines = lines
  }
}

/// Rows whose first cell says what the row is about.
public struct Grid: Sendable {
  public struct Column: Sendable, ExpressibleByStringInterpolation {
    public let title: String
    public let isNumber: Bool

    public init(_ title: String, isNumber: Bool = false) {
      self.title = title
      self.isNumber = isNumber
    }

    public init(stringLiteral title: String) { self.init(title) }
  }

  /// Says what the table shows; read out first.
  public let caption: String
  public let columns: [Column]
  public let rows: [[Words]]

  /// - Precondition: every row has a cell for each column.
  public init(_ caption: String, _ columns: [Column], _ rows: [[Words]]) {
    precondition(rows.allSatisfy { $0.count == columns.count }, "each row has a cell for each column")
    self.caption = caption
    self.columns = columns
    self.rows = rows
  }
}

extension Part {
  /// A section within another.
  public static func section(_ title: Words, _ parts: [Part]) -> Part { .section(Section(title, parts)) }

  /// A table, or a sentence where it would have no row.
  public static func table(
    _ caption: String, _ columns: [Grid.Column], _ rows: [[Words]], none: Words
  ) -> Part {
    rows.isEmpty ? .paragraph(none) : .table(Grid(caption, columns, rows))
  }

  /// A list, or a sentence where it would have no item.
  public static func list(_ items: [Words], none: Words) -> Part {
    items.isEmpty ? .paragraph(none) : .list(items)
  }
}
