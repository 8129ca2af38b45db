import TestSupport

/// HTML as a strict reader takes it: every element that is opened is closed, in order, and nothing is loaded
/// or run.
struct Markup {
  private(set) var problems: [String] = []
  private(set) var elements: [String: Int] = [:]
  /// Headings in order, as their level and text.
  private(set) var headings: [(level: Int, text: String)] = []
  private(set) var text = ""

  private static let void: Set<String> = ["meta", "link", "br", "hr", "img", "line", "circle", "polyline"]
  private static let forbidden: Set<String> = [
    "script", "link", "img", "iframe", "object", "embed", "form", "input", "base", "audio", "video",
  ]

  init(_ html: String) {
    var open: [String] = []
    var ids: Set<Substring> = []
    var anchors: Set<Substring> = []
    var rest = html[...]
    if !rest.hasPrefix("<!DOCTYPE html>\n<html lang=\"en-GB\">") { problems.append("no doctype or language") }
    rest = rest.dropFirst("<!DOCTYPE html>".count)
    while let start = rest.firstIndex(of: "<") {
      note(rest[..<start], in: open)
      guard let end = rest[start...].firstIndex(of: ">") else {
        problems.append("a tag without an end")
        break
      }
      let tag = rest[rest.index(after: start)..<end]
      rest = rest[rest.index(after: end)...]
      if tag.hasPrefix("/") {
        if open.popLast() != String(tag.dropFirst()) {
          problems.append("</\(tag.dropFirst())> is out of order")
        }
        continue
      }
      let name = String(tag.prefix { $0.isLetter || $0.isNumber })
      elements[name, default: 0] += 1
      if Self.forbidden.contains(name) || name.isEmpty { problems.append("<\(tag)> may not be there") }
      // What stands in quotes is no name of an attribute.
      let outside = tag.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
      let names = outside.filter { $0.offset % 2 == 0 }.map(\.element).joined(separator: " ")
      for attribute in names.dropFirst(name.count).split(separator: " ") {
        if attribute.hasPrefix("on") || attribute.hasPrefix("src") || attribute.hasPrefix("style=") {
          problems.append("\(attribute) in <\(name)>")
        }
      }
      if let id = Self.attribute("id", tag), !ids.insert(id).inserted { problems.append("two ids '\(id)'") }
      if let link = Self.attribute("href", tag) {
        if link.hasPrefix("#") {
          anchors.insert(link.dropFirst())
        } else {
          problems.append("a link to \(link)")
        }
      }
      if name == "th", Self.attribute("scope", tag) == nil { problems.append("<th> without a scope") }
      if !Self.void.contains(name) {
        open.append(name)
        if name.count == 2, name.hasPrefix("h"), let level = Int(name.dropFirst()) {
          headings.append((level, ""))
        }
      }
    }
    if !open.isEmpty { problems.append("never closed: \(open)") }
    for (before, after) in zip(headings, headings.dropFirst()) where after.level > before.level + 1 {
      problems.append("a heading of level \(after.level) under one of level \(before.level)")
    }
    if headings.first?.level != 1 || headings.count(where: { $0.level == 1 }) != 1 {
      problems.append("not one first heading")
    }
    self.ids = ids
    self.anchors = anchors
  }

  private var ids: Set<Substring> = []
  private var anchors: Set<Substring> = []

  /// Links to places that the page has not.
  var deadLinks: Set<Substring> { anchors.subtracting(ids) }

  private mutating func note(_ part: Substring, in open: [String]) {
    if open.contains("style") { return }
    text += part
    if let heading = open.last(where: { $0.count == 2 && $0.hasPrefix("h") && $0 != "hr" }),
      Int(heading.dropFirst()) != nil, !headings.isEmpty
    {
      headings[headings.count - 1].text += part
    }
  }

  private static func attribute(_ name: String, _ tag: Substring) -> Substring? {
    guard let start = tag.firstRange(of: " \(name)=\"")?.upperBound else { return nil }
    return tag[start...].prefix { $0 != "\"" }
  }
}
