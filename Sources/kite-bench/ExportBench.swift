import EventLog
import JSON

/// Exports out of a large record: whole processes, as people run them.
enum ExportBench {
  private static let commits = 50_000
  private static let perCommit = 20
  private static let schools = 500

  static func run() throws -> [Figure] {
    let folder = try System.folder("\(System.buildFolder)/bench-export")
    defer { System.remove(folder) }
    let record = "\(folder)/record"
    try write(record)
    let kite = (CommandLine.arguments[0].split(separator: "/").dropLast().map(String.init) + ["kite"])
      .joined(separator: "/")
    let program = CommandLine.arguments[0].hasPrefix("/") ? "/\(kite)" : kite
    let environment = ["HOME=\(folder)", "PATH=/usr/bin:/bin"]
    func export(_ format: String, _ more: String...) throws -> (milliseconds: Double, megabytes: Double) {
      let words = [
        program, "export", "--record", record, "--format", format, "--audience", "auditor", "--force",
        "--out",
        "\(folder)/out-\(format)",
      ]
      return try System.measure(words + more, environment: environment)
    }
    // The first one makes the views.
    _ = try export("jsonl", "--school", "S7")
    let detail = "\(grouped(commits * perCommit)) events, \(commits / schools) entries of a school"
    let bundles = try (0..<Bench.rounds).map { _ in try export("bundle", "--school", "S7") }
    let seconds = bundles.map { $0.milliseconds / 1000 }
    var figures = [
      Figure(
        name: "kite export --format bundle", value: median(seconds), unit: "s of processor time", goal: 3,
        isMoreBetter: false, detail: detail, spread: spread(seconds))
    ]
    for format in ["bundle", "jsonl", "cloudevents", "csv"] {
      let used = format == "bundle" ? bundles[0] : try export(format)
      figures.append(
        Figure(
          name: "memory of kite export --format \(format)", value: used.megabytes, unit: "MiB", goal: 128,
          isMoreBetter: false, detail: "\(rounded(used.milliseconds / 1000)) s of processor time"))
    }
    return figures
  }

  /// A record of a million key figures of schools.
  private static func write(_ record: String) throws {
    let logID = Log.newLogID()
    let origin = Log.origin(trust: "bench", logID: logID)
    let signer = try SoftwareSigner.random(name: "\(origin)/p-001")
    let recovery = try SoftwareSigner.random(name: "\(origin)/recovery")
    let opening: JSONValue = [
      "trust": "bench", "name": "Bench Trust", "logID": .string(logID), "format": 1, "person": "p-001",
      "office": "clerk", "key": .string("\(signer.key)"), "recoveryKey": .string("\(recovery.key)"),
    ]
    let first =
      [event("LogOpened", "trust", opening)]
      + (0..<schools).map { number in
        event(
          "SchoolJoined", "school/S\(number)",
          ["school": .string("S\(number)"), "name": .string("School \(number)"), "firstDay": "2020-09-01"])
      }
    let log = try Log.create(in: record, trust: "bench", first: BenchLog.commit(0, first), signer: signer)
    for number in 1...commits {
      let school = "S\(number % schools)"
      let events = (0..<perCommit).map { index -> NewEvent in
        let figure: JSONValue = [
          "school": .string(school), "name": .string("Figure \(index) of the management information system"),
          "value": .string("\(number % 90 + 10)"), "period": "2024-11",
        ]
        return event("MetricsRecorded", "school/\(school)", ["metrics": .array([figure])])
      }
      try log.append(BenchLog.commit(number, events), signer: signer)
    }
  }

  private static func event(_ type: String, _ subject: String, _ data: JSONValue) -> NewEvent {
    NewEvent(
      type: type, subject: subject, dataSchema: "urn:kite:event:\(type):1",
      tags: subject == "trust" ? [] : [subject], data: data.bytes)
  }
}
