/// The benchmarks, in order. Arguments pick some of them by name.
enum Bench {
  /// How often each thing is measured; told is the median.
  static let rounds = 5

  static let all: [(name: String, run: @Sendable () throws -> [Figure])] = [
    ("commit", CommitBench.run),
    ("peers", PeerBench.run),
    ("read", ReadBench.run),
    ("verify", VerifyBench.run),
    ("million", SizeBench.million),
    ("ten-million", SizeBench.tenMillion),
    ("export", ExportBench.run),
    ("process", ProcessBench.run),
    ("search", SearchBench.run),
  ]

  /// Runs the benchmarks of these names, or all; writes their table into a file when `--table FILE` is given.
  static func run(_ words: [String]) throws {
    if words.first == "task" { return try MeasuredTask.run(Array(words.dropFirst())) }
    var names = words
    var table: String?
    if let index = words.firstIndex(of: "--table"), index + 1 < words.count {
      table = words[index + 1]
      names.removeSubrange(index...(index + 1))
    }
    if let unknown = names.first(where: { name in !all.contains { $0.name == name } }) {
      throw System.Failure(
        what: "no benchmark is named '\(unknown)'; there are \(all.map(\.name).joined(separator: ", "))")
    }
    var figures: [Figure] = []
    for bench in all where names.isEmpty || names.contains(bench.name) {
      for figure in try bench.run() {
        print(figure.line)
        figures.append(figure)
      }
      // A run that is ended early leaves what it measured.
      if let table { try System.write(Report(figures: figures).text, to: table) }
    }
    let missed = figures.count { $0.isReached == false }
    print(missed == 0 ? "all goals are reached" : "\(missed) goals are missed")
  }
}
