import EventLog
import Governance
import JSON
import Recording
import Schemas

/// Finds out how an earlier decision can stand: as it is, marked with the rules that it did not keep, or as
/// irregular.
struct ImportJudgement {
  let registrar: Registrar
  let time: Instant

  /// What was found of a row.
  struct Found {
    let request: Request
    let receipt: Registrar.Receipt
    let breaches: [Breach]
  }

  struct Breach: Equatable {
    let rule: String
    let says: String
    var isOfAuthority: Bool { Governance.Breach.ofAuthority.contains(rule) }
  }

  static let noReason = "The minutes give no reason."

  /// - Throws: `Refusal` for what cannot stand in any way; what is missing or not readable.
  func judge(_ request: Request) throws -> Found {
    var request = request
    var breaches: [Breach] = []
    func mark(_ rule: String, _ says: String) {
      breaches.append(Breach(rule: rule, says: says))
      request.decision?.data["breaches"] = .array(
        breaches.map { ["rule": .string($0.rule), "says": .string($0.says)] })
    }
    if request.decision?.data["because"] == nil {
      request.decision?.data["because"] = .string(Self.noReason)
      mark("because-missing", "the minutes give no reason")
    }
    if request.decision?.data["minutes"]?["source"] == nil {
      let row = request.decision?.data["minutes"]?["row"]?.integer ?? 0
      let file = request.decision?.data["minutes"]?["file"]?.string ?? ""
      request.decision?.data["minutes"]?["source"] = .string("\(file), row \(row)")
      mark("minutes-missing", "it is not said which minutes it stands in")
    }
    while true {
      do {
        let receipt = try registrar.record(request, time: time, dryRun: true)
        return Found(request: request, receipt: receipt, breaches: breaches)
      } catch let missing as MissingFields {
        guard Self.lacksOnlyVote(missing), !breaches.contains(where: { $0.rule == "vote-missing" }) else {
          throw missing
        }
        mark("vote-missing", "a body decided, and who was present or the vote is not said")
      } catch let refusal as Refusal {
        let isOfAuthority = Governance.Breach.ofAuthority.contains(refusal.rule)
        guard isOfAuthority || Governance.Breach.ofForm.contains(refusal.rule),
          !breaches.contains(where: { $0.rule == refusal.rule })
        else { throw refusal }
        mark(refusal.rule, refusal.description)
        if isOfAuthority, request.decision?.data["irregularBecause"] == nil {
          request.decision?.data["irregularBecause"] = .string(
            "The minutes show that it was decided so: \(refusal.says).")
        }
      }
    }
  }

  private static func lacksOnlyVote(_ missing: MissingFields) -> Bool {
    let lacking = missing.parts.flatMap { part in part.fields.map { "\(part.type)/\($0.name)" } }
    return Set(lacking).isSubset(of: ["\(DecisionTaken.type)/present", "\(DecisionTaken.type)/votes"])
  }
}

/// Where an imported decision comes from, as the entry says it.
struct ImportSource {
  let file: ImportFile
  let certifier: PersonCode

  func mark(_ request: inout Request, _ row: ImportRow) {
    var minutes: JSONValue = .object([])
    if case .whole(let json) = row.content, let given = json["decision"]?["minutes"], given.members != nil {
      minutes = given
    }
    if let source = row.source { minutes["source"] = .string(source) }
    if let checksum = row.word("checksum") { minutes["checksum"] = .string(checksum) }
    if minutes["checksum"] == nil { minutes["checksum"] = .string(Self.hex(file.digest)) }
    if let person = row.word("certified-by") { minutes["certifiedBy"] = .string(person) }
    if minutes["certifiedBy"] == nil { minutes["certifiedBy"] = .string(certifier.text) }
    minutes["file"] = .string(file.name)
    minutes["row"] = .integer(row.number)
    minutes["rowDigest"] = .string(row.digest)
    request.decision?.data["minutes"] = minutes
    request.decision?.data["basis"] = .string(Basis.fromMinutes.rawValue)
  }

  /// As `sha256sum` prints it.
  static func hex(_ digest: Digest) -> String {
    digest.bytes.map { byte in
      let digits = String(byte, radix: 16)
      return digits.utf8.count == 1 ? "0\(digits)" : digits
    }.joined()
  }
}
