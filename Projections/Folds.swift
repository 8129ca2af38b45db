internal import EventLog
internal import Governance
internal import History

/// The folds that projections write from: of everything that was recorded, as it is known now.
struct Folds {
  let history: History

  var log: Log { history.log }

  /// A school's state, and the trust's as far as it bears on it.
  func trust(of school: SchoolCode) throws -> Trust { try history.trust(Reads.state(of: school)) }

  /// The bodies and offices of the whole trust.
  func bodies() throws -> Trust { try history.trust(Reads.bodies) }

  /// What the standing of decisions rests on, and who decided them: the set-up, and everything tagged with
  /// them.
  func trust(ofDecisions refs: some Sequence<String>) throws -> Trust {
    let decisions = Query(refs.map { Query.Item(tags: ["decision/\($0)"]) })
    return try Trust(folding: history.events(matching: Query(Reads.bodies) + decisions))
  }
}
