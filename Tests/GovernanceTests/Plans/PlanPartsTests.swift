import Governance
import JSON
import Testing

/// What a report names later is one thing in the plan.
struct PlanPartsTests {
  private func submitting(_ fields: (String, JSONValue?)...) throws -> Outcome {
    var plan = PlanTold.submitted("1")
    for (name, value) in fields { plan.data[name] = value }
    return try Story.varied().when(.facts("2024-12-02", school: "S1", by: "p-8", plan))
  }

  @Test func `an objective, a milestone or an indicator stands once`() throws {
    try submitting(("objectives", [["number": 1, "what": "a"], ["number": 1, "what": "b"]]))
      .thenRefused("plan-twice")
    let milestone: JSONValue = ["code": "M1", "objective": 1, "what": "a", "due": "2025-01-31"]
    let twice = try submitting(("milestones", [milestone, milestone])).thenRefused("plan-twice")
    #expect(twice.says == "milestone 'M1' is listed twice")
    let indicator: JSONValue = ["name": "Attendance", "baseline": "93.4", "date": "2024-11-29"]
    try submitting(("indicators", [indicator, indicator])).thenRefused("plan-twice")
    try submitting(("milestones", [milestone]), ("indicators", [indicator])).then()
  }

  @Test func `a milestone belongs to an objective of the plan`() throws {
    let milestone: JSONValue = ["code": "M1", "objective": 7, "what": "a", "due": "2025-01-31"]
    let refusal = try submitting(("milestones", [milestone])).thenRefused("plan-objective")
    #expect(refusal.says == "milestone 'M1' belongs to objective 7, which the plan does not list")
  }

  @Test func `a plan has every part that the trust asks of it`() throws {
    try submitting(
      ("pounds", 31_400), ("risks", ["One lead."]), ("ethicalStatement", "No quick fix."),
      ("exitCriteria", ["Attendance is 94% or more."])
    ).then()
  }
}
