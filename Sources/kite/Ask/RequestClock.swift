import Asking
import Governance
import JSON
import Schemas

/// The clock of an information request: when it came in, by when it is answered, what was used of the time.
struct RequestClock {
  let request: InformationRequest
  /// The day asked about.
  let on: Day

  /// The clocks of the requests that an entry's events are about.
  static func all(_ shown: ShownEntry, _ answers: Answers) throws -> [RequestClock] {
    let types = [RequestReceived.type, RequestPaused.type, RequestAnswered.type]
    let codes = shown.events.filter { types.contains($0.type) }.compactMap { $0.data["request"]?.string }
    guard !codes.isEmpty else { return [] }
    let trust = try answers.trust([Reads([RequestReceived.self, RequestPaused.self, RequestAnswered.self])])
    return codes.compactMap { RequestCode($0) }.compactMap { trust.requests[$0] }.map {
      RequestClock(request: $0, on: answers.on)
    }
  }

  private var due: Day { request.due(on: request.answered ?? on) }

  private var limit: String {
    request.kind == .foi
      ? "20 school days, or 60 working days where that is sooner" : "one calendar month"
  }

  var words: String {
    var parts = ["received \(request.received.spoken)", "due \(due.spoken) (\(limit))"]
    let still = request.received.days(to: due) - request.received.days(to: request.due)
    if still > 0 { parts.append("it stood still for \(Prose.count(still, "day"))") }
    if let answered = request.answered {
      let left = answered.days(to: due)
      let used =
        "answered \(answered.spoken), \(Prose.count(request.received.days(to: answered), "day")) used"
      parts.append(left < 0 ? "\(used), \(Prose.count(-left, "day")) late" : used)
    } else if request.isPaused(on: on) {
      parts.append("it stands still")
    } else {
      let left = on.days(to: due)
      parts.append(
        left < 0
          ? "\(Prose.count(-left, "day")) late, not answered"
          : "\(Prose.count(left, "day")) left on \(on.spoken)")
    }
    return parts.joined(separator: "; ")
  }

  var json: JSONValue {
    [
      "request": .string(request.code.text), "kind": .string(request.kind.rawValue),
      "received": .string(request.received.text), "due": .string(due.text),
      "answered": .optional(request.answered?.text),
      "daysUsed": .optional(request.answered.map { request.received.days(to: $0) }),
    ]
  }
}
