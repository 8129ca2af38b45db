import Asking
import Governance
import JSON
import Schemas

extension WhyAnswer {
  var json: JSONValue {
    var object = held.json
    object["decision"] = .optional(decisionRef?.text)
    object["decided"] = .optional(decision?.day.text)
    object["by"] = .texts((decision?.by ?? []).map { names.code($0, school: holding.school) })
    object["firstDay"] = .optional(
      (holding.variation.flatMap { trust.variations[$0] }?.firstDay
        ?? trust.schemes.first { $0.version == holding.scheme }?.days.first)?.text)
    object["vote"] = votes
    object["reason"] = .optional(decision?.because.shown)
    object["against"] = .array(
      (decision?.dissent ?? []).map { ["who": .string($0.who.text), "words": .string($0.words.shown)] })
    object["considered"] = .array(
      (decision?.options ?? []).map { ["what": .string($0.what.shown), "why": .string($0.why.shown)] })
    object["support"] = .texts((decision?.lesserSteps ?? []).map(\.shown))
    object["evidence"] = evidence
    object["unknown"] = .texts((decision?.unknown ?? []).map(\.shown))
    object["since"] = .array(since)
    object["earlier"] = .array(
      earlier.map {
        [
          "variation": .string($0.code.text), "holder": .string($0.holder),
          "firstDay": .string($0.days.first.text), "lastDay": .optional($0.days.last?.text),
          "decision": .optional($0.madeBy?.text),
        ]
      })
    object["today"] = [
      "on": .string(asOf.text), "inForce": .bool(isInForce), "holder": .optional(holdingToday?.holder),
      "lastDay": .optional(lastDay?.text), "varied": .array(stillVaried.map(WhyAnswer.json)),
    ]
    object["trail"] = .array(
      (trail?.refs ?? []).map { ["ref": .string($0.ref), "restricted": .bool($0.isRestricted)] })
    return object
  }

  private var votes: JSONValue {
    guard let votes = decision?.votes else { return .null }
    return [
      "for": .integer(votes.for), "against": .integer(votes.against), "abstained": .integer(votes.abstained),
      "present": .optional(decision?.present), "withdrew": .texts((decision?.withdrew ?? []).map(\.text)),
    ]
  }

  private var evidence: JSONValue {
    let evidence = decision?.evidence ?? []
    return [
      "items": .integer(evidence.count), "part2": .integer(evidence.count { $0.contentClass == .part2 }),
      "restricted": .integer(evidence.count { $0.contentClass == .restricted }),
    ]
  }

  private var since: [JSONValue] {
    guard let story else { return [] }
    return (story.steps + story.quietReviews).sorted { $0.day < $1.day }.map { step in
      ["day": .string(step.day.text), "ref": .optional(step.ref), "what": .string(step.kind.rawValue)]
    }
  }

  private static func json(_ varied: Varied) -> JSONValue {
    [
      "variation": .string(varied.variation.text), "functions": .texts(varied.functions.map(\.text)),
      "remainder": .bool(varied.isRemainder), "lastDay": .optional(varied.lastDay?.text),
    ]
  }
}
