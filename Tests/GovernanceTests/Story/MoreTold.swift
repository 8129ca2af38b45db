import Governance
import JSON

/// Events of plans and reports, as stories tell them.
enum PlanTold {
  static func submitted(_ version: String, plan: String = "RP-S1") -> Told {
    Told(
      PlanSubmitted.self,
      [
        "plan": .string(plan), "version": .string(version),
        "objectives": [["number": 1, "what": "Reading improves."]], "milestones": [],
      ])
  }

  static func approved(_ version: String, _ day: String, plan: String = "RP-S1") -> Told {
    Told(
      PlanApproved.self,
      ["plan": .string(plan), "version": .string(version), "changes": [], "firstDay": .string(day)])
  }

  static func returned(_ version: String, _ day: String, plan: String = "RP-S1") -> Told {
    Told(
      PlanReturned.self,
      [
        "plan": .string(plan), "version": .string(version), "reasons": ["The milestones have no dates."],
        "firstDay": .string(day),
      ])
  }

  static func report(_ month: String, _ direction: String, version: String = "1") -> Told {
    Told(
      ReportSubmitted.self,
      [
        "month": .string(month), "rating": "red", "direction": .string(direction),
        "because": "Attendance is flat.", "plan": "RP-S1", "planVersion": .string(version),
      ])
  }
}

/// Events of bodies and leaders.
enum BodyTold {
  static func governor(_ body: String, _ person: String, _ day: String) -> Told {
    Told(
      GovernorAdded.self,
      [
        "body": .string(body), "person": .string(person), "firstDay": .string(day),
        "lastDay": "2028-03-03",
      ])
  }

  static func restored(_ body: String, _ day: String) -> Told {
    Told(
      LocalBodyRestored.self,
      ["body": .string(body), "size": 9, "quorum": 5, "parentSeats": 2, "firstDay": .string(day)])
  }

  static func ended(_ body: String, _ last: String) -> Told {
    Told(InterimBoardEnded.self, ["body": .string(body), "lastDay": .string(last), "criteriaMet": 1])
  }

  static func shadow(_ body: String, _ day: String) -> Told {
    Told(
      ShadowBodyAppointed.self,
      [
        "body": .string(body), "beside": "ieb-S1", "size": 7, "quorum": 4, "firstDay": .string(day),
        "lastDay": "2026-03-27",
      ])
  }
}
