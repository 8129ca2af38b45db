/// A document that people print, read out or paste: a title, what it says of itself, its parts, and at its
/// foot for whom it was made and from what.
public struct Paper: Sendable {
  public var title: String
  /// Above the title: whose document it is, and of what kind.
  public var kind: String
  public var facts: [Fact]
  public var parts: [Part]
  public var foot: [Words]

  public init(_ title: String, kind: String, facts: [Fact] = [], parts: [Part], foot: [Words]) {
    self.title = title
    self.kind = kind
    self.facts = facts
    self.parts = parts
    self.foot = foot
  }

  /// One HTML file, whole: nothing is loaded, nothing runs.
  public var html: String {
    var page = HTMLPage(title: title, kind: kind)
    var text = page.head(facts: facts, contents: contents)
    for part in parts { text += page.body(part) }
    return text + page.foot(foot)
  }

  /// As plain text, to paste into minutes or a letter.
  public func text(width: Int) -> String { PlainPage(width: width).text(self) }

  private var contents: [(title: Words, anchor: Anchor)] {
    parts.compactMap { part in
      guard case .section(let section) = part, section.isInContents, let anchor = section.anchor else {
        return nil
      }
      return (section.title, anchor)
    }
  }
}
