import CommandLineKit
import EventLog
import Governance
import History
import JSON
import Recording
import Schemas

/// Plays the acts of Greywether Learning Trust through the same rules as a user's entries, at the times of
/// the story, by its persons.
struct DemoPlayer {
  let folder: String
  let world: World
  /// The last day that is played.
  let until: Day?

  private static let opening = "LogOpened"

  /// - Returns: the log and the number of entries.
  func play() throws -> (log: Log, entries: Int) {
    var signers: [String: SoftwareSigner] = [:]
    var log: Log?
    var entries = 0
    let commits = try DemoPlayer.commits()
    // Minutes hold the checkpoint of their day; the story says after which entry it was printed.
    let printed = Set(commits.compactMap(\.checkpointOf))
    var checkpoints: [String: String] = [:]
    for commit in commits {
      if let until, commit.time.londonDay > until { break }
      if Interruption.isWaiting { throw Interrupted() }
      if let log {
        try record(commit, in: log, &signers, checkpoint: commit.checkpointOf.flatMap { checkpoints[$0] })
        if printed.contains(commit.ref) {
          checkpoints[commit.ref] = String(decoding: try log.checkpoint().bytes, as: UTF8.self)
        }
      } else {
        log = try open(commit, &signers)
      }
      entries += 1
    }
    guard let log else {
      throw CommandFailure(
        .usage, "the story begins on 2023-09-01; choose that day or a later one for --until")
    }
    let store = try KeyStore(world, logID: log.logID)
    for (person, signer) in signers {
      try KeyFile.write(signer, to: store.path(person), passphrase: nil)
    }
    return (log, entries)
  }

  private func open(_ commit: Commit, _ signers: inout [String: SoftwareSigner]) throws -> Log {
    guard var data = commit.request.parts.first?.data, let trust = data["trust"]?.string else {
      throw CommandFailure(.bug, "the demonstration does not begin with '\(DemoPlayer.opening)'")
    }
    let logID = Log.newLogID()
    let origin = Log.origin(trust: trust, logID: logID)
    let signer = try SoftwareSigner.random(name: "\(origin)/\(commit.person)")
    let recovery = try SoftwareSigner.random(name: "\(origin)/\(KeyStore.recovery)")
    data["logID"] = .string(logID)
    data["key"] = .string(signer.key.text)
    data["recoveryKey"] = .string(recovery.key.text)
    signers[commit.person.text] = signer
    signers[KeyStore.recovery] = recovery
    return try RecordOpening(
      folder: folder, ref: commit.ref, person: commit.person, office: commit.office, time: commit.time
    ).open(data, signer)
  }

  private func record(
    _ commit: Commit, in log: Log, _ signers: inout [String: SoftwareSigner], checkpoint: String?
  ) throws {
    var request = commit.request
    if let checkpoint { request.parts[0].data["checkpoint"] = .string(checkpoint) }
    for index in request.parts.indices where request.parts[index].type == KeyEnrolled.type {
      guard let person = request.parts[index].data["person"]?.string else { continue }
      let signer = try SoftwareSigner.random(name: "\(log.origin)/\(person)")
      request.parts[index].data["key"] = .string(signer.key.text)
      signers[person] = signer
    }
    guard let signer = signers[commit.person.text] else {
      throw CommandFailure(.bug, "'\(commit.person)' has no key in the demonstration")
    }
    let registrar = Registrar(log, signer: signer, actor: commit.person, office: commit.office)
    do {
      _ = try registrar.record(request, ref: commit.ref, time: commit.time)
    } catch {
      throw DemoFailure(ref: commit.ref, error: error)
    }
  }
}

/// An entry of the story that the rules did not let in: a fault of the data or of a rule.
struct DemoFailure: Error, CustomStringConvertible {
  let ref: String
  let error: any Error
  var description: String { "entry \(ref) of the demonstration was not let in: \(error)" }
}

extension DemoPlayer {
  /// A commit of an act, as the files hold it.
  struct Commit {
    let ref: String
    let time: Instant
    let person: PersonCode
    let office: OfficeCode?
    let checkpointOf: String?
    let request: Request

    init(_ json: JSONValue) throws {
      guard let ref = json["ref"]?.string, let person = json["person"]?.string.flatMap({ PersonCode($0) }),
        let time = json["time"]?.string.flatMap(Commit.time)
      else {
        throw InputError(
          "a commit needs 'ref', 'time' (2023-11-08 16:00, London) and 'person': \(json.text.prefix(80))")
      }
      self.ref = ref
      self.person = person
      self.time = time
      office = json["office"]?.string.flatMap { OfficeCode($0) }
      checkpointOf = json["checkpointOf"]?.string
      var request = try Request(json, ignoring: ["ref", "time", "person", "office", "checkpointOf"])
      // The story says which entries belong to a case; nothing is added to it.
      request.isCaseGiven = true
      self.request = request
    }

    /// `2023-11-08 16:00`, by London's clocks.
    private static func time(_ text: String) -> Instant? {
      let parts = text.split(separator: " ")
      guard parts.count == 2, let day = Day(String(parts[0])) else { return nil }
      let clock = parts[1].split(separator: ":").compactMap { Int($0) }
      guard clock.count == 2 else { return nil }
      return Instant(london: day, hour: clock[0], minute: clock[1])
    }
  }

  /// All commits of all acts, in order.
  static func commits() throws -> [Commit] {
    var commits: [Commit] = []
    for act in Machine.acts() {
      let json: JSONValue
      do { json = try JSONValue.parse(bytes: act.bytes) } catch { throw InputError("\(act.name): \(error)") }
      guard let items = json.array else { throw InputError("\(act.name) is not a list of commits") }
      for item in items { commits.append(try Commit(item)) }
    }
    return commits
  }
}
