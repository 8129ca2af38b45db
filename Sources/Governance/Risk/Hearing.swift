import Schemas

/// Those affected were told what will be proposed.
struct Intention: Sendable, Equatable {
  let school: SchoolCode
  let day: Day
  let answerBy: Day?
}

extension Context {
  /// Old minutes say what they say: they were not written for what the process asks, and what came before
  /// them is not on record. `gaps` lists what they lack.
  var isHistory: Bool { decision?.basis == .fromMinutes }

  /// Powers are moved in a proportionate way, and the record says why it is.
  func requireProportionality() throws(Refusal) {
    guard let decision, decision.proportionality == nil, !isHistory else { return }
    throw Refusal(
      "proportionality", "nothing says why not more and not less",
      whose: "a school's powers are adjusted in a proportionate way",
      instead: ["say why it is in proportion: --proportionality TEXT"])
  }
}

extension Trust {
  /// Nobody is placed at risk unheard: they are told first, and then answer, or let the time for it pass.
  func requireHeard(_ school: SchoolCode, _ context: Context) throws(Refusal) {
    if context.isHistory { return }
    let days = number(.noticeDays, on: context.day)
    // What was said of an earlier stay is no notice of this one.
    let since = cases.values.filter { $0.school == school }.compactMap(\.days.last).max()
    let notice = intentions.last { intention in
      intention.school == school && intention.day <= context.day && since.map { intention.day > $0 } ?? true
    }
    guard let notice else {
      throw .heard(
        "nobody at '\(school)' was told that it will be proposed",
        "kite case notice --school \(school), and decide when they have answered")
    }
    let isAnswered = representations.contains {
      $0.school == school && $0.day >= notice.day && $0.day <= context.day
    }
    let until = max(notice.answerBy ?? notice.day, calendar.workingDay(days, after: notice.day))
    guard isAnswered || until < context.day else {
      throw .heard(
        "'\(school)' was told on \(notice.day.spoken), may answer until \(until.spoken), and has not yet",
        "kite case answer --school \(school), when they answer, or decide after \(until.spoken)")
    }
  }
}

extension Refusal {
  fileprivate static func heard(_ says: String, _ next: String) -> Refusal {
    Refusal(
      "heard", says, whose: "those affected are heard before it is decided",
      instead: [next, "or say why it cannot wait: --notice-because TEXT; at once: --urgent"])
  }
}
