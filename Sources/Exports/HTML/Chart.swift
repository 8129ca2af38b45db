import Asking
public import Schemas

/// A figure over time, with its table beside it: who cannot see the line reads the same in the rows.
public struct Chart: Sendable {
  public struct Point: Sendable {
    public let label: String
    /// Nil where there is no figure, or where it is not shown; `words` says which.
    public let value: Decimal?
    public let words: String

    public init(_ label: String, _ value: Decimal?, _ words: String) {
      self.label = label
      self.value = value
      self.words = words
    }
  }

  public let title: String
  public let points: [Point]
  public let goal: Decimal?

  public init(_ title: String, _ points: [Point], goal: Decimal? = nil) {
    self.title = title
    self.points = points
    self.goal = goal
  }

  var table: Grid {
    var rows = points.map { [Words($0.label), Words($0.words)] }
    if let goal { rows.append(["Goal", Words(goal.text)]) }
    return Grid(title, ["Month", Grid.Column("Figure", isNumber: true)], rows)
  }

  /// What the line shows, in a sentence.
  var summary: String {
    let known = points.filter { $0.value != nil }
    guard let first = known.first, let last = known.last else { return "No figure is shown." }
    let way = "From \(first.words) in \(first.label) to \(last.words) in \(last.label)"
    return way + (goal.map { "; the goal is \($0.text)." } ?? ".")
  }

  /// - Parameter number: of the chart in its document, so that its identifiers are its own.
  func svg(number: Int) -> String {
    let names = "aria-labelledby=\"chart-\(number)-title chart-\(number)-desc\""
    let frame = ChartFrame(self)
    return """
      <svg viewBox="0 0 \(ChartFrame.width) \(ChartFrame.height)" role="img" \(names)>
      <title id="chart-\(number)-title">\(HTMLText.flat(title))</title>
      <desc id="chart-\(number)-desc">\(HTMLText.flat(summary))</desc>
      \(frame.drawing)</svg>

      """
  }
}

/// Where the points of a chart lie: figures of any size, between two round ones.
private struct ChartFrame {
  static let width = 560
  static let height = 240
  private static let left = 64.0
  private static let right = 546.0
  private static let top = 14.0
  private static let bottom = 204.0

  private let chart: Chart
  private let low: Double
  private let high: Double

  init(_ chart: Chart) {
    self.chart = chart
    let values = (chart.points.compactMap(\.value) + [chart.goal].compactMap(\.self)).map(Self.number)
    let least = values.min() ?? 0
    let most = values.max() ?? 1
    // A line that does not move still has a scale around it.
    let margin = most > least ? (most - least) * 0.1 : max(abs(most) * 0.1, 1)
    low = least - margin
    high = most + margin
  }

  /// Close enough to draw; what is read stands in the table, as it was written.
  private static func number(_ decimal: Decimal) -> Double { Double(decimal.text) ?? 0 }

  private func x(_ index: Int) -> Double {
    let steps = Double(max(chart.points.count - 1, 1))
    return Self.left + (Self.right - Self.left) * Double(index) / steps
  }

  private func y(_ value: Double) -> Double {
    Self.bottom - (Self.bottom - Self.top) * (value - low) / (high - low)
  }

  private static func written(_ value: Double) -> String {
    let tenths = (value * 10).rounded()
    guard abs(tenths) < 1e15 else { return String(value) }
    let whole = Int(tenths)
    return whole % 10 == 0
      ? String(whole / 10) : "\(whole < 0 ? "-" : "")\(abs(whole) / 10).\(abs(whole) % 10)"
  }

  var drawing: String { grid + goal + lines + dots + labels }

  private var grid: String {
    let (left, right) = (Self.written(Self.left), Self.written(Self.right))
    return (0...3).map { step in
      let value = low + (high - low) * Double(step) / 3
      let height = Self.written(y(value))
      return """
        <line class="grid" x1="\(left)" x2="\(right)" y1="\(height)" y2="\(height)"/>
        <text x="58" y="\(height)" text-anchor="end" dominant-baseline="middle">\(Self.written(value))</text>

        """
    }.joined()
  }

  private var goal: String {
    guard let goal = chart.goal else { return "" }
    let height = Self.written(y(Self.number(goal)))
    let (left, right) = (Self.written(Self.left), Self.written(Self.right))
    return """
      <line class="goal" x1="\(left)" x2="\(right)" y1="\(height)" y2="\(height)"/>
      <text x="\(right)" y="\(height)" dy="-5" text-anchor="end">goal \(HTMLText.flat(goal.text))</text>

      """
  }

  /// A line for each run of figures without a gap.
  private var lines: String {
    var runs: [[String]] = [[]]
    for (index, point) in chart.points.enumerated() {
      guard let value = point.value else {
        runs.append([])
        continue
      }
      runs[runs.count - 1].append("\(Self.written(x(index))),\(Self.written(y(Self.number(value))))")
    }
    return runs.filter { $0.count > 1 }.map {
      "<polyline class=\"line\" points=\"\($0.joined(separator: " "))\"/>\n"
    }.joined()
  }

  private var dots: String {
    chart.points.enumerated().map { index, point in
      guard let value = point.value else { return "" }
      let (x, y) = (Self.written(x(index)), Self.written(y(Self.number(value))))
      return "<circle class=\"dot\" cx=\"\(x)\" cy=\"\(y)\" r=\"3.5\"/>\n"
    }.joined()
  }

  /// As many months as there is room for, the first and the last among them.
  private var labels: String {
    let last = chart.points.count - 1
    let every = max(1, (last + 5) / 6)
    return chart.points.enumerated().map { index, point in
      guard index == last || (index % every == 0 && last - index >= every / 2 + 1) || index == 0 else {
        return ""
      }
      let anchor = index == 0 ? "start" : index == last ? "end" : "middle"
      let label = HTMLText.flat(point.label)
      return "<text x=\"\(Self.written(x(index)))\" y=\"226\" text-anchor=\"\(anchor)\">\(label)</text>\n"
    }.joined()
  }
}
