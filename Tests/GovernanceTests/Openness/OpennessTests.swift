import Governance
import JSON
import Schemas
import Testing

/// What audiences see, who reads what is restricted, what is closed again, what leaves the trust.
struct OpennessTests {
  private func setting(_ name: String, _ value: JSONValue) -> Commit {
    .facts("2024-10-02", Told(SettingSet.self, ["setting": .string(name), "value": value]))
  }

  @Test func `what an audience sees is a setting, and never restricted content`() throws {
    let story = try Story.smallTrust()
    #expect(try story.trust().classes(seenBy: "auditor", on: day("2024-10-03")) == [.part2])
    let set = try story.when(setting("auditor-sees", ["part2", "personal"])).then().trust()
    #expect(set.classes(seenBy: "auditor", on: day("2024-10-03")) == [.part2, .personal])
    #expect(set.classes(seenBy: "auditor", on: day("2024-10-01")) == [.part2])
    let none = try story.when(setting("auditor-sees", [])).then().trust()
    #expect(none.classes(seenBy: "auditor", on: day("2024-10-03")) == [])
    #expect(set.classes(seenBy: "public", on: day("2024-10-03")) == [])
    let refusal = try story.when(setting("auditor-sees", ["restricted"])).refusal
    #expect(refusal?.rule == "setting-value")
  }

  @Test func `who reads what is restricted may be named`() throws {
    let story = try Story.varied()
    func reading(_ person: String) -> Commit {
      .facts(
        "2024-11-22", by: person,
        Told(
          RestrictedRead.self,
          ["entries": [.string(story.lastID())], "person": .string(person), "reason": "A question."]))
    }
    try story.when(reading("p-8")).then()
    let named = try story.when(
      .facts(
        "2024-11-21",
        Told(SettingSet.self, ["setting": "restricted-readers", "value": ["CEO", "p-4", "board"]]))
    ).then()
    try named.when(reading("p-8")).thenRefused("reader")
    for reader in ["p-1", "p-4", "p-2"] { try named.when(reading(reader)).then() }
  }

  @Test func `what everybody could see is closed for a reason`() throws {
    let story = try Story.varied()
    let closing = Told(
      ContentReleased.self, ["entry": .string(story.lastID()), "from": "open", "to": "part2"])
    try story.when(.facts("2024-11-22", closing)).thenRefused("closed-without-reason")
    let closed = try story.when(
      .facts(
        "2024-11-22",
        closing.with(("withheldBecause", "A person can be recognised."), ("withheldUntil", "2025-05-01")))
    ).then()
    // It is the entry that is looked at again, not the one that closed it.
    #expect(try closed.trust().withholdings[story.lastRef]?.until == day("2025-05-01"))
    #expect(try closed.trust().withholdings.count == 1)
    try story.when(.facts("2024-11-22", closing.with(("to", "open")))).thenRefused("released-already")
  }

  @Test func `what is closed has a reason, and what is personal has the trust's`() throws {
    #expect(throws: Refusal.self) { try Trust.requireReason(closing: [.personal, .part2], nil) }
    try Trust.requireReason(closing: [.personal], nil)
    try Trust.requireReason(closing: [.part2], "Persons can be recognised.")
  }

  @Test func `what goes to the public was looked at by a second person`() throws {
    let story = try Story.smallTrust()
    func sent(_ fields: (String, JSONValue?)..., by actor: String = "p-3") -> Commit {
      var told = Told(
        TrailExported.self, ["selection": "case A", "audience": "public", "to": "A parent", "digest": "D1"])
      for (name, value) in fields { told.data[name] = value }
      return .facts("2024-11-22", by: actor, told)
    }
    func looked(_ actor: String, audience: String = "public") throws -> Story {
      try story.when(
        .facts(
          "2024-11-21", by: actor,
          Told(
            ExportChecked.self,
            ["selection": "case A", "audience": .string(audience), "digest": "D1"]))
      ).then()
    }
    try story.when(sent()).thenRefused("export-unchecked")
    try story.when(sent(("digest", nil))).thenRefused("export-unchecked")
    try looked("p-3").when(sent()).thenRefused("export-unchecked")
    try looked("p-8", audience: "trustee").when(sent()).thenRefused("export-unchecked")
    try looked("p-8").when(sent(("digest", "D2"))).thenRefused("export-unchecked")
    try looked("p-8").when(sent()).then()
    // Others are trusted with it, unless it answers a request or the trust says otherwise.
    try story.when(sent(("audience", "auditor"))).then()
    try story.when(sent(("request", "FOI-1"))).thenRefused("request-unknown")
    let asked = try story.when(
      .facts(
        "2024-11-20",
        Told(RequestReceived.self, ["request": "FOI-1", "kind": "foi", "asks": "All of it."]))
    ).then()
    try asked.when(sent(("audience", "auditor"), ("request", "FOI-1"))).thenRefused("export-unchecked")
    let strict = try story.when(setting("checked-audiences", ["public", "body"])).then()
    try strict.when(sent(("audience", "body:lgb-S1"))).thenRefused("export-unchecked")
  }
}
