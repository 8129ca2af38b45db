import CommandLineKit
import EventLog
import Governance
import JSON
import Recording
import Schemas

/// `kite evidence` and `kite metrics`.
enum EvidenceCommands {
  static let rows: [RecordCommand] = [add, ReleaseCommand.row]

  private static let file = Parameter<String?>.argument(
    "path", help: "The file, kept beside the log; leave it out to refer to it in --what.")

  private static let add = RecordCommand(
    "add", "Add evidence: a file, or a reference.", EvidenceAdded.type, .fact
  ).with {
    $0.hidden = ["digest", "file"]
    $0.extra = [file.declaration]
    $0.examples = [
      "kite evidence add audit.pdf --school S02 --kind finance --what 'Internal audit note on pay.'":
        "The log holds its digest.",
      "kite evidence add audit.pdf --kind finance --class restricted --withheld-because 'Staff matter.'":
        "Closed: named by its entry, readable for those of the class.",
    ]
    $0.fill = { filling in
      guard let path = filling.input[file] else { return }
      let bytes = try Files.read(path)
      let digest = Digest.of(bytes)
      filling.evidence = bytes
      filling["digest"] = .string(digest.base64)
      // The name of a closed file would tell what it is.
      let contentClass = filling["class"]?.string ?? ContentClass.open.rawValue
      if contentClass == ContentClass.open.rawValue {
        filling["file"] = .string("evidence/\(EvidenceFiles.name(digest))")
      }
    }
  }

  private static let table = Parameter<String>.argument(
    "path", help: "A CSV with the columns school, name, value and, if it has one, period.")
  /// So many figures fit into a line of the log with room to spare.
  private static let perEvent = 300

  static let metrics: [RecordCommand] = [
    RecordCommand("import", "Take key figures from a CSV of the MIS.", MetricsRecorded.type, .fact).with {
      $0.hidden = ["metrics"]
      $0.extra = [table.declaration]
      $0.examples = ["kite metrics import autumn.csv --what 'Census of October.'": "All or none of its rows."]
      $0.fill = { filling in
        let rows = try CSVTable(Files.read(filling.input[table]), named: filling.input[table])
        var figures = try rows.rows.map { try figure($0, in: rows) }
        guard !figures.isEmpty else { throw InputError("'\(rows.name)' has no rows") }
        filling["metrics"] = .array(Array(figures.prefix(perEvent)))
        figures = Array(figures.dropFirst(perEvent))
        while !figures.isEmpty {
          let next: JSONValue = ["metrics": .array(Array(figures.prefix(perEvent)))]
          filling.request.parts.append(.init(MetricsRecorded.type, next))
          figures = Array(figures.dropFirst(perEvent))
        }
      }
    }
  ]

  private static func figure(_ row: CSVTable.Row, in table: CSVTable) throws -> JSONValue {
    var figure: JSONValue = .object([])
    for field in Metric.fields {
      guard let text = table.value(field.name, row), !text.isEmpty else {
        if !field.isRequired { continue }
        throw InputError("'\(table.name)', row \(row.number): there is no '\(field.name)'")
      }
      figure[field.name] = .string(text)
    }
    do throws(FieldError) {
      try Catalogue.description(of: MetricsRecorded.type)?.check(["metrics": [figure]])
    } catch {
      throw InputError("'\(table.name)', row \(row.number): \(error)")
    }
    return figure
  }
}
