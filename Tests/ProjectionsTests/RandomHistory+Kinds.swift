import EventLog
import Governance
import JSON
import Schemas

extension RandomHistory {
  /// Records something, of any kind.
  mutating func recordSomething() throws {
    let school = pick(["S1", "S2", "S3"])
    switch Int.random(in: 0..<11, using: &random) {
    case 0...4:
      let by = pick([
        ["body/board"], ["office/CEO"], ["body/lgb-\(school)"], ["office/CEO", "office/head-\(school)"],
      ])
      var parts = [decision(by: by)]
      for _ in 0..<Int.random(in: 1...2, using: &random) { parts.append(effect(school)) }
      try append(parts, school: school, riskCase: chance(50) ? pick(["A", "B", "C"]) : nil)
    case 5, 6: try append([fact(school)], school: school, riskCase: chance(50) ? "A" : nil)
    case 7: try recordAboutEntry()
    case 8: try recordSetUp()
    default: try append([notice(), fact(school)], school: school)
    }
  }

  /// Nothing says that a code exists, or that an end comes after a beginning.
  private mutating func effect(_ school: String) -> (String, JSONValue) {
    let first = someDay()
    let last = someDay(20...200)
    let effects =
      riskEffects(school, first, last) + helpEffects(school, first, last) + bodyEffects(school, first, last)
    // What everything else rests on comes more often.
    return chance(30) ? pick(effects.filter { RandomHistory.grounds.contains($0.0) }) : pick(effects)
  }

  private typealias Days = JSONValue

  private mutating func riskEffects(_ school: String, _ first: Days, _ last: Days) -> [(String, JSONValue)] {
    let code: JSONValue = .string(school)
    let riskCase: JSONValue = .string(
      pick(["A-\(school)", "B-\(school)", school == "S1" ? "A" : "B-\(school)"]))
    return [
      (SchoolWatched.type, ["school": code, "firstDay": first, "reviewBy": last]),
      (WatchEnded.type, ["school": code, "firstDay": first]),
      (
        SchoolPlacedAtRisk.type,
        [
          "school": code, "case": riskCase, "level": .string(pick(["moderate", "high"])),
          "triggers": [["trigger": "inspection", "evidence": ["A report."]]], "urgent": .bool(chance(50)),
          "ratifyBy": last, "firstDay": first,
        ]
      ),
      (UrgentDecisionRatified.type, ["decision": someDecision(), "firstDay": first]),
      (
        RiskLevelSet.type, ["school": code, "level": .string(pick(["moderate", "high"])), "firstDay": first]
      ),
      (
        AtRiskEnded.type, ["school": code, "criteriaMet": ["All."], "followUpUntil": last, "firstDay": first]
      ),
    ]
  }

  /// Variations, leaders and plans.
  private mutating func helpEffects(_ school: String, _ first: Days, _ last: Days) -> [(String, JSONValue)] {
    let variation: JSONValue = .string(pick(["V-1-\(school)", "V-2-\(school)"]))
    let deployment: JSONValue = .string("L-\(school)")
    let code: JSONValue = .string(school)
    let function: JSONValue = .string(pick(["F1", "F2", "F3"]))
    return [
      (
        VariationMade.type,
        [
          "variation": variation,
          "items": [
            ["function": function, "holder": "CEO", "limit": ["pounds": 500, "upTo": "HT"]],
            ["function": "F4", "holder": "TB", "via": "panel"],
          ],
          "remainderTo": "IEB", "firstDay": first, "lastDay": last, "reviewBy": last,
        ]
      ),
      (VariationItemHandedBack.type, ["variation": variation, "function": function, "firstDay": first]),
      (
        VariationRenewed.type,
        [
          "variation": variation, "items": [["function": function]], "firstDay": first, "lastDay": last,
          "reviewBy": last,
        ]
      ),
      (VariationReviewed.type, ["variation": variation, "reviewBy": last]),
      (VariationEnded.type, ["variation": variation, "lastDay": last]),
      (
        LeaderAllocated.type,
        [
          "deployment": deployment, "leader": "exec-head", "home": "S1", "school": code, "daysPerWeek": 2,
          "authority": "advises", "firstDay": first, "lastDay": last,
        ]
      ),
      (
        DeploymentChanged.type,
        [
          "deployment": deployment, "leader": "exec-head", "daysPerWeek": 4, "firstDay": first,
          "lastDay": last,
        ]
      ),
      (LeaderReleased.type, ["deployment": deployment, "leader": "exec-head", "lastDay": last]),
      (
        PlanReturned.type,
        ["plan": .string("P-\(school)"), "version": "1", "reasons": ["Unclear."], "firstDay": first]
      ),
      (PlanApproved.type, ["plan": .string("P-\(school)"), "version": "1", "firstDay": first]),
    ]
  }

  private mutating func bodyEffects(_ school: String, _ first: Days, _ last: Days) -> [(String, JSONValue)] {
    let board: JSONValue = .string("ieb-\(school)")
    return [
      (
        InterimBoardInstalled.type,
        [
          "body": board, "replaces": .string("lgb-\(school)"), "size": 5, "quorum": 3, "members": ["p-001"],
          "parentSeats": 2, "terms": "Terms.", "exitCriteria": ["One."], "finding": "A barrier.",
          "heard": "Heard.",
          "firstDay": first, "lastDay": last, "reviewBy": last,
        ]
      ),
      (InterimBoardExtended.type, ["body": board, "firstDay": first, "lastDay": last]),
      (InterimBoardEnded.type, ["body": board, "lastDay": last]),
      (
        ShadowBodyAppointed.type,
        [
          "body": .string("shadow-\(school)"), "beside": board, "size": 5, "quorum": 2, "firstDay": first,
          "lastDay": last,
        ]
      ),
      (
        LocalBodyRestored.type,
        ["body": .string("lgb-\(school)"), "size": 7, "quorum": 3, "parentSeats": 2, "firstDay": first]
      ),
      (
        GovernorAdded.type,
        ["body": .string("lgb-\(school)"), "person": "p-002", "firstDay": first, "lastDay": last]
      ),
      (IrregularDecisionRatified.type, ["decision": someDecision(), "firstDay": first]),
      (
        SettingSet.type,
        ["setting": "report-working-day", "value": .integer(pick([3, 5, 7])), "firstDay": first]
      ),
      (ReportMonthClosed.type, reportMonth(school, ["why": "Nobody was there."])),
    ]
  }

  private static let setUp: Set<String> = [
    SchemeAdopted.type, BodyConstituted.type, RecorderAppointed.type, RecorderEnded.type, SettingSet.type,
  ]

  private static let grounds: Set<String> = [
    SchoolPlacedAtRisk.type, RiskLevelSet.type, VariationMade.type, LeaderAllocated.type,
    InterimBoardInstalled.type,
  ]

  private mutating func reportMonth(_ school: String, _ rest: JSONValue) -> JSONValue {
    let month = Month(of: today.adding(days: pick([-60, -30, 0]))).text
    var data = rest
    data["report"] = .string("\(school)-\(month)")
    data["month"] = .string(month)
    return data
  }

  private mutating func fact(_ school: String) -> (String, JSONValue) {
    let report: JSONValue = [
      "due": someDay(), "rating": .string(pick(["red", "amber", "green"])), "direction": "unchanged",
      "because": "Slow.", "plan": .string("P-\(school)"), "planVersion": "1",
    ]
    let facts: [(String, JSONValue)] = [
      (ReportSubmitted.type, reportMonth(school, report)),
      (ReportSubmitted.type, reportMonth(school, report)),
      (
        PlanSubmitted.type,
        [
          "plan": .string("P-\(school)"), "version": .string(pick(["1", "2"])),
          "objectives": [["number": 1, "what": "Better."]],
        ]
      ),
      (CaseReviewed.type, ["body": "board", "day": someDay(), "what": "The case was reviewed."]),
      (
        EvidenceAdded.type,
        [
          "code": "EV-1", "kind": "other", "what": RandomHistory.closed,
          "class": .string(pick(["part2", "restricted"])),
        ]
      ),
    ]
    return pick(facts)
  }

  private mutating func notice() -> (String, JSONValue) {
    (
      NoticeGiven.type,
      ["kind": "website", "to": ["Everybody"], "what": .string("Published: \(pick(["plans", "names"])).")]
    )
  }

  private mutating func someDecision() -> JSONValue {
    let decisions = entries.filter(\.isDecision)
    return .string(pick(decisions).ref)
  }

  mutating func recordAboutEntry() throws {
    let setUp = entries.filter { $0.ids.contains { RandomHistory.setUp.contains($0.type) } }
    let entry = chance(25) ? pick(setUp) : pick(entries)
    let event = pick(entry.ids)
    let about: JSONValue = .string(event.id)
    let school = chance(50) ? "S2" : nil
    switch Int.random(in: 0..<6, using: &random) {
    case 0:
      try append([(EntryVoided.type, ["entry": about, "reason": "Wrong school."])], school: nil)
    case 1, 2:
      let field = pick(["firstDay", "lastDay", "day", "what", "decision", "daysPerWeek"])
      let now = field == "daysPerWeek" ? 3 : field == "what" || field == "decision" ? "Put right." : someDay()
      try append(
        [
          (
            EntryCorrected.type,
            [
              "entry": about, "field": .string(field), "was": "Something else.", "now": now,
              "source": "A contract.",
            ]
          )
        ],
        school: nil)
    case 3:
      let contents: JSONValue = ["what": ["salt": "AAAA", "value": "It was told."]]
      try append(
        [
          (
            ContentReleased.type,
            [
              "entry": about, "from": "part2", "to": .string(pick(["open", "restricted"])),
              "contents": contents,
            ]
          )
        ],
        school: school)
    case 4:
      try append(
        [(DecisionConfirmed.type, ["decisions": [someDecision()], "body": "body/board"])], school: school)
    default:
      try append(
        [
          (
            MinutesApproved.type,
            ["body": "body/board", "meetingDay": someDay(), "decisions": [someDecision()]]
          )
        ],
        school: nil)
    }
  }

  mutating func recordSetUp() throws {
    let first = someDay()
    switch Int.random(in: 0..<9, using: &random) {
    case 0: try adoptScheme(first)
    case 1:
      try append(
        [
          (
            OfficeGiven.type,
            [
              "office": "CEO", "person": .string(pick(["p-001", "p-002"])), "appointedBy": "body/board",
              "firstDay": first,
            ]
          )
        ],
        school: nil)
    case 2:
      try append([(OfficeEnded.type, ["office": "CEO", "person": "p-001", "lastDay": first])], school: nil)
    case 3:
      try append(
        [(RecorderEnded.type, ["body": "body/board", "person": "p-001", "lastDay": first])], school: nil)
    case 4:
      try append(
        [(RecorderAppointed.type, ["body": "office/CEO", "person": "p-001", "firstDay": first])], school: nil)
    case 5: try append([(BodyDissolved.type, ["body": "lgb-S3", "lastDay": first])], school: nil)
    case 6:
      try append(
        [
          (
            CalendarSet.type,
            [
              "year": "2023-24",
              "terms": [["name": "All", "firstDay": "2023-09-04", "lastDay": "2024-07-19"]],
              "bankHolidays": [first],
            ]
          )
        ],
        school: nil)
    case 7: try append([(SchoolLeft.type, ["school": "S3", "lastDay": someDay(100...300)])], school: "S3")
    default:
      try append(
        [(SchoolJoined.type, ["school": "S4", "name": "Late School", "firstDay": first])], school: "S4")
    }
  }
}
