import Testing

/// The rules of `happenstance-testkit` that these stores do not keep, by design. Each prints its reason when the
/// tests run.
struct DeclinedRules {
  @Test(.disabled("an event has no metadata: what is said beside its data stands in its line's own members"))
  func `absent metadata is not empty metadata`() {}

  @Test(.disabled("a line is JSON, and JSON with a name twice can't be read in one way only: it is refused"))
  func `data with repeated names comes back as it was`() {}

  @Test(.disabled("a fault of the disk in the middle of an append is the business of CrashTests"))
  func `an append is whole or absent after a fault in its middle`() {}

  @Test(.disabled("an append is one call that ends; the process that makes it is killed in CrashTests"))
  func `an append that is given up leaves no part`() {}

  @Test(.disabled("an append with the id tells: a repetition is answered, another event is refused"))
  func `a store tells whether it has an id`() {}

  @Test(.disabled("positions in a log are dense; that stores may leave gaps is shown by the one in memory"))
  func `positions of a log have gaps`() {}

  @Test(
    .disabled(
      "a read model is no part of a store: ViewsTests and ViewsFileTests of Projections hold its rules"))
  func `a projection keeps its position with its rows`() {}
}
