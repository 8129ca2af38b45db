import CommandLineKit
import Governance
import History
import JSON
import Recording
import Schemas

/// `kite leader`: executive leaders, from within the trust.
enum LeaderCommands {
  static let rows: [RecordCommand] = [
    RecordCommand(
      "allocate", "Allocate an executive leader to a school.", LeaderAllocated.type,
      .decision(.allocateLeader),
      ["leader"]
    ).with {
      $0.examples = [
        "kite leader allocate exec-head-secondary --school S02 --home S10 --days-per-week 3 …":
          "The home school's effect is part of it: --home-cover, --home-effect, --mitigation."
      ]
    },
    RecordCommand(
      "change", "Change the days a week or the last day of a deployment.", DeploymentChanged.type,
      .decision(.allocateLeader), ["deployment"]
    ).with { $0.fill = takeOver(["leader", "home", "daysPerWeek", "lastDay"]) },
    RecordCommand(
      "release", "Release an executive leader before the last day.", LeaderReleased.type,
      .decision(.allocateLeader), ["deployment"]
    ).with { $0.fill = takeOver(["leader"]) },
  ]

  /// What the deployment says already need not be said again.
  private static func takeOver(_ fields: [String]) -> @Sendable (inout Filling) throws -> Void {
    { filling in
      guard let code = filling["deployment"]?.string.flatMap({ DeploymentCode($0) }) else { return }
      let trust = try filling.desk.history.trust(Reads.state(of: nil))
      guard let deployment = trust.deployments[code] else { return }
      let values: [String: JSONValue?] = [
        "leader": .string(deployment.leader.text), "home": deployment.home.map { .string($0.text) },
        "daysPerWeek": deployment.spans.last.map { .integer($0.daysPerWeek) },
        "lastDay": deployment.lastDay.map { .string($0.text) },
      ]
      for field in fields where filling[field] == nil { filling[field] = values[field] ?? nil }
      if filling.request.school == nil { filling.request.school = deployment.school }
    }
  }
}
