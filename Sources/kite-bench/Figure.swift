/// One measured figure, and its goal if it has one.
struct Figure: Sendable {
  let name: String
  /// What is compared with the goal: a ratio, seconds, or milliseconds. The median of the rounds.
  /// Nil when it could not be measured: `detail` says why.
  let value: Double?
  let unit: String
  /// Nil for what is only told.
  let goal: Double?
  let isMoreBetter: Bool
  /// What was measured, in its own units.
  let detail: String
  /// The lowest and the highest of the rounds.
  var spread: ClosedRange<Double>?

  /// Whether the goal is reached; nil without one.
  var isReached: Bool? {
    guard let value, let goal else { return nil }
    return isMoreBetter ? value >= goal : value <= goal
  }

  private var verdict: String {
    switch isReached {
    case nil: "told   "
    case true?: "reached"
    case false?: "missed "
    }
  }

  private var valueWords: String { value.map { "\(rounded($0)) \(unit)" } ?? unit }

  private var goalWords: String {
    goal.map { "\(isMoreBetter ? "at least" : "at most") \(rounded($0))" } ?? "–"
  }

  private var spreadWords: String {
    spread.map { "\(rounded($0.lowerBound)) to \(rounded($0.upperBound))" } ?? "–"
  }

  /// For the terminal.
  var line: String {
    "\(verdict)  \(name): \(valueWords) (\(spreadWords); goal: \(goalWords))  \(detail)"
  }

  /// For the documentation.
  var row: String {
    let reached = isReached.map { $0 ? "yes" : "**no**" } ?? "–"
    return "| \(name) | \(valueWords) | \(spreadWords) | \(goalWords) | \(reached) | \(detail) |"
  }

  static let header =
    "| what | median | lowest to highest | goal | reached | in numbers |\n|---|---|---|---|---|---|"
}

/// What some rounds of two things in turn came to.
struct Pair {
  /// How many times as fast as the second the first is; the median of the rounds.
  let ratio: Double
  let spread: ClosedRange<Double>
  /// The median seconds of each.
  let first: Double
  let second: Double
}

/// Rounds of two things in turn, so that whatever else the machine does hits both.
func paired(rounds: Int = Bench.rounds, _ first: () throws -> Void, _ second: () throws -> Void) rethrows
  -> Pair
{
  var (ratios, firsts, seconds): ([Double], [Double], [Double]) = ([], [], [])
  for _ in 0..<rounds {
    let one = try System.seconds(first)
    let two = try System.seconds(second)
    firsts.append(one)
    seconds.append(two)
    ratios.append(two / one)
  }
  return Pair(ratio: median(ratios), spread: spread(ratios), first: median(firsts), second: median(seconds))
}

func median(_ values: [Double]) -> Double {
  let sorted = values.sorted()
  return sorted.isEmpty ? 0 : sorted[sorted.count / 2]
}

func spread(_ values: [Double]) -> ClosedRange<Double> { (values.min() ?? 0)...(values.max() ?? 0) }

func rounded(_ value: Double) -> String {
  let hundredths = Int((value * 100).rounded())
  let fraction = hundredths % 100
  return "\(grouped(hundredths / 100)).\(fraction < 10 ? "0" : "")\(fraction)"
}

/// A number with a comma after each three digits.
func grouped(_ number: Int) -> String {
  let digits = Array(String(number))
  var text = ""
  for (index, digit) in digits.enumerated() {
    if index > 0, (digits.count - index) % 3 == 0 { text += "," }
    text.append(digit)
  }
  return text
}

/// So many in so many seconds, a second.
func rate(_ count: Int, _ seconds: Double) -> String { grouped(Int(Double(count) / seconds)) }
