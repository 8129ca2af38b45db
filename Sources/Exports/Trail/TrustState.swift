import Asking
public import Governance
import History
import Projections
public import Schemas

/// The trust as it stands on the day of a trail: what reports show beside the trail itself.
///
/// - Complexity: folds every event that was known; a trail alone does not need it.
public struct TrustState {
  public let trust: Trust
  public let on: Day
  /// What is owed, and what is late, in the order of the days.
  public let duties: [Duty]
  /// The schools that the selection is about; every school that is in the trust on the day where it names
  /// none.
  public let schools: [SchoolCode]

  public init(_ trail: Trail) throws {
    let answers = trail.answers
    on = answers.on
    let chronicle = try Chronicle(answers.history.everything(upTo: answers.position))
    let trust = chronicle.trust(decidedBy: answers.on)
    self.trust = trust
    let named = trail.selection.school ?? trail.selection.riskCase.flatMap { trust.cases[$0]?.school }
    let there = trust.states(on: answers.on).map(\.school)
    schools = named.map { [$0] } ?? there
    duties = trust.duties(on: answers.on).filter { duty in named == nil || duty.school == named }
  }

  /// The smallest number that this audience may see; nil where it may see every number.
  public static func smallNumbers(_ trail: Trail, _ trust: Trust) -> Int? {
    trail.audience == .public ? trust.number(.smallNumbers, on: trail.answers.on) : nil
  }
}
