import Testing

/// Every rule, held against every store.
struct ConformanceTests {
  private func hold(_ kind: StoreKind, _ rule: StoreRule) throws {
    try rule.check(try kind.new())
  }

  @Test(arguments: StoreKind.all, StoreRule.fixture)
  func `stores are apart, and their handles are not`(kind: StoreKind, rule: StoreRule) throws {
    try hold(kind, rule)
  }

  @Test(arguments: StoreKind.all, StoreRule.query)
  func `a query finds what it asks for`(kind: StoreKind, rule: StoreRule) throws { try hold(kind, rule) }

  @Test(arguments: StoreKind.all, StoreRule.read)
  func `a window shows a part of it`(kind: StoreKind, rule: StoreRule) throws { try hold(kind, rule) }

  @Test(arguments: StoreKind.all, StoreRule.position)
  func `positions tell the order`(kind: StoreKind, rule: StoreRule) throws { try hold(kind, rule) }

  @Test(arguments: StoreKind.all, StoreRule.head)
  func `the head is the last position`(kind: StoreKind, rule: StoreRule) throws { try hold(kind, rule) }

  @Test(arguments: StoreKind.all, StoreRule.identity)
  func `an id is one event's for ever`(kind: StoreKind, rule: StoreRule) throws { try hold(kind, rule) }

  @Test(arguments: StoreKind.all, StoreRule.append)
  func `an append is all or nothing`(kind: StoreKind, rule: StoreRule) throws { try hold(kind, rule) }

  @Test(arguments: StoreKind.all, StoreRule.values)
  func `values come back as they went in`(kind: StoreKind, rule: StoreRule) throws { try hold(kind, rule) }

  @Test(arguments: StoreKind.all, StoreRule.conditions)
  func `a condition holds exactly`(kind: StoreKind, rule: StoreRule) throws { try hold(kind, rule) }

  @Test(arguments: StoreKind.all, StoreRule.concurrency)
  func `racing changes nothing of that`(kind: StoreKind, rule: StoreRule) throws { try hold(kind, rule) }

  @Test(arguments: StoreKind.all, StoreRule.isolation)
  func `readers see one moment`(kind: StoreKind, rule: StoreRule) throws { try hold(kind, rule) }

  @Test func `no two rules have one name`() {
    #expect(Set(StoreRule.all.map(\.name)).count == StoreRule.all.count)
    #expect(Set(StoreRule.all.map(\.family)) == Set(StoreRule.Family.allCases))
  }
}
