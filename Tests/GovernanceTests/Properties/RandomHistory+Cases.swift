import Governance
import JSON
import Schemas

// Cases, plans, reports.

extension RandomHistory {
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
