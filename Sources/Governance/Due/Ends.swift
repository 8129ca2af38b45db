import Schemas

extension DueDay {
  /// The last days of what is varied now: somebody renews it, or lets it go by a decision.
  var variationEnds: [Duty] {
    variations.flatMap { variation in
      let ends = variation.openEnds(from: day)
      let isWhole = ends.count == 1
      return ends.map { end in
        let what = isWhole ? "" : ": " + end.what.joined(separator: " ")
        var duty = Duty(
          .endOfVariation, "last day of \(variation.code)\(what)", due: end.last,
          owes: holder(.varyScheme, variation.school), school: variation.school,
          concerns: variation.code.fullTag, command: "kite variation renew \(variation.code)",
          otherwise: "kite variation end \(variation.code)")
        duty.warning = warning(before: end.last)
        return duty
      }
    }
  }

  var deploymentEnds: [Duty] {
    let open = trust.deployments.values.filter { !$0.isReleased && $0.daysPerWeek(on: day) != nil }
    return open.compactMap { deployment in
      guard let last = deployment.lastDay else { return nil }
      var duty = Duty(
        .endOfDeployment, "last day of \(deployment.code), \(deployment.leader)", due: last,
        owes: holder(.allocateLeader, deployment.school), school: deployment.school,
        concerns: deployment.code.fullTag, command: "kite leader change \(deployment.code)",
        otherwise: "kite leader release \(deployment.code)")
      duty.warning = warning(before: last)
      return duty
    }
  }

  var boardEnds: [Duty] {
    standingBoards.filter { !$0.isEndDecided }.compactMap { board in
      guard let last = board.days.last else { return nil }
      var duty = Duty(
        .endOfBoard, "last day of \(board.body)", due: last, owes: holder(.installInterimBoard, board.school),
        school: board.school, concerns: board.body.fullTag, command: "kite ieb extend \(board.body)",
        otherwise: "kite decide --power \(Power.constituteLocalBody)\(at(board.school)) --input FILE")
      duty.warning = warning(before: last)
      return duty
    }
  }

  /// A shadow body takes over, or goes with the board that it stands beside.
  var shadowEnds: [Duty] {
    trust.shadows.values.filter { $0.days.contains(day) }.compactMap { shadow in
      let board = trust.interimBoard(of: shadow.school, on: day)
      guard let last = shadow.days.last, board?.isEndDecided != true else { return nil }
      var duty = Duty(
        .endOfShadow, "last day of \(shadow.body)", due: last,
        owes: holder(.constituteLocalBody, shadow.school), school: shadow.school,
        concerns: shadow.body.fullTag,
        command: "kite decide --power \(Power.constituteLocalBody)\(at(shadow.school)) --input FILE")
      duty.warning = warning(before: last)
      return duty
    }
  }

  /// What was varied went back by itself, and nobody decided that it should: until somebody does.
  var lapsedVariations: [Duty] {
    variations.flatMap { variation in
      variation.lapses(before: day).compactMap { lapse -> Duty? in
        let isDecided = trust.caseSteps.contains {
          $0.school == variation.school && $0.kind == .schemeDecided && $0.day > lapse.last
        }
        let goesOn = trust.riskCase(of: variation.school, on: day) != nil
        guard goesOn, !isDecided else { return nil }
        return Duty(
          .lapsed, "\(variation.code) lapsed without a decision: \(lapse.what.joined(separator: " "))",
          due: lapse.last, owes: holder(.varyScheme, variation.school), school: variation.school,
          concerns: variation.code.fullTag, command: "kite variation propose --school \(variation.school)",
          otherwise: "kite decide --power \(Power.varyScheme) --school \(variation.school)",
          note: "who held it by the scheme holds it again")
      }
    }
  }

  /// A school is left without a local body when its interim board's term ran out unnoticed.
  var lapsedBoards: [Duty] {
    trust.interimBoards.values.sorted { $0.body < $1.body }.compactMap { board in
      guard let last = board.days.last, last < day, !board.isEndDecided,
        trust.localBody(of: board.school, on: day) == nil
      else { return nil }
      return Duty(
        .lapsed, "\(board.body) lapsed without a decision: \(board.school) has no local body", due: last,
        owes: holder(.constituteLocalBody, board.school), school: board.school,
        concerns: board.body.fullTag,
        command: "kite decide --power \(Power.constituteLocalBody) --school \(board.school) --input FILE")
    }
  }
}

/// A last day, and the functions that end on it, the remainder as `the rest`.
struct VariationEnd {
  let last: Day
  var what: [String]
}

extension Variation {
  private static let rest = "the rest"

  /// What it varies on a day or later, by the last day on which a decision let it go on; what a decision
  /// ended is not open any more.
  func openEnds(from day: Day) -> [VariationEnd] {
    ends { spans, ended in
      guard let last = Variation.goesOn(spans, from: day), last != ended else { return nil }
      return last
    }
  }

  /// What ended before a day by itself.
  func lapses(before day: Day) -> [VariationEnd] {
    ends { spans, ended in
      guard let last = spans.filter({ !$0.days.isEmpty }).compactMap(\.days.last).max(), last < day,
        last != ended
      else { return nil }
      return last
    }
  }

  private func ends(_ last: ([Held], Day?) -> Day?) -> [VariationEnd] {
    var ends: [Day: [String]] = [:]
    for (function, spans) in items.sorted(by: { $0.key < $1.key }) {
      if let day = last(spans, decidedEnds[function]) { ends[day, default: []].append(function.text) }
    }
    if let day = last(remainder, decidedRemainderEnd) { ends[day, default: []].append(Self.rest) }
    return ends.map { VariationEnd(last: $0.key, what: $0.value) }.sorted { $0.last < $1.last }
  }

  /// The last day of what holds on a day or begins after it; a renewal goes on where the span before it ends.
  private static func goesOn(_ spans: [Held], from day: Day) -> Day? {
    var last: Day?
    for span in spans.sorted(by: { $0.days.first < $1.days.first }) where span.days.reaches(day) {
      if let end = last, span.days.first > end.adding(days: 1) { break }
      last = span.days.last
    }
    return last
  }
}
