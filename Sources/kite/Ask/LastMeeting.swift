import Asking
import CommandLineKit
import Governance
import History
import Projections
import Schemas

/// The day from which somebody has not seen what was recorded: one that is named, or a body's last meeting.
enum LastMeeting {
  /// - Returns: the day, and the entries of that day that the body itself made there.
  static func since(_ day: Day?, _ body: String?, _ answers: Answers) throws -> (day: Day, known: Set<String>)
  {
    switch (day, body) {
    case (let day?, nil): return (day, [])
    case (nil, let body?): return try since(meetingOf: body, answers)
    case (nil, nil): throw CommandFailure(.usage, "say since when: --since DAY, or --meeting BODY")
    case (_?, _?): throw CommandFailure(.usage, "--since and --meeting both say since when: give one of them")
    }
  }

  /// A body met on the days on which it decided, and on those of meetings that were recorded as such.
  private static func since(meetingOf name: String, _ answers: Answers) throws -> (Day, Set<String>) {
    let trust = try Chronicle(answers.history.everything(upTo: answers.position)).trust(decidedBy: answers.on)
    let party =
      trust.party(for: name, school: nil, on: answers.on) ?? BodyCode(name).map { Party.body($0) }
    guard let body = party?.body, trust.bodies[body] != nil else {
      throw unknown("body", name, among: trust.bodies.keys.sorted().map(\.text), "the trust has")
    }
    let decided = trust.decisions.values.filter { $0.by.contains(.body(body)) }
    let met = trust.meetings.filter { $0.body == body }.map(\.day)
    guard let last = (decided.map(\.day) + met).filter({ $0 <= answers.on }).max() else {
      throw CommandFailure(.notFound, "no meeting of '\(body)' is on record by \(answers.on.spoken)")
    }
    return (last, Set(decided.filter { $0.day == last }.map(\.ref.text)))
  }
}
