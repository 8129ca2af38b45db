public import Governance
internal import SQLite
public import Schemas

/// A function that a variation gives to a holder, or its remainder, on a span of days.
public struct VariationLine: Equatable, Sendable {
  public let variation: VariationCode
  public let school: SchoolCode
  /// Nil for the remainder: whatever else the local body would hold.
  public let function: FunctionCode?
  public let holder: String
  public let via: String?
  public let limit: Limit?
  public let days: DaySpan
  /// The decision that made it so.
  public let decision: DecisionRef?
  /// The day by which the variation is reviewed next.
  public let reviewBy: Day

  static func lines(of variation: Variation) -> [VariationLine] {
    func line(_ function: FunctionCode?, _ held: Variation.Held) -> VariationLine {
      VariationLine(
        variation: variation.code, school: variation.school, function: function, holder: held.holder,
        via: held.via,
        limit: held.limit, days: held.days, decision: held.decision, reviewBy: variation.reviewBy)
    }
    let items = variation.items.sorted { $0.key < $1.key }.flatMap { item in
      item.value.map { line(item.key, $0) }
    }
    return (items + variation.remainder.map { line(nil, $0) }).sorted { ($0.order) < ($1.order) }
  }

  private var order: (String, String, Day) { (variation.text, function?.text ?? "~", days.first) }
}

/// Variations of the scheme, function by function.
struct VariationsView: Projection {
  static let name = "variations"
  static let version = 1
  static let tables = ["variation_items", "variation_reviews"]
  static let schema = """
    CREATE TABLE variation_items (
      school TEXT NOT NULL, variation TEXT NOT NULL, function TEXT NOT NULL, holder TEXT NOT NULL, via TEXT,
      limit_pounds INTEGER, limit_up_to TEXT, first_day TEXT NOT NULL, last_day TEXT, decision TEXT,
      review_by TEXT NOT NULL);
    CREATE INDEX variation_items_by_school ON variation_items (school, variation);
    CREATE TABLE variation_reviews (
      school TEXT NOT NULL, variation TEXT NOT NULL, due TEXT NOT NULL, met TEXT NOT NULL, decision TEXT);
    CREATE INDEX variation_reviews_by_school ON variation_reviews (school, variation);
    """
  /// Stands for the remainder, after every function.
  private static let remainder = "~"

  func write(_ school: SchoolCode, _ trust: Trust, _ database: borrowing Connection) throws {
    for table in VariationsView.tables {
      try database.run("DELETE FROM \(table) WHERE school = ?", [Field(school)])
    }
    for variation in trust.variations.values.sorted(by: { $0.code < $1.code })
    where variation.school == school {
      for line in VariationLine.lines(of: variation) {
        try database.insert(
          "variation_items",
          [
            Field(school), Field(line.variation), Field(line.function?.text ?? VariationsView.remainder),
            Field(line.holder), Field(line.via), Field(line.limit?.pounds), Field(line.limit?.upTo),
            Field(line.days.first), Field(line.days.last), Field(line.decision), Field(line.reviewBy),
          ])
      }
      for review in variation.reviews {
        try database.insert(
          "variation_reviews",
          [
            Field(school), Field(variation.code), Field(review.due), Field(review.met),
            Field(review.decision),
          ])
      }
    }
  }

  static func lines(
    of school: SchoolCode?, on day: Day?, _ database: borrowing Connection
  ) throws -> [VariationLine] {
    try database.rows(
      """
      SELECT * FROM variation_items WHERE (?1 IS NULL OR school = ?1)
      AND (?2 IS NULL OR first_day <= ?2 AND (last_day IS NULL OR last_day >= ?2))
      ORDER BY variation, function, first_day
      """, [Field(school), Field(day)]
    ) { row in
      let function = try row.text(2)
      var limit: Limit?
      if let pounds = row.optionalInteger(at: 5) { limit = Limit(pounds: pounds, upTo: try row.text(6)) }
      return VariationLine(
        variation: try row.code(1), school: try row.code(0),
        function: function == remainder ? nil : try row.code(2) as FunctionCode, holder: try row.text(3),
        via: row.string(at: 4), limit: limit, days: DaySpan(try row.day(7), try row.optionalDay(8)),
        decision: try row.optionalCode(9), reviewBy: try row.day(10))
    }
  }
}
