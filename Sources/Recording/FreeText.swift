import Governance
import JSON
import Schemas

/// Looks for what should not stand in free text: a name, a date of birth. It warns; a person decides.
enum FreeText {
  static func warnings(_ parts: [Request.Part]) -> [String] {
    parts.flatMap { part -> [String] in
      guard let description = Catalogue.description(of: part.type), part.type != PersonRegistered.type else {
        return []
      }
      return description.closablePaths(in: part.data).compactMap { closable in
        guard let text = part.data.value(at: closable.path)?.string, let found = suspicious(text) else {
          return nil
        }
        return
          "'\(closable.path)' holds \(found): no name and no date of birth belongs in the "
          + "record; use the person's id"
      }
    }
  }

  private static let titles: Set<String> = [
    "Mr", "Mrs", "Ms", "Miss", "Dr", "Sir", "Dame", "Mx", "Pupil", "Master",
  ]
  private static let birth = ["born on", "born in", "date of birth", "dob ", "d.o.b"]

  static func suspicious(_ text: String) -> String? {
    let words = text.split { $0 == " " || $0 == "\n" || $0 == "," || $0 == "(" }.map(String.init)
    for (first, second) in zip(words, words.dropFirst()) {
      let title = first.hasSuffix(".") ? String(first.dropLast()) : first
      if titles.contains(title), second.first?.isUppercase == true {
        return "what looks like a name ('\(first) \(second)')"
      }
    }
    let lower = text.lowercased()
    for word in birth where lower.contains(word) { return "what looks like a date of birth ('\(word)')" }
    return nil
  }
}
