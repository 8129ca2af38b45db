import CommandLineKit
import Governance

/// Everything that records, in the order of the help.
struct RecordCommands {
  let world: World

  var all: [Command] { setUp + process + record }

  private var setUp: [Command] {
    [
      group("school", "Schools join and leave.", SetUpCommands.school),
      group("body", "Bodies, and who records for them.", SetUpCommands.body),
      group(
        "person", "People, their interests, and what is held about them.", SetUpCommands.person,
        [PersonCommand(world: world).command]),
      group("office", "Who holds which office.", SetUpCommands.office),
      group(
        "key", "Keys: made, enrolled, changed, revoked.", KeyCommands.rows,
        KeyFileCommands(world: world).all),
      group(
        "calendar", "Terms and bank holidays.", CalendarCommands.rows,
        [CalendarCommands.show(AskCommands(world: world))]),
      group(
        "setting", "The trust's settings.", SettingCommands.rows,
        [SettingCommands.show(AskCommands(world: world))]),
      group(
        "scheme", "The scheme of delegation.", [SchemeCommands.adopt, SchemeCommands.tier],
        [SchemeCommands.template(world), SchemeCommands.show(AskCommands(world: world))]),
    ]
  }

  private var process: [Command] {
    [
      group("risk", "The watch list and the at-risk category.", RiskCommands.rows),
      group(
        "variation", "Variations of the scheme of delegation.", VariationCommands.rows,
        [AskCommands(world: world).variationMenu]),
      group("leader", "Executive leaders.", LeaderCommands.rows, [AskCommands(world: world).leaderFree]),
      group("plan", "Recovery plans, versioned.", PlanCommands.rows, PlanAnswers(world: world).all),
      group(
        "report", "Monthly progress reports.", ReportCommands.rows, ReportAnswers(world: world).all),
      group("capacity", "Help from the alliance.", CapacityCommands.rows),
      group("lgb", "The review of a local body, added members, conditions.", LocalBodyCommands.rows),
      group("ieb", "Interim executive boards.", InterimBoardCommands.rows),
      group("evidence", "Evidence: a file or a reference.", EvidenceCommands.rows),
      group("metrics", "Key figures from the MIS.", EvidenceCommands.metrics),
      group("card", "Report Cards.", DutyCommands.card),
      group("meeting", "Meetings, and reviews of schools and of the trust.", DutyCommands.meeting),
      DutyCommands.notify.command(world),
      group("request", "Requests for information.", DutyCommands.request),
      group("case", "The facts of an at-risk case.", CaseCommands.rows),
    ]
  }

  private var record: [Command] {
    [
      DecideCommands.decide.command(world),
      DecideCommands.record(world),
      AmendCommands.confirm.command(world),
      group("minutes", "Minutes are approved.", AmendCommands.minutes),
      AmendCommands.correct.command(world),
      AmendCommands.void.command(world),
      AmendCommands.erase.command(world),
      ImportCommand(world: world).command,
    ]
  }

  private func group(
    _ name: String, _ summary: String, _ rows: [RecordCommand], _ others: [Command] = []
  ) -> Command {
    Command(name, summary: summary, groups: ["Commands": rows.map { $0.command(world) } + others])
  }
}
