import Governance
import Schemas

extension Rating {
  /// What stands beside or in place of the colour: `RA` for red-amber.
  var letters: String {
    switch self {
    case .redPlus: "R+"
    case .red: "R"
    case .redAmber: "RA"
    case .amber: "A"
    case .amberGreen: "AG"
    case .green: "G"
    }
  }
}

extension Direction {
  /// `up`, `same`, `down`; the first report of a case has none.
  var word: String {
    switch self {
    case .baseline: "start"
    case .improving: "up"
    case .unchanged: "same"
    case .worsening: "down"
    }
  }
}

/// The ratings of the last six months, the oldest first: `Feb AG up - Mar AG same`.
struct RatingLine {
  private let months: [Report]

  init(_ trust: Trust, _ school: SchoolCode, on day: Day) {
    let open = trust.riskCase(of: school, on: day)
    months = trust.reports(of: school).filter { report in
      (report.submitted ?? report.due) <= day && open.map { report.month >= Month(of: $0.days.first) } ?? true
    }.suffix(6)
  }

  var isEmpty: Bool { months.isEmpty }

  var words: String {
    months.map { report in
      let month = report.month.spoken.prefix(3)
      guard let rating = report.rating, let direction = report.direction else { return "\(month) missed" }
      return "\(month) \(rating.letters) \(direction.word)"
    }.joined(separator: " - ")
  }

  /// What the letters in it mean.
  var key: String {
    let used = Rating.allCases.filter { rating in months.contains { $0.rating == rating } }
    return used.map { "\($0.letters) \($0.rawValue)" }.joined(separator: ", ")
  }
}
