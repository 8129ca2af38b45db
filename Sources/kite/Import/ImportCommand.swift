import CommandLineKit
import Governance
import JSON
import Recording

/// `kite import`: a trust's earlier decisions from its minutes, in bulk.
struct ImportCommand {
  let world: World

  private static let file = Parameter<String>.argument(
    "file", help: "CSV with a header, or JSON Lines: an object a line.")
  private static let map = Parameter<String?>.option(
    "map", "FILE", help: "What the file's columns and words mean, in JSON.", group: "What is imported"
  ).described { $0.completion = .files }
  private static let dates = Parameter<String?>.option(
    "dates", "day-first|month-first", help: "How days in numbers only, such as 03/04/2024, are read.",
    group: "What is imported")
  private static let certifier = Parameter<PersonCode?>.option(
    "certified-by", "PERSON",
    help: "Who certifies that the file says what the minutes say; who records "
      + "when absent.", group: "What is imported")

  var command: Command {
    Command(
      "import", summary: "Earlier decisions from minutes, in bulk.", discussion: Self.discussion,
      examples: [
        "kite import minutes.csv --dates day-first --dry-run": "What would be recorded, and what is wrong.",
        "kite import minutes.csv --map columns.json --certified-by p-001":
          "Run again, it goes on where it stopped; nothing is doubled.",
      ],
      [Self.file.declaration, Self.map.declaration, Self.dates.declaration, Self.certifier.declaration]
        + [
          Options.actor.declaration, Options.keyFile.declaration, Options.office.declaration,
          Options.dryRun.declaration, Options.clockBecause.declaration,
        ], run: run)
  }

  @Sendable private func run(_ input: Input) throws -> ExitStatus {
    let path = input[Self.file]
    var map = try input[Self.map].map { try ImportMap(Files.read($0), named: $0) } ?? ImportMap()
    if let word = input[Self.dates] {
      guard let order = ImportDay.Order(rawValue: word) else {
        throw UsageError(
          .invalid(label: "--dates", value: word, reason: "expected day-first or month-first"),
          path: input.path)
      }
      map.dates = order
    }
    let bytes = try path == "-" ? world.standardInput() : Files.read(path)
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let file = try ImportFile(bytes, named: name, map, ImportKind.all(world))
    let desk = try Desk(input, world)
    var run = ImportRun(file, desk, certifier: input[Self.certifier])
    var results = try run.judge()
    let report = ImportReport(file: name, isDryRun: desk.isDryRun)
    let isJSON = input[Options.json]
    let tell = { (result: ImportResult) in
      world.out(isJSON ? report.json(result).text + "\n" : report.text(result))
    }
    if desk.isDryRun { results.forEach(tell) } else { try run.record(&results, told: tell) }
    if !isJSON { world.out(report.summary(results)) }
    let isChanged = results.contains { if case .changed = $0.fate { true } else { false } }
    return isChanged ? .refused : .done
  }

  private static let discussion = """
    A row is a decision. Its columns are what somebody would type: 'does' names the command ('variation \
    approve', 'risk place', 'office give' …; 'decide' when absent), every other column one of its options, \
    without the dashes. 'decided' and 'by' must be there. Of what repeats, a cell holds several, each on a \
    line of its own or between |. A column may have a name that clerks use: date, body, reason, minute \
    reference.

      date,body,school,what it did,item,from,until,review by,decision,reason,minute reference
      14 March 2019,TB,S02,variation approve,F3: CFO,2019-04-01,2020-03-01,2019-06-01,,Deficit.,TB 2019/12
      2 May 2019,FRC,S02,,,,,,The roof is repaired.,It leaks.,FRC 2019/7

    Or an object a line, with the same names, or as kite decide --input takes it, with several effects:

      {"decided":"2019-03-14","by":"TB","does":"office give","office":"CEO","person":"p-002", …}
      {"school":"S02","decision":{"day":"2019-03-14","by":["TB"], …},"effects":[{"type":…,"data":{…}}]}

    What the file calls otherwise, --map says; a column that is null is left out:

      {"columns":{"Date of meeting":"decided","Initials":null},
       "values":{"by":{"Full Board":"TB"}},"dates":"day-first"}

    Each decision is judged by the scheme of its own day. Rules that it did not keep, and what its minutes \
    do not say, are listed, and it is marked with them. Where the power or the quorum was lacking it is \
    irregular: it moves nothing until it is ratified. What is wrong in the file is listed by row and \
    column, and nothing is recorded until it is mended. A row that was imported is known again by what it \
    says, whatever its place; one that says something else now is told.
    """
}
