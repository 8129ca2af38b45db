import Schemas

extension DueDay {
  /// Variations that a new version of the scheme ended and that are to be decided anew: by its first day, or
  /// the school has no variation from then on.
  var redecisions: [Duty] {
    trust.redecisions.filter { trust.variations[$0.key] == nil }.map { anew, place in
      var duty = Duty(
        .redecide, "\(place.variation) decided anew as \(anew)", due: place.firstDay.adding(days: -1),
        owes: holder(.varyScheme, place.school), school: place.school, concerns: anew.fullTag,
        command: "kite variation approve \(anew) --school \(place.school)",
        note: place.firstDay <= day
          ? "nothing of \(place.variation) is in force since \(place.firstDay.spoken)" : nil)
      duty.warning = warning(before: duty.due)
      return duty
    }
  }
}
