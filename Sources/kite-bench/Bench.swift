/// The benchmarks, in order. Arguments pick some of them by name.
enum Bench {
  static let all: [(name: String, run: @Sendable () throws -> [Figure])] = [
    ("commit", CommitBench.run),
    ("read", ReadBench.run),
    ("process", ProcessBench.run),
  ]

  static func run(_ names: [String]) throws {
    var missed = 0
    for bench in all where names.isEmpty || names.contains(bench.name) {
      for figure in try bench.run() {
        print(figure.line)
        if !figure.isReached { missed += 1 }
      }
    }
    print(missed == 0 ? "all goals are reached" : "\(missed) goals are missed")
  }
}

/// One measured figure and its goal.
struct Figure {
  let name: String
  /// What is compared with the goal: a ratio, or milliseconds.
  let value: Double
  let unit: String
  let goal: Double
  let isMoreBetter: Bool
  /// What was measured, in its own units.
  let detail: String

  var isReached: Bool { isMoreBetter ? value >= goal : value <= goal }

  var line: String {
    let sign = isMoreBetter ? "at least" : "at most"
    return
      "\(isReached ? "reached" : "MISSED ")  \(name): \(rounded(value)) \(unit) (goal: "
      + "\(sign) \(rounded(goal)))  \(detail)"
  }
}

func rounded(_ value: Double) -> String {
  let hundredths = Int((value * 100).rounded())
  let fraction = hundredths % 100
  return "\(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction)"
}

func median(_ values: [Double]) -> Double {
  let sorted = values.sorted()
  return sorted.isEmpty ? 0 : sorted[sorted.count / 2]
}

/// Rounds of two things in turn, so that whatever else the machine does hits both.
///
/// - Returns: the median of the rounds' ratios, and the median seconds of each.
func paired(
  rounds: Int, _ first: () throws -> Void, _ second: () throws -> Void
) rethrows -> (ratio: Double, first: Double, second: Double) {
  var (ratios, firsts, seconds): ([Double], [Double], [Double]) = ([], [], [])
  for _ in 0..<rounds {
    let one = try System.seconds(first)
    let two = try System.seconds(second)
    firsts.append(one)
    seconds.append(two)
    ratios.append(two / one)
  }
  return (median(ratios), median(firsts), median(seconds))
}
