import Schemas

extension DueDay {
  var variationReviews: [Duty] {
    variations.filter { $0.reaches(day) && !$0.isReviewedForGood }.compactMap { variation in
      // What ends before the review needs none.
      if let last = variation.lastDay, variation.reviewBy > last { return nil }
      return Duty(
        .reviewVariation, "review of \(variation.code)", due: variation.reviewBy,
        owes: holder(.varyScheme, variation.school), school: variation.school,
        concerns: variation.code.fullTag, command: "kite variation review \(variation.code)",
        otherwise: "kite variation end \(variation.code)")
    }
  }

  /// A school on the watch list is looked at again by a day: it leaves the list, is placed at risk, or its
  /// review is recorded.
  var watchReviews: [Duty] {
    trust.watches.filter { $0.days.contains(day) && $0.days.last == nil }.compactMap { watch in
      guard !isReviewed(watch.school, since: watch.days.first) else { return nil }
      return Duty(
        .reviewWatch, "review of the watch list", due: watch.reviewBy,
        owes: holder(.watchSchool, watch.school),
        school: watch.school, concerns: watch.school.fullTag, command: "kite risk unwatch \(watch.school)",
        otherwise: "kite risk place \(watch.school)")
    }
  }

  /// After the exit a school is followed up until a day; a follow-up that nobody looked at stays owed.
  var followUps: [Duty] {
    trust.cases.values.compactMap { ended in
      guard let until = ended.followUpUntil, let last = ended.days.last, last < day,
        trust.riskCase(of: ended.school, on: day) == nil
      else { return nil }
      let isChecked = trust.followUpChecks.contains { $0.school == ended.school && $0.day > last }
      guard until >= day || !isChecked else { return nil }
      return Duty(
        .followUp, isChecked ? "end of the follow-up" : "follow-up after the exit", due: until,
        owes: holder(.endAtRisk, ended.school), school: ended.school, riskCase: ended.code,
        concerns: ended.code.fullTag, command: "kite case follow-up --school \(ended.school)")
    }
  }

  var standingBoards: [InterimBoard] {
    trust.interimBoards.values.filter { $0.days.contains(day) }.sorted { $0.body < $1.body }
  }

  func isReviewed(_ school: SchoolCode, since first: Day) -> Bool {
    trust.caseReviews.contains { $0.school == school && $0.day >= first && $0.day <= day }
  }
}

extension Variation {
  /// The review that was due last was held, and set no day for another: all of it ends by that decision.
  fileprivate var isReviewedForGood: Bool { reviews.last?.due == reviewBy }
}

extension CaseReviewed {
  public func evolve(_ trust: inout Trust, _ context: Context) {
    guard let school = context.school else { return }
    trust.caseReviews.append((school, context.day))
  }
}

extension FollowUpChecked {
  public func evolve(_ trust: inout Trust, _ context: Context) {
    guard let school = context.school else { return }
    trust.followUpChecks.append((school, context.day))
  }
}
