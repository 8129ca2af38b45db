import Asking
import EventLog
import Governance
import History
import JSON
import Schemas

/// What every document of a record says of itself, and the words that several of them use.
struct PaperSource {
  let answers: Answers
  let trustName: String

  init(_ answers: Answers) throws {
    self.answers = answers
    trustName = try answers.history.opened()?.name ?? "The trust"
  }

  /// For whom it was made, and from what.
  func foot() throws -> [Words] {
    let audience = answers.audience ?? .public
    let known = answers.isKnownNow ? "" : ", as it was known then"
    var lines: [Words] = [
      Words("For the audience: \(audience.text). ")
        + (answers.sight.classes.contains(.part2)
          ? "Restricted and personal content stands as a gap." : "Closed content stands as a gap."),
      Words(
        "From the decision record of \(trustName), \(Prose.grouped(answers.position.rawValue)) events up to "
          + "\(answers.asOf.short)\(known)."),
    ]
    if answers.position > .start {
      lines.append(
        Words("Root of the log at event \(answers.position.rawValue): ")
          + .code(try answers.log.root(at: answers.position).base64))
    }
    if answers.isDemonstration { lines.append("A demonstration: nothing in it is about a real school.") }
    return lines
  }

  /// Why something is closed, and when that is looked at again: what stands beside a gap.
  static func reason(_ data: JSONValue) -> String? {
    let because = data["withheldBecause"]?.string.map { $0.hasSuffix(".") ? String($0.dropLast()) : $0 }
    let until = data["withheldUntil"]?.string.flatMap { Day($0) }.map { "looked at again on \($0.short)" }
    let parts = [because, until].compactMap(\.self)
    return parts.isEmpty ? nil : parts.joined(separator: "; ")
  }
}

extension RiskLevel {
  var tone: Words.Tone {
    switch self {
    case .none: .good
    case .watch: .fair
    case .moderate: .poor
    default: .bad
    }
  }
}

extension Rating {
  /// As people write it: `Red-Amber`.
  var words: String {
    rawValue.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined(separator: "-")
  }

  /// `RA`: where there is little room.
  var letters: String {
    switch self {
    case .redPlus: "R+"
    case .red: "R"
    case .redAmber: "RA"
    case .amber: "A"
    case .amberGreen: "AG"
    case .green: "G"
    }
  }

  var tone: Words.Tone {
    switch self {
    case .redPlus, .red: .bad
    case .redAmber: .poor
    case .amber: .fair
    case .amberGreen, .green: .good
    }
  }
}
