import Asking
import EventLog
import JSON
import Schemas

extension ExportFormat {
  static let csv = ExportFormat("csv", "A table of the entries for people, to open in a spreadsheet.") {
    trail, file in
    try CSV(isForSpreadsheets: true).write(RecordTable.entries(trail), to: file)
  }

  static let machineCSV = ExportFormat(
    "csv-machine", "The same and the trust's state as tables for programs: a Frictionless data package.",
    sign: "datapackage.json"
  ) { trail, folder in
    let tables = try DataPackage.tables(trail)
    let hashes = try tables.map { table in
      try folder.file("\(table.name).csv") { file in
        try CSV(isForSpreadsheets: false).write(table, to: file)
      }
    }
    // Last: it has the hashes of the others.
    try folder.file("datapackage.json") { file in
      try file.write(DataPackage.description(trail, tables, hashes).text + "\n")
    }
  }
}

/// Tables with a Table Schema beside them (https://specs.frictionlessdata.io).
enum DataPackage {
  static func tables(_ trail: Trail) throws -> [RecordTable] {
    let state = try TrustState(trail)
    let limit = TrustState.smallNumbers(trail, state.trust)
    let tables: [RecordTable] = [
      try .entries(trail), .board(state, hiding: limit), .due(state), .variations(state), .grid(state),
      .figures(trail, hiding: limit),
    ]
    return tables.map { $0.masked(by: trail.answers.sight) }
  }

  static func description(
    _ trail: Trail, _ tables: [RecordTable], _ files: [(size: Int, digest: Digest)]
  ) -> JSONValue {
    [
      "profile": "tabular-data-package", "name": .string("\(trail.answers.log.trust)-trail"),
      "title": .string("\(trail.trust): \(trail.words)"), "created": .string(trail.recorded.text),
      "audience": .string(trail.audience.text), "day": .string(trail.answers.on.text),
      "events": .integer(trail.answers.position.rawValue), "head": .string(trail.head.base64),
      "resources": .array(zip(tables, files).map { resource($0, $1.size, $1.digest) }),
    ]
  }

  private static func resource(_ table: RecordTable, _ size: Int, _ digest: Digest) -> JSONValue {
    var schema: JSONValue = ["fields": .array(table.columns.map(field)), "missingValues": [""]]
    if !table.key.isEmpty { schema["primaryKey"] = .array(table.key.map(JSONValue.string)) }
    return [
      "profile": "tabular-data-resource", "name": .string(table.name), "path": .string("\(table.name).csv"),
      "title": .string(table.title), "description": .string(table.about), "format": "csv",
      "mediatype": "text/csv", "encoding": "utf-8", "bytes": .integer(size),
      "hash": .string("sha256:\(digest.hexadecimal)"), "schema": schema,
    ]
  }

  private static func field(_ column: Column) -> JSONValue {
    let type: JSONValue =
      switch column.kind {
      case .text: "string"
      case .day: "date"
      case .integer: "integer"
      case .decimal: "number"
      case .flag: "boolean"
      }
    var field: JSONValue = [
      "name": .string(column.name), "type": type, "title": .string(column.title),
      "description": .string(column.help),
    ]
    if column.isRequired { field["constraints"] = ["required": true] }
    return field
  }
}
