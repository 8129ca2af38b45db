import EventLog
import Foundation
import Governance
import History
import JSON
import Recording
import Schemas
import TestSupport

/// The record of the story, played through the rules from the acts in the source tree.
final class DemoRecord: Sendable {
  let directory: TemporaryDirectory
  let folder: String

  /// Played once: tests only read it.
  static let whole = Result { try DemoRecord() }

  init() throws {
    directory = try TemporaryDirectory()
    folder = directory.path("record")
    try DemoRecord.play(into: folder)
  }

  /// A copy of the record that a test may damage.
  func copy(to path: String) throws { try FileManager.default.copyItem(atPath: folder, toPath: path) }

  func history() throws -> History { History(try Log(opening: folder, for: .reading)) }

  /// Without a cache, and in memory where the folder could not be written.
  static func history(of folder: String) throws -> History {
    History(try Log(opening: folder, for: .reading))
  }

  private static func play(into folder: String) throws {
    var signers: [String: SoftwareSigner] = [:]
    var log: Log?
    for commit in try commits() {
      let person = PersonCode(unchecked: commit["person"]?.string ?? "")
      let time = try time(commit["time"]?.string ?? "")
      guard let log else {
        log = try open(commit, in: folder, time, &signers)
        continue
      }
      var request = try Request(commit, ignoring: ["ref", "time", "person", "office", "checkpointOf"])
      request.isCaseGiven = true
      for index in request.parts.indices where request.parts[index].type == KeyEnrolled.type {
        let person = request.parts[index].data["person"]?.string ?? ""
        let signer = try SoftwareSigner.random(name: "\(log.origin)/\(person)")
        request.parts[index].data["key"] = .string(signer.key.text)
        signers[person] = signer
      }
      let office = commit["office"]?.string.flatMap { OfficeCode($0) }
      let signer = try required(signers[person.text], "a key of \(person)")
      let registrar = Registrar(log, signer: signer, actor: person, office: office)
      _ = try registrar.record(request, ref: commit["ref"]?.string, time: time)
    }
  }

  private static func open(
    _ commit: JSONValue, in folder: String, _ time: Instant, _ signers: inout [String: SoftwareSigner]
  ) throws -> Log {
    let logID = Log.newLogID()
    let origin = Log.origin(trust: "greywether", logID: logID)
    let signer = try SoftwareSigner.random(name: "\(origin)/p-001")
    signers["p-001"] = signer
    var data = try required(commit["events"]?[0]?["data"], "LogOpened")
    data["logID"] = .string(logID)
    data["key"] = .string(signer.key.text)
    data["recoveryKey"] = .string(try SoftwareSigner.random(name: "\(origin)/recovery").key.text)
    let event = NewEvent(
      type: LogOpened.type, subject: "trust", dataSchema: "urn:kite:event:LogOpened:1", data: data.bytes)
    let first = NewCommit(
      ref: commit["ref"]?.string ?? "", actor: "p-001", office: commit["office"]?.string,
      time: Int64(time.milliseconds), events: [event])
    return try Log.create(in: folder, trust: "greywether", first: first, signer: signer)
  }

  private static func commits() throws -> [JSONValue] {
    let acts = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Sources/CEmbedded/Acts")
    let names = try FileManager.default.contentsOfDirectory(atPath: acts.path).filter {
      $0.hasSuffix(".json")
    }
    return try names.sorted().flatMap { name in
      let bytes = try Data(contentsOf: acts.appendingPathComponent(name))
      return try JSONValue.parse(bytes: [UInt8](bytes)).array ?? []
    }
  }

  private static func time(_ text: String) throws -> Instant {
    let parts = text.split(separator: " ").map(String.init)
    let clock = (parts.last ?? "").split(separator: ":").compactMap { Int($0) }
    let day = try required(parts.first.flatMap { Day($0) }, "a day in '\(text)'")
    return try required(Instant(london: day, hour: clock[0], minute: clock[1]), "a time in '\(text)'")
  }
}

struct Missing: Error, CustomStringConvertible {
  let description: String
}

func required<Value>(_ value: Value?, _ what: String) throws -> Value {
  guard let value else { throw Missing(description: "the test needs \(what)") }
  return value
}

func day(_ text: String) throws -> Day { try required(Day(text), "the day '\(text)'") }
