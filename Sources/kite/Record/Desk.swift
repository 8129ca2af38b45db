import CommandLineKit
import EventLog
import Governance
import History
import JSON
import Recording
import Schemas

/// What a recording command works with: the record, open for writing, and who records.
struct Desk {
  let log: Log
  let history: History
  /// The trust as it is set up: schools, bodies, offices, schemes.
  let trust: Trust
  let registrar: Registrar
  let world: World
  let isDryRun: Bool

  /// - Parameter isDryRun: nil goes by what the user said.
  init(_ input: Input, _ world: World, isDryRun forced: Bool? = nil) throws {
    let folder = try RecordFolder(input)
    let isDryRun = forced ?? input[Options.dryRun]
    self.world = world
    self.isDryRun = isDryRun
    // A dry run reads only: it waits for nobody, and runs where nothing can be written.
    log = try Log(
      opening: folder.path, for: isDryRun ? .reading : .writing(waitUpTo: world.patience),
      cache: world.cacheFolder, waiting: world.tellWaiting)
    if let damage = log.damage { throw LogError.damaged(damage) }
    history = History(log)
    trust = try history.trust(Reads.standing)
    let store = try KeyStore(world, logID: log.logID)
    let actor = try input[Options.actor] ?? Desk.onlyKey(in: store)
    let signer = try Desk.signer(of: actor, store, log, isDryRun: isDryRun)
    let office = try Desk.office(of: actor, input, trust, on: try history.today(clock: world.now()))
    registrar = Registrar(log, signer: signer, actor: actor, office: office)
    guard !isDryRun else { return }
    try Settling(log).settle()
    try recordTail()
  }

  /// A dry run seals nothing, so that anybody may try what the rules would say to anybody.
  private static func signer(
    of actor: PersonCode, _ store: KeyStore, _ log: Log, isDryRun: Bool
  ) throws -> SoftwareSigner {
    if isDryRun { return try SoftwareSigner.random(name: "\(log.origin)/\(actor)") }
    return try store.signer(of: actor.text, log: log)
  }

  private static func onlyKey(in store: KeyStore) throws -> PersonCode {
    let persons = store.persons()
    guard persons.count == 1 else {
      throw CommandFailure(
        persons.isEmpty ? .notPermitted : .usage,
        persons.isEmpty
          ? "there is no key for this record here ('\(store.folder)'); only who has an "
            + "enrolled key can record"
          : "keys of several persons are here: say who records with --as, one of \(list(persons))")
    }
    return persons[0]
  }

  /// - Parameter today: in a demonstration the story's days count, not the clock's.
  private static func office(
    of actor: PersonCode, _ input: Input, _ trust: Trust, on today: Day
  ) throws -> OfficeCode? {
    let held = trust.offices(of: actor, on: today)
    if let named = input[Options.office] {
      guard held.contains(named) || held.isEmpty else {
        throw CommandFailure(.usage, "'\(actor)' does not hold '\(named)' but \(list(held))")
      }
      return named
    }
    guard held.count <= 1 else {
      throw CommandFailure(
        .usage, "'\(actor)' holds several offices: say which with --office, one of \(list(held))")
    }
    return held.first ?? (trust.opened?.person == actor ? trust.opened?.office : nil)
  }

  /// What an interrupted write left was moved aside on opening: that is said, and recorded.
  private func recordTail() throws {
    while let tail = log.tailSetAside {
      world.err(
        "kite: \(tail.bytes) bytes after entry \(tail.after), of a write that was "
          + "interrupted and never confirmed, "
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

  /// The school that a request concerns without naming it: that of the variation, deployment, plan or body in
  /// it.
  func school(of request: Request) throws -> SchoolCode? {
    var schools: Set<SchoolCode> = []
    for part in request.parts {
      guard part.data["school"] == nil, let description = Catalogue.description(of: part.type) else {
        continue
      }
      for tag in description.tags(of: part.data) {
        if let school = try school(of: tag) { schools.insert(school) }
      }
    }
    // What concerns several schools belongs to none of them.
    return schools.count == 1 ? schools.first : nil
  }

  private static let kindsOfOneSchool = [
    VariationCode.tag, DeploymentCode.tag, PlanCode.tag, ReportCode.tag, RequestCode.tag, CaseCode.tag,
    DecisionRef.tag, EvidenceCode.tag,
  ]

  private func school(of tag: String) throws -> SchoolCode? {
    let parts = tag.split(separator: "/").map(String.init)
    if parts[0] == BodyCode.tag { return school(of: BodyCode(unchecked: parts[1])) }
    guard Desk.kindsOfOneSchool.contains(parts[0]) else { return nil }
    var cursor = try log.cursor(matching: Query(tags: [tag]))
    guard let event = try cursor.next() else { return nil }
    return event.tags.first { $0.hasPrefix("\(SchoolCode.tag)/") }.flatMap {
      SchoolCode(String($0.dropFirst(7)))
    }
  }

  private func school(of body: BodyCode) -> SchoolCode? {
    guard let schools = trust.bodies[body]?.schools, schools.count == 1 else { return nil }
    return schools.first
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
