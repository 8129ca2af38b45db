public import Schemas

/// Somebody was told, or a register was brought up to date.
public struct Notice: Equatable, Sendable {
  public let ref: String
  public let kind: String
  public let concerns: [Reference]
  public let register: String?
  public let since: Day?
  public let day: Day
  public let school: SchoolCode?
}

/// A change of who governs, which a register is told of: all that changes in a school on a day, or in the
/// trust.
public struct RegisterChange: Equatable, Sendable {
  public let school: SchoolCode?
  /// First day of the new state: day 0 of the limit.
  public let since: Day
  public let due: Day
  /// The offices and bodies that changed.
  public let what: [Reference]
  /// The notice that met it; nil while one of its changes is not on the register.
  public let met: Notice?

  /// Calendar days from the first day of the new state to the notice.
  public var daysUsed: Int? { met.map { since.days(to: $0.day) } }
}

extension NoticeGiven {
  public func evolve(_ trust: inout Trust, _ context: Context) {
    trust.notices.append(
      Notice(
        ref: context.ref, kind: kind, concerns: concerns, register: register, since: since, day: context.day,
        school: context.school))
  }
}

extension Trust {
  /// The changes up to a day that a register is told of, since the record was opened: offices that the scheme
  /// names or that are a seat on a governing body, their bodies, and members who were added.
  public func registerChanges(by day: Day) -> [RegisterChange] {
    var groups: [Group: [Change]] = [:]
    for change in changes where change.since <= day && change.since > (openedOn ?? day) {
      groups[Group(school: change.school, since: change.since), default: []].append(change)
    }
    return groups.map { group, changes in
      let notices = changes.map { change -> Notice? in self.notices.first { change.isMet(by: $0) } }
      let isMet = !notices.contains { $0 == nil }
      return RegisterChange(
        school: group.school, since: group.since,
        due: group.since.adding(days: number(.registerDays, on: group.since)),
        what: Set(changes.map(\.subject)).sorted(),
        met: isMet ? notices.compactMap { $0 }.max { $0.day < $1.day } : nil)
    }
    .sorted { ($0.since, $0.school?.text ?? "") < ($1.since, $1.school?.text ?? "") }
  }

  private struct Group: Hashable {
    let school: SchoolCode?
    let since: Day
  }

  /// One thing that is otherwise from a day on.
  private struct Change {
    let school: SchoolCode?
    let since: Day
    let subject: Reference
    /// Naming any of these in a notice is enough.
    let references: [Reference]

    func isMet(by notice: Notice) -> Bool {
      notice.register != nil && notice.day >= since && (notice.since.map { $0 == since } ?? true)
        && references.contains { notice.concerns.contains($0) }
    }
  }

  private var changes: [Change] {
    var changes: [Change] = []
    let named = namedOffices
    for tenure in tenures {
      let isGoverning = tenure.seatOn.flatMap { bodies[$0]?.kind }.map(Trust.governing.contains) ?? false
      guard isGoverning || named[Party.office(tenure.office).reference] != nil else { continue }
      let references =
        [Reference(tenure.office), Reference(tenure.person)] + (tenure.seatOn.map { [Reference($0)] } ?? [])
      for since in [tenure.days.first, tenure.days.last?.adding(days: 1)].compactMap({ $0 }) {
        changes.append(
          Change(
            school: school(of: tenure, named), since: since,
            subject: tenure.seatOn.map(Reference.init) ?? Reference(tenure.office),
            references: references))
      }
    }
    for body in bodies.values where Trust.governing.contains(body.kind) {
      let school = body.schools.first
      for term in body.terms where !term.days.isEmpty {
        for since in [term.days.first, term.days.last?.adding(days: 1)].compactMap({ $0 }) {
          changes.append(
            Change(
              school: school, since: since, subject: Reference(body.code), references: [Reference(body.code)])
          )
        }
      }
      for member in body.members where !member.days.isEmpty {
        for since in [member.days.first, member.days.last?.adding(days: 1)].compactMap({ $0 }) {
          changes.append(
            Change(
              school: school, since: since, subject: Reference(body.code),
              references: [Reference(body.code), Reference(member.person)]))
        }
      }
    }
    return changes
  }

  private static let governing: Set<BodyKind> = [.members, .board, .local, .interim]

  /// The offices that a version of the scheme names as holders, each with the school in its code.
  var namedOffices: [String: SchoolCode?] {
    var named: [String: SchoolCode?] = [:]
    for stands in Set(schemes.flatMap { $0.holders.values.map(\.stands) }) where stands.hasPrefix("office/") {
      guard stands.contains("{school}") else {
        named.updateValue(nil, forKey: stands)
        continue
      }
      for school in schools.keys { named.updateValue(school, forKey: Trust.filled(stands, school: school)) }
    }
    return named
  }

  /// The school of an office: that of the body on which it is a seat, or the one in its code.
  func school(of tenure: Tenure, _ named: [String: SchoolCode?]) -> SchoolCode? {
    if let seat = tenure.seatOn, let body = bodies[seat], !body.schools.isEmpty { return body.schools.first }
    return named[Party.office(tenure.office).reference] ?? nil
  }
}

extension DueDay {
  var registerNotices: [Duty] {
    trust.registerChanges(by: day).filter { $0.met == nil }.map { change in
      let names = change.what.map(\.id).joined(separator: ", ")
      let concerns = change.what.map { " --concerns \($0)" }.joined()
      return Duty(
        .register, "register: \(names) from \(change.since.spoken)", due: change.due, owes: clerk,
        school: change.school, concerns: change.what.first?.text,
        command:
          "kite notify\(at(change.school)) --kind GIAS --register GIAS --since \(change.since)\(concerns)")
    }
  }

  /// A variation, and a version of the scheme, are published: a notice of the kind `website` that names it,
  /// or one that names nothing and is about the school. It has the days that a register has.
  var publications: [Duty] {
    let websites = trust.notices.filter { $0.register == nil && $0.kind.contains("website") }
    func duty(
      _ reference: Reference, _ name: String, _ decision: DecisionRef?, _ first: Day, _ school: SchoolCode?
    )
      -> Duty?
    {
      let decided = decision.flatMap { trust.decisions[$0] }
      guard decided?.basis != .fromMinutes, first > (trust.openedOn ?? first) else { return nil }
      let isPublished = websites.contains { notice in
        notice.day >= decided?.day ?? first
          && (notice.concerns.contains(reference) || notice.concerns.isEmpty && notice.school == school)
      }
      guard !isPublished else { return nil }
      return Duty(
        .publish, "publication of \(name)", due: first.adding(days: trust.number(.registerDays, on: first)),
        owes: clerk, school: school, concerns: reference.text,
        command: "kite notify\(at(school)) --kind website --concerns \(reference)")
    }
    let schemes = trust.schemes.filter { $0.days.reaches(day) }.compactMap {
      duty(Reference($0.version), "scheme \($0.version)", $0.decision, $0.days.first, nil)
    }
    let varied = variations.filter { $0.reaches(day) }.compactMap {
      duty(Reference($0.code), $0.code.text, $0.madeBy, $0.firstDay, $0.school)
    }
    return schemes + varied
  }
}
