import Schemas

extension DueDay {
  /// Terms of office that end by themselves: shown when the first warning is reached.
  var terms: [Duty] {
    let offices = trust.tenures.filter { !$0.isEnded && $0.days.contains(day) }.compactMap {
      tenure -> Duty? in
      guard let last = tenure.days.last, let warning = warning(before: last) else { return nil }
      let school = trust.school(of: tenure)
      var duty = Duty(
        .endOfTerm, "term of \(tenure.person) as \(tenure.office)", due: last,
        owes: code(tenure.appointedBy, school), school: school, concerns: tenure.office.fullTag,
        command: "kite office give \(tenure.office)")
      duty.warning = warning
      return duty
    }
    return offices + memberTerms
  }

  private var memberTerms: [Duty] {
    trust.bodies.values.flatMap { body in
      body.members.filter { $0.days.contains(day) }.compactMap { member -> Duty? in
        guard let last = member.days.last, let warning = warning(before: last) else { return nil }
        // Whoever goes with the body goes by its own last day.
        if let end = body.term(on: day)?.days.last, end <= last { return nil }
        let school = body.schools.first
        var duty = Duty(
          .endOfTerm, "term of \(member.person) on \(body.code)", due: last,
          owes: holder(.addGovernors, school),
          school: school, concerns: body.code.fullTag, command: "kite lgb add \(body.code)\(at(school))")
        duty.warning = warning
        return duty
      }
    }
  }

  /// An office that the scheme needs and that nobody holds any more.
  var vacancies: [Duty] {
    guard let scheme = trust.scheme(on: day) else { return [] }
    let past = Dictionary(grouping: trust.tenures.filter { $0.days.first <= day }, by: \.office)
    return past.compactMap { office, tenures -> Duty? in
      guard trust.holder(of: office, on: day) == nil, let last = tenures.compactMap(\.days.last).max(),
        let tenure = tenures.last
      else { return nil }
      let reference = Party.office(office).reference
      let school = trust.school(of: tenure)
      let isNeeded = scheme.holders.values.contains { Trust.filled($0.stands, school: school) == reference }
      guard isNeeded else { return nil }
      return Duty(
        .vacancy, "nobody holds \(office)", due: last, owes: code(tenure.appointedBy, school), school: school,
        concerns: office.fullTag, command: "kite office give \(office)")
    }
  }
}
