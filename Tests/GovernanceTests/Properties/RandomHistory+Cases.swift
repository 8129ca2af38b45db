import Governance
import JSON
import Schemas

// Interim boards, cases, plans, reports.

extension RandomHistory {
  mutating func board(_ draft: inout Draft, _ kind: Kind, _ trust: Trust) throws {
    let school = draft.school ?? "S1"
    let standing = trust.interimBoards.values.filter { $0.school.text == school }
      .max { $0.days.first < $1.days.first }
    draft.power = "install-interim-board"
    switch kind {
    case .board:
      let body = "ieb-\(school)-\(number)"
      let (first, last) = (ahead(draft.decided, 5...30), ahead(draft.decided, 120...360))
      draft.lesserSteps = true
      draft.told = [
        SmallTrust.board.with(
          ("body", .string(body)), ("replaces", .string("lgb-\(school)")), ("firstDay", .string(first.text)),
          ("lastDay", .string(last.text)), ("noticeBecause", "Pupils are not safe."))
      ]
      draft.acts = [.board(body, school: school, first: first, last: last)]
    case .extend:
      guard let standing, let end = standing.days.last else { return }
      let (first, last) = (end.adding(days: 1), ahead(end, 30...200))
      draft.told = [
        Told(
          InterimBoardExtended.self,
          [
            "body": .string(standing.body.text), "firstDay": .string(first.text),
            "lastDay": .string(last.text),
          ])
      ]
      draft.acts = [.boardExtended(standing.body.text, last: last)]
    default:
      guard let standing else { return }
      let last = ahead(draft.decided, 0...40)
      draft.told = [
        BodyTold.ended(standing.body.text, last.text),
        BodyTold.restored("lgb-\(school)", last.adding(days: 1).text),
      ]
      draft.acts = [.boardEnded(standing.body.text, last: last)]
    }
  }

  mutating func casework(_ draft: inout Draft, _ kind: Kind, _ trust: Trust) throws {
    let school = draft.school ?? "S1"
    let plan = "RP-\(school)"
    switch kind {
    case .place:
      draft.power = "place-at-risk"
      draft.told = [
        SmallTrust.placed.with(
          ("school", .string(school)), ("case", .string("C-\(number)")),
          ("firstDay", .string(draft.decided.text)))
      ]
    case .plan:
      draft.actor = "p-8"
      draft.told = [PlanTold.submitted("\(number)", plan: plan)]
    case .decide:
      guard let version = trust.plans[PlanCode(unchecked: plan)]?.versions.last else { return }
      draft.power = "approve-plan"
      let model = model
      let holder = model.who("E2", in: school, on: draft.decided)?.given.holder ?? ""
      let right = RandomHistory.party(holder, school, board: model.board(of: school, on: draft.decided))
      let others = ["body/board", "body/standards", "body/finance", "body/lgb-\(school)", "office/CEO"]
      draft.by = [random.number(0...1) == 0 ? right ?? "body/board" : random.pick(others)]
      draft.told = [PlanTold.approved(version.name, draft.decided.text, plan: plan)]
    case .report:
      guard let open = trust.riskCase(of: SchoolCode(unchecked: school), on: today) else { return }
      guard trust.plans[PlanCode(unchecked: plan)] != nil else {
        draft.actor = "p-8"
        draft.told = [PlanTold.submitted("\(number)", plan: plan)]
        return
      }
      // The last months of the case, whether they have a report or not, and the one before it.
      var months = [Month(of: open.days.first).previous]
      while let month = months.last, month < Month(of: today).previous { months.append(month.next) }
      let month = random.pick(Array(months.suffix(3)))
      let done = trust.reports(of: SchoolCode(unchecked: school))
      let isFirst = !done.contains { $0.month >= Month(of: open.days.first) }
      let version = trust.plans[PlanCode(unchecked: plan)]?.version(on: today) ?? "1"
      draft.actor = "p-8"
      draft.told = [
        PlanTold.report(month.text, isFirst ? "baseline" : "unchanged", version: version)
          .with(("plan", .string(plan)))
      ]
      draft.acts = [.report("\(school)-\(month)", school: school, month: month)]
    default:
      let steps: [Told] = [
        Told(LeadTaken.self, ["strategy": "One page."]),
        Told(ReportingSet.self, ["firstMonth": "2025-01"]),
        Told(CapacityIdentified.self, ["short": []]),
      ]
      draft.told = [random.pick(steps)]
    }
  }
}
