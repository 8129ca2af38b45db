import CommandLineKit
import Governance
import JSON
import Schemas

/// A field of a payload as the command line takes it: `--days-per-week N` for `daysPerWeek`.
struct FieldOption: Sendable {
  /// Whose field it is.
  enum Owner: Sendable { case decision, own }

  let field: FieldDescription
  let owner: Owner
  let name: String
  let group: String
  let isFlag: Bool
  /// What is found where the field is not given; nil where somebody has to say it.
  let standard: String?
  /// Whether the command does without it, whatever the payload's declaration says.
  var isOptional = false
  private let description: OptionDescription

  init(_ field: FieldDescription, _ owner: Owner, of type: String? = nil, group: String) {
    self.field = field
    standard =
      owner == .decision
      ? FieldOption.decisionStandards[field.name] : FieldOption.standards["\(type ?? "")/\(field.name)"]
    self.owner = owner
    self.group = group
    isFlag = FieldOption.flags.contains(field.name)
    // People write 'CEO', 'TB' and 'E13'; what they stand for is found while recording.
    var lenient = field
    lenient.shape = field.shape.lenient
    description = OptionDescription(for: lenient)
    name = FieldOption.name(of: field, owner, else: description.name)
  }

  private static let flags: Set<String> = ["urgent", "acting", "inPart"]

  private static let decisionStandards: [String: String] = [
    "day": "Today when absent.", "decision": "Made of what is recorded when absent.",
    "basis": "When absent, what follows from --late-because and --minutes.",
    "power": "The function's own when absent.",
  ]
  private static let standards: [String: String] = [
    "\(VariationMade.type)/variation": "Allotted when absent.",
    "\(LeaderAllocated.type)/deployment": "Allotted when absent.",
    "\(EvidenceAdded.type)/code": "Allotted when absent.",
    "\(RequestReceived.type)/request": "Allotted when absent.",
    "\(RequestReceived.type)/due": "Computed when absent.",
    "\(SchoolPlacedAtRisk.type)/case": "Allotted when absent.",
    "\(KeyEnrolled.type)/key": "What kite key make printed, or a file with the public key.",
    "\(KeyRevoked.type)/key": "The person's only one when absent; its hash will do.",
    "\(ReportSubmitted.type)/due": "Computed when absent.",
    "\(ReportSubmitted.type)/report": "Made of school and month when absent.",
  ]

  // Options are named in the singular, since each is given once for each item.
  private static let names: [String: String] = [
    "options": "option", "lesserSteps": "lesser-step", "triggers": "trigger", "risks": "risk",
    "interests": "interest", "exitCriteria": "exit-criterion", "criteriaMet": "criterion-met",
    "conditions": "condition", "items": "item", "objectives": "objective", "milestones": "milestone",
    "indicators": "indicator", "slips": "slip", "riskChanges": "risk-change", "changes": "change",
    "reasons": "reason", "needs": "need",
    "members": "member", "parentMembers": "parent-member", "actions": "action", "terms": "term",
    "bankHolidays": "bank-holiday", "decisions": "decision", "persons": "person", "entries": "entry",
    "codes": "code", "controls": "control", "parts": "part", "metrics": "metric", "fields": "field",
    "schools": "of-school", "offices": "for-office", "decisionsAsked": "decision-asked",
    "functions": "row", "holders": "holder", "powers": "power-binding", "tiers": "tier",
    "carried": "carry", "ended": "end", "redecided": "redecide", "schoolTiers": "school-tier",
    "labels": "letter",
    "occasionalDays": "occasional-day",
  ]
  private static let decisionNames: [String: String] = [
    "day": "decided", "votes": "vote", "principles": "principle", "irregularBecause": "irregular",
  ]

  private static func name(of field: FieldDescription, _ owner: Owner, else standard: String) -> String {
    if owner == .decision, let name = decisionNames[field.name] { return name }
    // '--office' says in which office somebody records.
    if field.name == "office" { return "post" }
    if case .list = field.shape { return names[field.name] ?? standard }
    return standard
  }

  var placeholder: String {
    switch field.shape {
    case .reference, .list(.reference, _): return field.name == "concerns" ? "KIND/ID" : "WHO"
    case .entry, .list(.entry, _): return "REF"
    case .json: return "VALUE"
    default: break
    }
    switch (owner, field.name) {
    case (.decision, "votes"): return "8-1-0"
    case (.decision, "principles"): return "NAME=NOTE"
    case (.decision, "minutes"): return "REF"
    default: return description.valueName
    }
  }

  var choices: [String] { description.choices }

  var repeats: Bool { description.repeats || (owner == .decision && field.name == "principles") }

  var declaration: Declaration {
    if isFlag { return .flag(name, help: field.help, group: group) }
    let option = self
    return .option(
      name, placeholder, help: [description.help, standard].compactMap(\.self).joined(separator: " "),
      group: group, repeats: repeats,
      presence: field.isRequired && standard == nil && !isOptional ? .asked : .optional,
      completion: description.choices.isEmpty ? .nothing : .choices(description.choices),
      check: { (word) throws(InvalidValue) in try option.check(word) })
  }

  func argument(named name: String, repeats: Bool) -> Declaration {
    let option = self
    var declaration = Declaration.argument(
      name, help: description.help, repeats: repeats, presence: .optional,
      check: { (word) throws(InvalidValue) in try option.check(word) })
    declaration.placeholder = description.name.uppercased()
    return declaration
  }

  private func check(_ word: String) throws(InvalidValue) {
    do throws(FieldError) { _ = try value(from: [word]) } catch {
      throw InvalidValue("expected \(error.expected)")
    }
  }

  /// The field's JSON from the words given.
  func value(from words: [String]) throws(FieldError) -> JSONValue {
    switch (owner, field.name, field.shape) {
    case (.decision, "votes", _): return try DecisionWords.votes(words.last ?? "")
    case (.decision, "principles", _): return try DecisionWords.principles(words)
    case (.decision, "minutes", _): return DecisionWords.minutes(words.last ?? "")
    case (_, _, .json): return DecisionWords.json(words.last ?? "")
    default: return try description.value(from: words)
    }
  }
}

extension Shape {
  /// The shape as people may write it: a party by its code, an entry by its reference.
  fileprivate var lenient: Shape {
    switch self {
    case .reference, .entry: .text
    case .list(let item, let count): .list(item.lenient, atLeast: count)
    default: self
    }
  }
}

/// Words that have a form of their own on the command line.
enum DecisionWords {
  /// `8-1-0`: for, against, abstained.
  static func votes(_ word: String) throws(FieldError) -> JSONValue {
    let counts = word.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard counts.count == 3, let yes = counts[0], let no = counts[1], let abstained = counts[2] else {
      throw FieldError(expected: "votes for, against and abstained, such as 8-1-0", found: "'\(word)'")
    }
    return ["for": .integer(yes), "against": .integer(no), "abstained": .integer(abstained)]
  }

  /// `integrity=interests were asked for`, one a principle.
  static func principles(_ words: [String]) throws(FieldError) -> JSONValue {
    var notes: JSONValue = .object([])
    let names = Principles.fields.map(\.name)
    for word in words {
      let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2, names.contains(parts[0]) else {
        let near = parts.first.flatMap { nearestName(to: $0, among: names) }
        throw FieldError(
          expected:
            "a principle and a note, such as integrity='no interest', of \(names.joined(separator: ", "))"
            + (near.map { "; did you mean '\($0)'?" } ?? ""), found: "'\(word)'")
      }
      notes[parts[0]] = .string(parts[1])
    }
    return notes
  }

  /// The source's name, or a JSON object with its checksum too.
  static func minutes(_ word: String) -> JSONValue {
    if let json = try? JSONValue.parse(word), json.members != nil { return json }
    return ["source": .string(word)]
  }

  /// JSON where it is JSON, else the text itself.
  static func json(_ word: String) -> JSONValue { (try? JSONValue.parse(word)) ?? .string(word) }
}
