public import Schemas

/// Something that is due from somebody.
public struct Duty: Equatable, Sendable {
  public var what: String
  public var due: Day
  /// The holder as the scheme codes it, or an office: `TB`, `CEO`, `exec-head-primary`.
  public var owes: String

  public init(what: String, due: Day, owes: String) {
    self.what = what
    self.due = due
    self.owes = owes
  }
}

extension Trust {
  /// What a school's case asks for on a day, the earliest first: what is due then or later, and what is
  /// overdue and not done. All of it is computed; nothing of it is recorded.
  public func duties(of school: SchoolCode, on day: Day) -> [Duty] {
    var duties = caseDuties(of: school, on: day)
    for variation in liveVariations(in: school, on: day) {
      let owes = holderCode(of: .varyScheme, in: school, on: day)
      let review = variation.reviews.first { $0.met > day }?.due ?? variation.reviewBy
      duties.append(Duty(what: "review of \(variation.code)", due: review, owes: owes))
      if let last = variation.lapses(after: day) {
        duties.append(Duty(what: "last day of \(variation.code)", due: last, owes: owes))
      }
    }
    if let board = interimBoard(of: school, on: day) {
      let owes = holderCode(of: .installInterimBoard, in: school, on: day)
      if let review = board.reviewBy, !isReviewed(board, on: day) {
        duties.append(Duty(what: "review of \(board.body)", due: review, owes: owes))
      }
      if let last = board.days.last {
        duties.append(Duty(what: "last day of \(board.body)", due: last, owes: owes))
      }
    }
    // The texts part what falls on one day, so that the order never depends on how the state was put
    // together.
    return duties.sorted { ($0.due, $0.what) < ($1.due, $1.what) }
  }

  private func caseDuties(of school: SchoolCode, on day: Day) -> [Duty] {
    var duties: [Duty] = []
    if let open = riskCase(of: school, on: day) {
      if let ratifyBy = open.awaitsRatification(on: day) {
        let what = "ratification of \(open.decision?.text ?? "case \(open.code)")"
        duties.append(
          Duty(what: what, due: ratifyBy, owes: holderCode(of: .placeAtRisk, in: school, on: day)))
      }
      if let month = nextReport(of: open, on: day) {
        let owes =
          deployments(at: school, on: day).first?.leader.text
          ?? holderCode(of: .closeReportMonth, in: school, on: day)
        duties.append(Duty(what: "report for \(month.spoken)", due: reportDue(for: month), owes: owes))
      }
    } else if let watch = watches.last(where: { $0.school == school && $0.days.contains(day) }) {
      let owes = holderCode(of: .watchSchool, in: school, on: day)
      duties.append(Duty(what: "review of the watch list", due: watch.reviewBy, owes: owes))
    }
    if let until = followUp(of: school, on: day) {
      let owes = holderCode(of: .endAtRisk, in: school, on: day)
      duties.append(Duty(what: "end of the follow-up", due: until, owes: owes))
    }
    return duties
  }

  /// The first month of a case that has neither a report by a day nor leave to have none.
  private func nextReport(of open: RiskCase, on day: Day) -> Month? {
    let done = Set(
      reports.values.filter { $0.school == open.school && ($0.submitted ?? day) <= day }.map(\.month))
    var month = Month(of: open.days.first)
    // A year without a month that asks for a report asks for none at all.
    var skipped = 0
    while skipped < 12 {
      if !isReporting(month) {
        skipped += 1
      } else if done.contains(month) {
        skipped = 0
      } else {
        return month
      }
      month = month.next
    }
    return nil
  }

  private func isReviewed(_ board: InterimBoard, on day: Day) -> Bool {
    caseReviews.contains { $0.school == board.school && board.days.contains($0.day) && $0.day <= day }
  }

  /// Who holds a power in a school, as the scheme codes it; several who decide together are joined by `+`.
  public func holderCode(of power: Power, in school: SchoolCode?, on day: Day) -> String {
    let binding = scheme(on: day)?.powers[power]
    if let function = binding?.function, let holding = holding(of: function, school: school, on: day) {
      return holding.holder
    }
    if let holders = binding?.holders, !holders.isEmpty { return holders.joined(separator: "+") }
    return boardParty.map { code(for: $0, school: school, on: day) } ?? ""
  }
}

extension Variation {
  /// The next day, from this one on, after which something that is varied now is varied no longer.
  func lapses(after day: Day) -> Day? {
    (Array(items.values) + [remainder]).compactMap { spans -> Day? in
      guard var last = spans.last(where: { $0.days.contains(day) })?.days.last else { return nil }
      // A renewal goes on where the span before it ends.
      while let next = spans.last(where: { $0.days.contains(last.adding(days: 1)) })?.days.last {
        last = next
      }
      return last
    }.min()
  }
}

extension CaseReviewed {
  public func evolve(_ trust: inout Trust, _ context: Context) {
    guard let school = context.school else { return }
    trust.caseReviews.append((school, context.day))
  }
}
