import Asking
import Governance
import JSON
import Schemas

/// Figures as an audience may see them: small counts tell who people are, and are hidden from the public.
struct Figures {
  /// Whole numbers below it are hidden; nil where all are shown.
  let limit: Int?

  static let hidden = "[hidden: small number]"

  init(_ audience: Audience?, _ trust: Trust, on day: Day) {
    limit = (audience ?? .public) == .public ? trust.number(.smallNumbers, on: day) : nil
  }

  func isHidden(_ value: Decimal) -> Bool {
    guard let limit, let count = Int(value.text) else { return false }
    return (0..<limit).contains(count)
  }

  func words(_ value: Decimal) -> String { isHidden(value) ? Self.hidden : value.text }

  /// An event's data without the figures that are hidden.
  func shown(_ data: JSONValue) -> JSONValue {
    guard limit != nil else { return data }
    var data = data
    for (list, field) in [("indicators", "now"), ("indicators", "baseline"), ("metrics", "value")] {
      for (index, item) in (data[list]?.array ?? []).enumerated() {
        guard let value = item[field]?.string.flatMap({ Decimal($0) }), isHidden(value) else { continue }
        _ = data.set(.string(Self.hidden), at: "\(list)/\(index)/\(field)")
      }
    }
    return data
  }
}
