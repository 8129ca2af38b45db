import Asking
import CommandLineKit
import Governance
import History
import Projections
import Schemas

/// From when on somebody has not seen what was recorded: from a day, or since a body last met.
enum Since: Sendable, ParameterValue {
  case day(Day)
  case meeting(of: String)

  init(argument: String) throws(InvalidValue) {
    if let day = Day(argument) {
      self = .day(day)
    } else if argument.first?.isLetter == true, BodyCode(argument) != nil {
      self = .meeting(of: argument)
    } else {
      throw InvalidValue(
        "expected a day such as 2025-03-03, or a body such as TB, whose last meeting is meant")
    }
  }

  var argument: String {
    switch self {
    case .day(let day): day.text
    case .meeting(let body): body
    }
  }

  /// The day, and the entries of that day that the body itself made there.
  ///
  /// A body met on the days on which it decided, and on those of meetings that were recorded as such.
  func from(_ answers: Answers) throws -> (day: Day, known: Set<String>) {
    switch self {
    case .day(let day): return (day, [])
    case .meeting(let name):
      let events = try answers.history.everything(upTo: answers.position)
      let trust = try Chronicle(events).trust(decidedBy: answers.on)
      let party =
        trust.party(for: name, school: nil, on: answers.on) ?? BodyCode(name).map { Party.body($0) }
      guard let body = party?.body, trust.bodies[body] != nil else {
        throw unknown("day or body", name, among: trust.bodies.keys.sorted().map(\.text), "the trust has")
      }
      let decided = trust.decisions.values.filter { $0.by.contains(.body(body)) }
      let met = trust.meetings.filter { $0.body == body }.map(\.day)
      guard let last = (decided.map(\.day) + met).filter({ $0 <= answers.on }).max() else {
        throw CommandFailure(.notFound, "no meeting of '\(body)' is on record by \(answers.on.spoken)")
      }
      return (last, Set(decided.filter { $0.day == last }.map(\.ref.text)))
    }
  }
}
