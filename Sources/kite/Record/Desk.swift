import JSON
import CommandLineKit
import EventLog
import Governance
import History
import Recording
import Schemas

/// What a recording command works with: the record, open for writing, and who records.
struct Desk {
  /// Seconds that a writer waits for another.
  static let patience = 10

  let log: Log
  let history: History
  let registrar: Registrar
  let world: World
  let isDryRun: Bool

  init(_ input: Input, _ world: World) throws {
    let folder = try RecordFolder(input)
    self.world = world
    isDryRun = input[Options.dryRun]
    log = try Log(opening: folder.path, for: .writing(waitUpTo: Desk.patience), cache: world.cacheFolder)
    history = History(log)
    let store = try KeyStore(world, logID: log.logID)
    let actor = try input[Options.actor] ?? Desk.onlyKey(in: store)
    let signer = try store.signer(of: actor.text, log: log)
    let office = try Desk.office(of: actor, input, history)
    registrar = Registrar(log, signer: signer, actor: actor, office: office)
    try recordTail()
  }

  private static func onlyKey(in store: KeyStore) throws -> PersonCode {
    let persons = store.persons()
    guard persons.count == 1 else {
      throw CommandFailure(
        persons.isEmpty ? .notPermitted : .usage,
        persons.isEmpty
          ? "there is no key for this record here ('\(store.folder)'); only who has an enrolled key can record"
          : "keys of several persons are here: say who records with --as, one of \(list(persons))")
    }
    return persons[0]
  }

  private static func office(of actor: PersonCode, _ input: Input, _ history: History) throws -> OfficeCode? {
    let trust = try history.trust(Reads.standing)
    // In a demonstration the story's days count, not the clock's.
    let held = trust.offices(of: actor, on: try history.today(clock: Machine.now()))
    if let named = input[Options.office] {
      guard held.contains(named) || held.isEmpty else {
        throw CommandFailure(.usage, "'\(actor)' does not hold '\(named)' but \(list(held))")
      }
      return named
    }
    guard held.count <= 1 else {
      throw CommandFailure(.usage, "'\(actor)' holds several offices: say which with --office, one of \(list(held))")
    }
    return held.first ?? (trust.opened?.person == actor ? trust.opened?.office : nil)
  }

  /// What an interrupted write left was moved aside on opening: that is said, and recorded.
  private func recordTail() throws {
    while let tail = log.tailSetAside {
      world.err(
        "kite: \(tail.bytes) bytes after entry \(tail.after), of a write that was interrupted and never confirmed, "
          + "were moved to 'EventLog/\(tail.file)'; the record itself is whole\n")
      if isDryRun { return }
      let part = Request.Part(
        TailSetAside.type,
        [
          "after": .integer(tail.after.rawValue), "bytes": .integer(tail.bytes),
          "digest": .string(tail.digest.base64), "file": .string(tail.file), "signed": .bool(tail.signed),
        ])
      _ = try registrar.record(Request(parts: [part]), time: time)
    }
  }

  /// The time of recording: the clock's.
  var time: Instant { world.now() }
}

/// `'a', 'b' or 'c'`.
func list(_ names: [some CustomStringConvertible]) -> String {
  let quoted = names.map { "'\($0)'" }
  guard let last = quoted.last else { return "none" }
  return quoted.count == 1 ? last : quoted.dropLast().joined(separator: ", ") + " or " + last
}
