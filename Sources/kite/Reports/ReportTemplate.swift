import Asking
import CommandLineKit
import Governance
import History
import JSON
import Schemas

/// The report of a month to fill in, begun from the plan and from the report before it.
struct ReportTemplate {
  let json: JSONValue

  init(_ school: SchoolCode, _ asked: Month?, _ answers: Answers) throws {
    let events = try answers.history.events(Reads.duties(of: school), upTo: answers.position)
    let trust = try Chronicle(events).trust(decidedBy: answers.on)
    _ = try trust.findSchool(school, on: answers.on)
    let missing = trust.duties(of: school, on: answers.on).filter { $0.kind == .report }
    let first = missing.first?.concerns.flatMap { tag in
      Month(tag.split(separator: "-").suffix(2).joined(separator: "-"))
    }
    guard let month = asked ?? first else {
      throw CommandFailure(
        .notFound, "'\(school)' is not at risk on \(answers.on.spoken), and owes no report")
    }
    let plan = trust.plans.values.filter { $0.school == school }.max {
      ($0.versions.last?.submitted ?? .init(daysSinceEpoch: 0))
        < ($1.versions.last?.submitted ?? .init(daysSinceEpoch: 0))
    }
    let before = trust.reports(of: school).last { $0.month < month && !$0.isMissed }
    let isFirst = trust.riskCase(of: school, on: answers.on).map { open in
      !trust.reports(of: school).contains { $0.month >= Month(of: open.days.first) && !$0.isMissed }
    }
    var json: JSONValue = [
      "//": "fill in what is null; leave out what does not apply; then kite report submit --input FILE",
      "report": .string("\(school)-\(month)"), "rating": .null,
      "// rating": .string("one of \(Rating.allCases.map(\.rawValue).joined(separator: ", "))"),
      "direction": isFirst == true ? "baseline" : .null, "because": .null,
      "// direction": "improving, unchanged or worsening; because: one sentence",
      "plan": .optional(plan?.code.text), "planVersion": .optional(plan?.version(on: answers.on)),
    ]
    if let plan, let version = plan.inForce(on: answers.on) {
      let submitted = events.last { event in
        event.type == PlanSubmitted.type && event.data["plan"]?.string == plan.code.text
          && event.data["version"]?.string == version.name
      }
      let last = events.last {
        $0.type == ReportSubmitted.type && $0.data["report"]?.string == before?.code.text
      }
      json["objectives"] = ReportTemplate.objectives(submitted, last, plan, version, month)
      json["indicators"] = .array(
        version.indicators.map { indicator in
          [
            "name": .string(indicator.name), "now": .null,
            "source": .optional(ReportTemplate.source(indicator.name, submitted)), "dataDay": .null,
          ]
        })
    }
    for member in ReportTemplate.rest { json[member.name] = member.value }
    self.json = json
  }

  /// The rest is the same in every month.
  private static let rest: [JSONMember] = [
    JSONMember("slips", .array([])),
    JSONMember(
      "// slips",
      .string(#"{"milestone": "2.4", "why": "…", "due": "2025-03-01", "agreedBy": "CEO"}"#)),
    JSONMember("safeguarding", .null), JSONMember("safeguardingRating", .null),
    JSONMember("riskChanges", .array([])),
    JSONMember(
      "// riskChanges",
      .string(
        #"{"what": "…", "change": "new, up, down, unchanged or gone", "owner": "…"}"#)),
    JSONMember("supportDaysUsed", .null), JSONMember("supportDaysLeft", .null),
    JSONMember("// supportDaysUsed", .string(#"as text: "12.5""#)), JSONMember("poundsSpent", .null),
    JSONMember("people", .null), JSONMember("// people", "workload and well-being of staff and head"),
    JSONMember("neighbours", .null),
    JSONMember("// neighbours", "effect on the leader's home school and on neighbours"),
    JSONMember("decisionsAsked", .array([])), JSONMember("evidence", .array([])),
  ]

  private static func objectives(
    _ submitted: TrustEvent?, _ last: TrustEvent?, _ plan: Plan, _ version: Plan.Version, _ month: Month
  ) -> JSONValue {
    let numbers = (submitted?.data["objectives"]?.array ?? []).compactMap { $0["number"]?.integer }
    // Where the plan lists only some of its milestones, what is due cannot be counted here.
    let total = submitted?.data["milestoneCount"]?.integer ?? version.milestones.count
    let isWhole = total == version.milestones.count && total > 0
    return .array(
      numbers.map { number in
        let before = (last?.data["objectives"]?.array ?? []).first { $0["number"]?.integer == number }
        let due = version.milestones.count { milestone in
          milestone.objective == number
            && (plan.due(milestone.code, in: version) ?? milestone.due) <= month.lastDay
        }
        return [
          "number": .integer(number), "rating": .null, "ratingBefore": before?["rating"] ?? .null,
          "milestonesDue": isWhole ? .integer(due) : .null, "milestonesMet": .null,
        ]
      })
  }

  private static func source(_ name: String, _ submitted: TrustEvent?) -> String? {
    (submitted?.data["indicators"]?.array ?? []).first { $0["name"]?.string == name }?["source"]?.string
  }
}
