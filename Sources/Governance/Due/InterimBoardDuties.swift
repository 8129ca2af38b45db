import Schemas

extension DueDay {
  /// The termly review of an interim board: a review of the case meets it, or one of the variation that gives
  /// the board its functions, or a decision on its term.
  var boardReviews: [Duty] {
    standingBoards.compactMap { board in
      let reviewed = reviews(of: board).filter {
        (board.days.first...max(day, board.days.first)).contains($0)
      }
      let termly = (reviewed.max() ?? board.days.first).adding(days: number(.reviewDays))
      let due = reviewed.isEmpty ? board.reviewBy ?? termly : termly
      if let last = board.days.last, due > last { return nil }
      return Duty(
        .reviewBoard, "review of \(board.body)", due: due, owes: holder(.installInterimBoard, board.school),
        school: board.school, concerns: board.body.fullTag,
        command: "kite case review --school \(board.school)")
    }
  }

  private func reviews(of board: InterimBoard) -> [Day] {
    let cases = trust.caseReviews.filter { $0.school == board.school }.map(\.day)
    let varied = trust.variations.values.filter { variation in
      variation.school == board.school
        && (variation.items.values.joined() + variation.remainder).contains { held in
          trust.scheme(on: held.days.first)?.stands(held.holder, for: SchemeHolder.interim) == true
        }
    }
    return cases + varied.flatMap(\.reviews).map(\.met) + board.decidedAgain
  }

  /// An interim board meets soon after its first day.
  var firstMeetings: [Duty] {
    newBoards.filter { board in
      !trust.meetings.contains { $0.body == board.body && $0.day >= board.days.first }
    }.map { board in
      Duty(
        .firstMeeting, "first meeting of \(board.body)",
        due: workingDay(number(.firstMeetingDays), after: board.days.first),
        owes: code(.body(board.body), board.school), school: board.school, concerns: board.body.fullTag,
        command: "kite meeting body \(board.body) --school \(board.school)")
    }
  }

  /// Whoever leaves because the board takes the local body's place is told before they go.
  var leavers: [Duty] {
    newBoards.compactMap { board in
      let decided = board.decision.flatMap { trust.decisions[$0]?.day } ?? board.days.first
      let isTold = trust.notices.contains { notice in
        notice.register == nil && notice.day >= decided && notice.concerns.contains(Reference(board.replaces))
      }
      guard !isTold else { return nil }
      return Duty(
        .tellLeavers, "notice to those who leave \(board.replaces)", due: board.days.first.adding(days: -1),
        owes: clerk, school: board.school, concerns: board.replaces.fullTag,
        command:
          "kite notify --school \(board.school) --kind governors --concerns body/\(board.replaces)")
    }
  }

  /// Boards that were decided here, not found in old minutes, and that stand or are to come.
  private var newBoards: [InterimBoard] {
    trust.interimBoards.values.filter { board in
      let basis = board.decision.flatMap { trust.decisions[$0]?.basis }
      return basis != .fromMinutes && (board.days.last.map { $0 >= day } ?? true)
    }.sorted { $0.body < $1.body }
  }
}
