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
  /// What seals, and whose it is.
  let key: SealingKey
  let world: World
  let isDryRun: Bool
  private let clockBecause: String?

  /// - Parameter isDryRun: nil goes by what the user said.
  init(_ input: Input, _ world: World, isDryRun forced: Bool? = nil) throws {
    let isDryRun = forced ?? input[Options.dryRun]
    let folder = try isDryRun ? RecordFolder(input, sayingTo: world) : RecordFolder(input)
    if !isDryRun, let note = try CopyNote(in: folder.path) { throw LogError.isCopy(of: note.source) }
    self.world = world
    self.isDryRun = isDryRun
    clockBecause = input[Options.clockBecause]
    // While somebody types a passphrase, nothing is locked.
    let early = try isDryRun || world.askHidden == nil ? nil : SealingKey(input, world, folder)
    // A dry run reads only: it waits for nobody, and runs where nothing can be written.
    log = try Log(
      opening: folder.path, for: isDryRun ? .reading : .writing(waitUpTo: world.patience),
      cache: world.cacheFolder, waiting: world.tellWaiting)
    if let damage = log.damage { throw LogError.damaged(damage) }
    history = History(log)
    trust = try history.trust(Reads.standing)
    key = try early ?? SealingKey(input, world, log, isDryRun: isDryRun)
    let actor = key.person
    let office = try Desk.office(of: actor, input, trust, on: try history.today(clock: world.now()))
    registrar = Registrar(log, signer: key.signer, actor: actor, office: office)
    guard !isDryRun else { return }
    try Settling(log).settle()
    try recordTail()
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
          + "interrupted and never confirmed, were moved to 'EventLog/\(tail.file)'; the entries before "
          + "them are not touched, and 'kite verify' checks them\n")
      if isDryRun { return }
      let part = Request.Part(
        TailSetAside.type,
        [
          "after": .integer(tail.after.rawValue), "bytes": .integer(tail.bytes),
          "digest": .string(tail.digest.base64), "file": .string(tail.file), "signed": .bool(tail.signed),
        ])
      var request = Request(parts: [part])
      request.clockBecause = clockBecause
      _ = try registrar.record(request, time: time)
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
func list(_ names: [some CustomStringConvertible], _ conjunction: String = "or") -> String {
  let quoted = names.map { "'\($0)'" }
  guard let last = quoted.last else { return "none" }
  return quoted.count == 1 ? last : quoted.dropLast().joined(separator: ", ") + " \(conjunction) " + last
}
