import Governance
import JSON
import Schemas

/// What a draft's effects would make of the trust, whoever decides them.
struct ProposalTrial {
  let before: Trust
  let after: Trust?
  /// The days on which something of it begins or is over.
  let days: [Day]
  /// Effects that lack something, in words.
  let unreadable: [String]

  init(_ proposal: Proposal, _ trust: Trust, _ day: Day) {
    before = trust
    var after = trust
    var days: [Day] = []
    var unreadable: [String] = []
    var isRead = false
    let context = Context(
      position: .max, ref: proposal.event.ref, actor: proposal.event.actor, recorded: proposal.event.recorded,
      school: proposal.school, riskCase: proposal.event.riskCase, day: day)
    for (type, data) in proposal.effects {
      do {
        guard let payload = try ProposalTrial.read(type, data) else { continue }
        payload.evolve(&after, context)
        isRead = true
      } catch { unreadable.append("\(type): \(error)") }
      if let first = data["firstDay"]?.string.flatMap({ Day($0) }) { days.append(first) }
      if type == VariationEnded.type, let last = data["lastDay"]?.string.flatMap({ Day($0) }) {
        days.append(last.adding(days: 1))
      }
    }
    self.after = isRead ? after : nil
    self.days = days.isEmpty ? [day] : days
    self.unreadable = unreadable
  }

  static func read(_ type: String, _ data: JSONValue) throws(FieldError) -> (any Happening)? {
    guard let type = Catalogue.type(named: type) else { return nil }
    return try type.decode(data)
  }
}
