import Testing

@testable import EventLog

/// That the rules bite: each wrong store breaks the rules that are named beside its fault, and no other.
@Suite(.serialized) struct FaultTests {
  private func broken(by fault: Fault, among rules: [StoreRule] = StoreRule.all) throws -> Set<String> {
    var broken: Set<String> = []
    for rule in rules {
      let store = try WrongStore.fixture(fault)
      do { try rule.check(store) } catch { broken.insert(rule.name) }
    }
    return broken
  }

  @Test(arguments: Fault.all) func `a wrong store breaks the rules of its fault, and no other`(fault: Fault)
    throws
  {
    var found = try broken(by: fault)
    if fault.isTimed {
      // Whether a race meets the moment is chance: a rule that bites does so in one of several.
      var tries = 0
      while tries < 50, !fault.breaks.isSubset(of: found) {
        tries += 1
        found.formUnion(try broken(by: fault, among: StoreRule.all.filter { fault.breaks.contains($0.name) }))
      }
      let racing = StoreRule.concurrency + StoreRule.isolation
      found.subtract(Set(racing.map(\.name)).subtracting(fault.breaks))
    }
    #expect(found.subtracting(fault.breaks).sorted() == [], "not declared")
    #expect(fault.breaks.subtracting(found).sorted() == [], "not noticed")
  }

  @Test func `there is a wrong store for every rule`() {
    let noticed = Fault.all.reduce(into: Set<String>()) { $0.formUnion($1.breaks) }
    #expect(Set(StoreRule.all.map(\.name)).subtracting(noticed).sorted() == [])
    #expect(noticed.subtracting(StoreRule.all.map(\.name)).sorted() == [], "no such rule")
  }

  @Test(arguments: StoreRule.Family.allCases)
  func `a family's wrong stores break rules of the family`(family: StoreRule.Family) {
    let rules = Set(StoreRule.of(family).map(\.name))
    let faults = Fault.all.filter { $0.family == family }
    #expect(!faults.isEmpty)
    for fault in faults { #expect(!fault.breaks.isDisjoint(with: rules), Comment(rawValue: fault.name)) }
  }
}
