import CommandLineKit
import Governance

/// Everything that records, in the order of the help.
struct RecordCommands {
  let world: World

  var all: [Command] {
    [
      group("risk", "The watch list and the at-risk category.", RiskCommands.rows),
      group("variation", "Variations of the scheme of delegation.", VariationCommands.rows),
      group("leader", "Executive leaders.", LeaderCommands.rows),
      group("plan", "Recovery plans, versioned.", PlanCommands.rows),
      group("report", "Monthly progress reports.", ReportCommands.rows),
      group("lgb", "The review of a local body, added members, conditions.", LocalBodyCommands.rows),
      group("ieb", "Interim executive boards.", InterimBoardCommands.rows),
      DecideCommands.decide.command(world),
      DecideCommands.record(world),
    ]
  }

  private func group(_ name: String, _ summary: String, _ rows: [RecordCommand]) -> Command {
    Command(name, summary: summary, groups: ["Commands": rows.map { $0.command(world) }])
  }
}
