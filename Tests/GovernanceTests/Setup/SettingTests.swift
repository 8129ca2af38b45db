import Governance
import JSON
import Schemas
import Testing

struct SettingTests {
  private func setting(_ name: String, _ value: JSONValue, from first: String? = nil) -> Commit {
    .facts(
      "2024-10-02",
      Told(SettingSet.self, ["setting": .string(name), "value": value]).with(
        ("firstDay", first.map(JSONValue.string))))
  }

  @Test func `a setting has its default until it is set, and from its first day its value`() throws {
    let story = try Story.smallTrust().when(setting("report-working-day", 7, from: "2024-11-01")).then()
    let trust = try story.trust()
    #expect(trust.number(.reportDay, on: day("2024-10-31")) == 5)
    #expect(trust.number(.reportDay, on: day("2024-11-01")) == 7)
    #expect(trust.numbers(.latenessLadder, on: day("2024-11-01")) == [1, 3, 5])
  }

  @Test func `the later decision wins on the days that it covers`() throws {
    func decided(_ value: JSONValue, _ on: String, from first: JSONValue) -> Commit {
      .board(
        "set-trust", on, school: nil,
        Told(SettingSet.self, ["setting": "report-working-day", "value": value, "firstDay": first]))
    }
    let trust = try Story.smallTrust().when(decided(7, "2024-10-02", from: "2025-01-01")).then()
      .when(decided(3, "2024-10-09", from: "2024-12-01")).then().trust()
    #expect(trust.number(.reportDay, on: day("2024-11-30")) == 5)
    #expect(trust.number(.reportDay, on: day("2024-12-01")) == 3)
    #expect(trust.number(.reportDay, on: day("2025-01-01")) == 3)
  }

  @Test func `a value that cannot be is refused`() throws {
    let story = try Story.smallTrust()
    let values: [(String, JSONValue)] = [
      ("report-working-day", "five"), ("report-working-day", 0), ("report-working-day", -1),
      ("non-reporting-months", [13]), ("non-reporting-months", 8), ("risk-levels", ["safe", "unsafe"]),
      ("risk-levels", ["a", "b", "c", "c"]), ("report-card-template", ""), ("leader-days-a-week", 8),
    ]
    for (name, value) in values {
      let refusal = try story.when(setting(name, value)).refusal
      #expect(refusal?.rule == "setting-value", "\(name) \(value.text)")
    }
  }

  @Test func `values that can be are taken, and unknown settings are not`() throws {
    let story = try Story.smallTrust()
    try story.when(setting("non-reporting-months", [8, 12])).then()
    try story.when(setting("risk-levels", ["blue", "green", "amber", "red"])).then()
    try story.when(setting("lateness-ladder-working-days", [2, 4])).then()
    let refusal = try story.when(setting("colour", "red")).thenRefused("setting-unknown")
    #expect(refusal.instead.first?.contains("'report-working-day'") == true)
  }

  @Test func `every default is a value that the setting takes`() {
    for setting in Setting.all { #expect(setting.accepts(setting.standard), "\(setting.name)") }
  }
}
