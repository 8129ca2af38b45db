import EventLog
import Governance
import JSON
import Schemas

/// Gives new things their codes, where the request leaves them out: `V-2024-02`, `EV-2024-031`.
///
/// Under the writer's lock nobody else can take the same code; a request that is tried again is allotted
/// again.
struct Allotment {
  let log: Log
  let year: Int
  var supposing = Supposition()

  private struct Series {
    let field: String
    let tag: String
    let prefix: String
    let width: Int
  }

  /// The field of a type that is allotted where nobody names it.
  static func field(of type: String) -> String? { series(0)[type]?.field }

  private static func series(_ year: Int) -> [String: Series] {
    [
      VariationMade.type: Series(field: "variation", tag: "variation", prefix: "V-\(year)-", width: 2),
      LeaderAllocated.type: Series(field: "deployment", tag: "deployment", prefix: "L-\(year)-", width: 2),
      EvidenceAdded.type: Series(field: "code", tag: "evidence", prefix: "EV-\(year)-", width: 3),
      RequestReceived.type: Series(field: "request", tag: "request", prefix: "RQ-\(year)-", width: 2),
      SchoolPlacedAtRisk.type: Series(field: "case", tag: "case", prefix: "\(year)-", width: 1),
    ]
  }

  func allot(_ part: inout Request.Part) throws {
    guard let series = Self.series(year)[part.type], part.data[series.field] == nil else { return }
    let number = try firstFree { number in
      let code = series.prefix + padded(number, series.width)
      let tag = "\(series.tag)/\(code)"
      return try supposing.contains(tag: tag) || log.contains(tag: tag)
    }
    part.data[series.field] = .string(series.prefix + padded(number, series.width))
  }
}
