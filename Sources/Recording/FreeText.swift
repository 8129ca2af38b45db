import Governance
import JSON
import Schemas

/// Looks for what should not stand in free text: a name, a date of birth, a matter of health, contact data.
/// It warns; a person decides.
struct FreeText {
  /// The names in the register of persons that are at hand, each with the person's id.
  let names: [(name: String, person: String)]

  /// - Parameter events: those of the register count, as far as their content is at hand.
  init(_ events: [TrustEvent]) {
    names = events.filter { $0.type == PersonRegistered.type }.compactMap { event in
      let data = event.data
      guard let name = data["name"]?.string, let person = data["person"]?.string else { return nil }
      return FreeText.isName(name) ? (name, person) : nil
    }
  }

  /// One word is no name that could be told from others.
  private static func isName(_ text: String) -> Bool { text.split(separator: " ").count > 1 }

  /// What may hold a name, since it is a name.
  private static let exempt: Set<String> = [PersonRegistered.type, SchoolJoined.type, LogOpened.type]

  func warnings(_ parts: [Request.Part]) -> [String] {
    parts.filter { !FreeText.exempt.contains($0.type) }.flatMap { part in
      FreeText.texts(part.data).compactMap { path, text in
        suspicion(text).map { "'\(path)' holds \($0)" }
      }
    }
  }

  /// Every text of some data, with its path.
  private static func texts(_ value: JSONValue, at path: String = "") -> [(path: String, text: String)] {
    switch value {
    case .string(let text): return [(path, text)]
    case .array(let items):
      return items.enumerated().flatMap { texts($1, at: "\(path.isEmpty ? "" : "\(path)/")\($0)") }
    case .object(let members):
      return members.flatMap { texts($0.value, at: "\(path.isEmpty ? "" : "\(path)/")\($0.name)") }
    case .null, .bool, .integer: return []
    }
  }

  /// What a text seems to hold that does not belong there, and what to write instead.
  func suspicion(_ text: String) -> String? {
    // Codes, days and digests are no prose.
    guard text.utf8.contains(UInt8(ascii: " ")) else { return nil }
    let lower = " \(Self.plain(text)) "
    for (name, person) in names where lower.contains(" \(Self.plain(name)) ") {
      return "the name of \(person): write '\(person)' instead"
    }
    if let pupil = Self.pupil(text) {
      return
        "what looks like a pupil's name ('\(pupil)'): no pupil is named in the record; a safeguarding or "
        + "pupil matter has its reference number in the system made for it"
    }
    if let name = Self.name(text) {
      return "what looks like a name ('\(name)'): use the person's id or office"
    }
    for word in Self.birth where lower.contains(" \(word) ") {
      return "what looks like a date of birth ('\(word)'): leave it out"
    }
    for word in Self.health where lower.contains(" \(word)") {
      return
        "what looks like a matter of health ('\(word)'): leave it out, or close the field and refer to it "
        + "by its number"
    }
    if let contact = Self.contact(text) {
      return "what looks like contact data ('\(contact)'): it belongs to the register of persons"
    }
    return nil
  }

  private static let titles: Set<String> = [
    "Mr", "Mrs", "Ms", "Miss", "Dr", "Sir", "Dame", "Mx", "Master",
  ]
  private static let birth = [
    "born on", "born in", "date of birth", "dob", "d o b", "birthday", "years old", "year old",
  ]
  /// Beginnings of words.
  private static let health = [
    "diagnos", "autis", "adhd", "depression", "depressive", "cancer", "epilep", "pregnan", "medication",
    "asthma", "diabet", "self harm", "mental health", "sick note", "surgery", "psychiatr", "anorexi",
    "bulimi",
    "dyslexi", "hiv ", "chemotherap", "miscarriage", "suicid", "bereave", "occupational health",
  ]
  private static let pupils: Set<String> = [
    "pupil", "child", "student", "boy", "girl", "son", "daughter", "twins", "sibling",
  ]
  /// What follows those words in the names of things.
  private static let things: Set<String> = [
    "Premium", "Protection", "Council", "Voice", "Behaviour", "Progress", "Welfare", "Support", "Referral",
    "Leadership", "Services", "Parliament", "Numbers", "Attendance", "And", "Or", "Of", "Group", "Survey",
  ]
  /// The most frequent first names; others are found beside a title, or in the register.
  private static let firstNames: Set<String> = [
    "James", "John", "Robert", "Michael", "David", "William", "Richard", "Joseph", "Thomas", "Charles",
    "Daniel", "Matthew", "Anthony", "Andrew", "Joshua", "Paul", "Kevin", "Brian", "George", "Edward", "Peter",
    "Simon", "Stephen", "Steven", "Mark", "Martin", "Alan", "Ian", "Graham", "Oliver", "Harry", "Jack",
    "Noah",
    "Mohammed", "Muhammad", "Ahmed", "Ali", "Imran", "Mary", "Patricia", "Jennifer", "Linda", "Elizabeth",
    "Barbara", "Susan", "Jessica", "Sarah", "Karen", "Lisa", "Nancy", "Margaret", "Sandra", "Ashley", "Emily",
    "Emma", "Olivia", "Amelia", "Isla", "Ava", "Sophie", "Chloe", "Lucy", "Helen", "Julie", "Claire",
    "Rachel",
    "Rebecca", "Laura", "Anna", "Alice", "Jane", "Catherine", "Katherine", "Christine", "Fatima", "Aisha",
    "Priya", "Zara", "Ruth", "Joanne", "Tracey", "Nicola", "Samantha", "Victoria", "Charlotte", "Hannah",
  ]

  private static func words(_ text: String) -> [String] {
    text.split { " \n\t,;(\"".contains($0) }.map(String.init)
  }

  private static func isCapitalised(_ word: String) -> Bool {
    guard let first = word.first, first.isUppercase else { return false }
    return word.dropFirst().contains { $0.isLowercase }
  }

  /// Small letters and digits, one space between.
  private static func plain(_ text: String) -> String {
    EntryWords.split(text).joined(separator: " ")
  }

  private static func pupil(_ text: String) -> String? {
    let words = words(text)
    for (index, word) in words.enumerated() where pupils.contains(word.lowercased()) {
      var next = index + 1
      if words.indices.contains(next), ["called", "named"].contains(words[next]) { next += 1 }
      guard words.indices.contains(next), isCapitalised(words[next]) else { continue }
      let name = words[next].filter { $0.isLetter }
      // A sentence that begins with the word, or the name of a thing.
      if things.contains(name) || (next == index + 1 && word.first?.isUppercase == true && name.count < 2) {
        continue
      }
      return words[index...next].joined(separator: " ")
    }
    return nil
  }

  private static func name(_ text: String) -> String? {
    let words = words(text)
    for (first, second) in zip(words, words.dropFirst()) {
      let title = first.hasSuffix(".") ? String(first.dropLast()) : first
      guard isCapitalised(second) || second.first?.isUppercase == true else { continue }
      if titles.contains(title) { return "\(first) \(second)" }
      if firstNames.contains(first), isCapitalised(second) { return "\(first) \(second)" }
    }
    return nil
  }

  /// An address of electronic mail, or eleven digits that begin with a nought.
  private static func contact(_ text: String) -> String? {
    for word in words(text) {
      let parts = word.split(separator: "@")
      if parts.count == 2, parts[1].contains(".") { return word }
    }
    var digits = ""
    for character in text {
      if character.isNumber {
        digits.append(character)
      } else if character != " " || digits.isEmpty {
        if isTelephone(digits) { return digits }
        digits = ""
      }
    }
    return isTelephone(digits) ? digits : nil
  }

  private static func isTelephone(_ digits: String) -> Bool { digits.count == 11 && digits.first == "0" }
}
