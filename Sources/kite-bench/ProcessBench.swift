/// The program as people use it: whole processes on the demonstration's record.
enum ProcessBench {
  private static let rounds = 15

  static func run() throws -> [Figure] {
    let folder = try System.temporaryFolder()
    defer { System.remove(folder) }
    let kite = (CommandLine.arguments[0].split(separator: "/").dropLast().map(String.init) + ["kite"])
      .joined(separator: "/")
    let program = CommandLine.arguments[0].hasPrefix("/") ? "/\(kite)" : kite
    let environment = ["HOME=\(folder)", "PATH=/usr/bin:/bin"]
    let record = "\(folder)/record"
    let seconds = try System.seconds { try System.run([program, "demo", record], environment: environment) }

    func milliseconds(_ words: String...) throws -> Double {
      median(try (0..<rounds).map { _ in try System.run([program] + words, environment: environment) })
    }
    let nothing = try milliseconds("--version")
    let who = try milliseconds("who", "F3", "--school", "S02", "--on", "2025-03-03", "--record", record)
    let status = try milliseconds("status", "--record", record)
    return [
      Figure(
        name: "kite demo", value: seconds, unit: "s", goal: 2, isMoreBetter: false,
        detail: "149 entries, 434 events"),
      Figure(
        name: "kite who", value: who, unit: "ms of processor time", goal: 15, isMoreBetter: false,
        detail: "kite --version takes \(rounded(nothing)) ms"),
      Figure(
        name: "kite status", value: status, unit: "ms of processor time", goal: 15, isMoreBetter: false,
        detail: "twelve schools"),
    ]
  }
}
