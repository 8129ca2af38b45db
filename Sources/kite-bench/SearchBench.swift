import EventLog
import JSON

/// A search for words among many decisions: a whole process, as people run it.
enum SearchBench {
  private static let decisions = 100_000
  private static let rounds = 15
  /// So many different words that each stands in twenty decisions or so.
  private static let rare = 5000

  static func run() throws -> [Figure] {
    let folder = try System.folder("\(System.buildFolder)/bench-search")
    defer { System.remove(folder) }
    let record = "\(folder)/record"
    try write(record)
    let kite = (CommandLine.arguments[0].split(separator: "/").dropLast().map(String.init) + ["kite"])
      .joined(separator: "/")
    let program = CommandLine.arguments[0].hasPrefix("/") ? "/\(kite)" : kite
    let environment = ["HOME=\(folder)", "PATH=/usr/bin:/bin"]
    func milliseconds(_ words: String...) throws -> Double {
      let all = [program, "trail", "--record", record, "--text"] + words
      // The first one makes the views.
      _ = try System.run(all, environment: environment)
      return median(try (0..<rounds).map { _ in try System.run(all, environment: environment) })
    }
    let word = try milliseconds("rare4711")
    let phrase = try milliseconds("\"rare4711 overspend\"")
    let detail = "\(grouped(decisions)) decisions, \(decisions / rare) found, ranked and quoted"
    return [
      Figure(
        name: "kite trail --text, a word", value: word, unit: "ms of processor time", goal: 20,
        isMoreBetter: false, detail: detail),
      Figure(
        name: "kite trail --text, a phrase", value: phrase, unit: "ms of processor time", goal: 20,
        isMoreBetter: false, detail: detail),
    ]
  }

  /// A record of decisions, each in a commit of its own.
  private static func write(_ record: String) throws {
    let logID = Log.newLogID()
    let origin = Log.origin(trust: "bench", logID: logID)
    let signer = try SoftwareSigner.random(name: "\(origin)/p-001")
    let recovery = try SoftwareSigner.random(name: "\(origin)/recovery")
    let opening: JSONValue = [
      "trust": "bench", "name": "Bench Trust", "logID": .string(logID), "format": 1, "person": "p-001",
      "office": "clerk", "key": .string("\(signer.key)"), "recoveryKey": .string("\(recovery.key)"),
    ]
    let first = NewEvent(
      type: "LogOpened", subject: "trust", dataSchema: "urn:kite:event:LogOpened:1", data: opening.bytes)
    let log = try Log.create(
      in: record, trust: "bench", first: BenchLog.commit(0, [first]), signer: signer)
    for number in 1...decisions {
      var data = ReadBench.decisionTaken
      data["because"] = .string("A rare\(number % rare) overspend of \(number) pounds is not explained.")
      let tags = ["decision/2024-\(number)", "school/S\(number % 500)"]
      let event = NewEvent(
        type: "DecisionTaken", subject: "school/S\(number % 500)",
        dataSchema: "urn:kite:event:DecisionTaken:1", tags: tags, data: data.bytes)
      try log.append(BenchLog.commit(number, [event]), signer: signer)
    }
  }
}
