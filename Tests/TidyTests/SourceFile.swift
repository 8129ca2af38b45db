import Foundation

/// A text file of the repository, by its path from the top.
struct SourceFile {
  let path: String
  let lines: [Substring]

  init(path: String, text: String) {
    self.path = path
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last == "" { lines.removeLast() }
    self.lines = lines
  }

  var name: String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  var isSwift: Bool {
    name.hasSuffix(".swift")
  }

  /// The folder of a target: the name of the module that the file belongs to; nil for tests and documents.
  var module: String? {
    let parts = path.split(separator: "/").map(String.init)
    guard isSwift, parts.count > 1 else { return nil }
    return switch parts[0] {
    case "Sources": parts[1]
    case "EventLog", "Projections": parts[0]
    default: nil
    }
  }

  /// The lines without comments and without what stands in quotes, so that rules see only code.
  ///
  /// Texts of several lines are dropped as a whole.
  var code: [(number: Int, text: String)] {
    var inText = false
    return lines.enumerated().map { index, line in
      let marks = line.ranges(of: "\"\"\"").count
      defer { if marks % 2 == 1 { inText.toggle() } }
      return (index + 1, inText ? "" : Self.code(of: line))
    }
  }

  private static func code(of line: Substring) -> String {
    var code = ""
    var inQuotes = false
    var previous: Character = " "
    for character in line {
      if character == "\"", previous != "\\" {
        inQuotes.toggle()
      } else if !inQuotes {
        if character == "/", previous == "/" {
          code.removeLast()
          break
        }
        code.append(character)
      }
      previous = previous == "\\" && character == "\\" ? " " : character
    }
    return code
  }

  func finding(_ line: Int, _ says: String) -> String {
    "\(path):\(line): \(says)"
  }
}

extension SourceFile {
  /// Everything that people wrote and keep in the repository.
  static func all() throws -> [SourceFile] {
    let top = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let kinds = ["swift", "md", "h", "cpp", "modulemap"]
    var files: [SourceFile] = []
    for name in [
      "Package.swift", "README.md", "Makefile", ".ci", "Sources", "Tests", "EventLog", "Projections",
    ] {
      let url = top.appendingPathComponent(name)
      var paths = [name]
      if let below = FileManager.default.enumerator(atPath: url.path) {
        paths += below.compactMap { ($0 as? String).map { "\(name)/\($0)" } }
      }
      for path in paths.sorted() {
        let isWanted =
          kinds.contains { path.hasSuffix(".\($0)") } || path == "Makefile" || path.hasPrefix(".ci/")
        guard isWanted,
          let bytes = FileManager.default.contents(atPath: top.appendingPathComponent(path).path)
        else { continue }
        files.append(SourceFile(path: path, text: String(decoding: bytes, as: UTF8.self)))
      }
    }
    return files
  }
}
