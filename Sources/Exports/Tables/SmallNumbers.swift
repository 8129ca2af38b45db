import JSON
import Schemas

/// Numbers so small that somebody could be known by them.
enum SmallNumbers {
  /// Only counts can be: whole numbers that are not negative.
  static func isSmall(_ value: Decimal, under limit: Int?) -> Bool {
    guard let limit, let count = Int(value.text) else { return false }
    return (0..<limit).contains(count)
  }

  static func cell(_ count: Int?, under limit: Int?) -> Cell {
    guard let count else { return .none }
    return limit.map { (0..<$0).contains(count) } == true ? .none : .integer(count)
  }

  /// The data of an event without the figures that are small.
  static func hidden(in data: JSONValue, under limit: Int?) -> JSONValue {
    guard limit != nil else { return data }
    var data = data
    for (list, field) in [("indicators", "now"), ("metrics", "value")] {
      for (index, item) in (data[list]?.array ?? []).enumerated() {
        guard let value = item[field]?.string.flatMap({ Decimal($0) }), isSmall(value, under: limit) else {
          continue
        }
        _ = data.set(.string("[hidden: small number]"), at: "\(list)/\(index)/\(field)")
      }
    }
    return data
  }
}
