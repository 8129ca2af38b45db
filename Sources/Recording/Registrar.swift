public import EventLog
public import Governance
import History
public import JSON
public import Schemas

/// Records what the rules let in: loads what a decision needs, decides, closes what is closed, appends on the
/// condition that nothing that matters came in between, and tries again where something did.
///
/// The only place where the log and the rules meet for writing.
public struct Registrar {
  public let log: Log
  public let signer: any Signer
  public let actor: PersonCode
  public let office: OfficeCode?
  let history: History
  let contents: Contents
  /// What a dry run takes for recorded; nothing else does.
  public var supposing = Supposition()
  /// Where many decisions are recorded: what is looked up again and again.
  public var days: DecisionDays?

  public init(_ log: Log, signer: any Signer, actor: PersonCode, office: OfficeCode?) {
    self.log = log
    self.signer = signer
    self.actor = actor
    self.office = office
    history = History(log)
    contents = log.contents
  }

  /// What was recorded, or with a dry run would have been.
  public struct Receipt: Sendable {
    public let ref: String
    public internal(set) var positions: ClosedRange<Int>?
    public let verdict: Verdict
    public let decision: DecisionTaken?
    public let happenings: [any Happening]
    public let context: Context
    /// The events' data as it stands in the log, or would, type by type.
    public let recorded: [(type: String, data: JSONValue)]
    /// The events' ids, in the same order; made up in a dry run.
    public let ids: [String]
    public let warnings: [String]
    let written: [WrittenEvent]
    let firstPosition: Int
  }

  /// Other writers may come first this many times before the caller is told.
  static let attempts = 20

  /// Records a request, or with `dryRun` says what would be recorded.
  ///
  /// Once this returns, a crash cannot lose it. A refusal, and every other error, leaves the log as it was.
  /// - Parameters:
  ///   - ref: what people quote; nil allots year and number.
  ///   - time: the time of recording; must not be before the last entry's, unless the request says why.
  ///   - confirm: is shown what the rules let in before it is recorded; what it throws keeps it from being
  ///     recorded.
  /// - Throws: `Refusal`, `InputError`, `MissingFields`, `InvalidField`, `LogError`.
  public func record(
    _ request: Request, ref: String? = nil, time: Instant, dryRun: Bool = false,
    confirm: (Receipt) throws -> Void = { _ in }
  ) throws -> Receipt {
    for _ in 1..<Registrar.attempts {
      do {
        return try attempt(request, ref, time, dryRun, confirm)
      } catch LogError.conflict { continue } catch LogError.refInUse where ref == nil { continue }
    }
    return try attempt(request, ref, time, dryRun, confirm)
  }

  private func attempt(
    _ request: Request, _ ref: String?, _ time: Instant, _ dryRun: Bool, _ confirm: (Receipt) throws -> Void
  ) throws -> Receipt {
    let head = log.head
    var context = Context(
      ref: try ref ?? allotRef(time), actor: actor, office: office, recorded: time, school: request.school,
      riskCase: request.riskCase, day: time.londonDay)
    let preparation = Preparation(
      log: log, history: history, contents: contents, supposing: supposing)
    let prepared = try preparation.prepare(request, &context)
    let verdict = try Trust.decide(prepared.draft, on: prepared.chronicle)
    try KnownReferences(log: log, supposing: supposing).check(prepared.parts, prepared.draft.context)
    try Twins(log: log, days: days).check(prepared.parts, prepared.twins)

    let writing = Writing(
      context: prepared.draft.context, isDecision: request.decision != nil, isDryRun: dryRun)
    var written = try writing.events(prepared.parts, log: log)
    try requireReasons(written)
    // What need not be explained is not: the first entry with such a time explains those after it.
    if let because = request.clockBecause, !dryRun, Int64(time.milliseconds) < log.lastTime {
      written.insert(try explained(because), at: 0)
    }
    var receipt = Receipt(
      ref: context.ref, positions: nil, verdict: verdict, decision: prepared.draft.decision,
      happenings: prepared.draft.happenings, context: prepared.draft.context,
      recorded: written.map { ($0.type, $0.data) }, ids: written.map(\.id),
      warnings: verdict.warnings + prepared.warnings, written: written,
      firstPosition: head.rawValue + supposing.count + 1)
    let commit = NewCommit(
      ref: prepared.draft.context.ref, actor: actor.text, office: office?.text,
      time: Int64(time.milliseconds), events: written.map(\.event))
    try LineLength(log: log).check(written, commit)
    if dryRun { return receipt }
    try confirm(receipt)
    receipt.positions = try append(written, commit, prepared, after: head)
    try Settling(log).settle(receipt.recorded)
    return receipt
  }

  /// What is closed has its reason in the commit.
  private func requireReasons(_ written: [WrittenEvent]) throws(Refusal) {
    let reason = written.lazy.compactMap { $0.data["withheldBecause"]?.string }.first
    // What follows closed content is closed for the reason of that.
    let own = written.filter { $0.type != EntryCorrected.type }
    let classes = own.flatMap(\.content.keys).compactMap(ContentClass.init(rawValue:))
    try Trust.requireReason(closing: classes, reason)
  }

  private func append(
    _ written: [WrittenEvent], _ commit: NewCommit, _ prepared: Prepared, after head: Position
  ) throws -> ClosedRange<Int> {
    // Content first: a line never speaks of content that a crash could have lost.
    for event in written {
      try contents.write(event.content, of: event.id)
      if let file = event.file { try log.evidence.write(file, event.fileClass.folder, id: event.id) }
    }
    let condition = AppendCondition(noEventMatching: Query(prepared.reads), after: head)
    do {
      let positions = try log.append(commit, if: condition, signer: signer)
      return positions.lowerBound.rawValue...positions.upperBound.rawValue
    } catch LogError.closedByFailure(let failure) {
      // Nobody knows whether the line is on disk; if it is, its content must be there too.
      throw LogError.closedByFailure(failure)
    } catch {
      // Nobody points at this content: nothing was appended.
      for event in written { try? contents.remove(event.content, of: event.id) }
      throw error
    }
  }

  private func explained(_ because: String) throws -> WrittenEvent {
    let data: JSONValue = [
      "because": .string(because),
      "previousTime": .string(Instant(milliseconds: Int(log.lastTime)).text),
    ]
    return WrittenEvent(
      id: try log.newEventID(at: log.lastTime), type: ClockExplained.type, version: 1, subject: "trust",
      tags: [], data: data)
  }

  /// The trust's set-up, with what is taken for recorded.
  public func standing() throws -> Trust {
    try Trust(folding: history.events(Reads.standing) + supposing.events(Reads.standing))
  }

  /// The year and the next running number of that year.
  private func allotRef(_ time: Instant) throws -> String {
    let year = String(time.londonDay.year)
    let number = try firstFree { number throws in
      let ref = "\(year)-\(padded(number, 3))"
      return try supposing.contains(ref: ref) || log.contains(ref: ref)
    }
    return "\(year)-\(padded(number, 3))"
  }
}

/// The smallest number from 1 that is not used, where the used ones are dense.
func firstFree(_ isUsed: (Int) throws -> Bool) rethrows -> Int {
  guard try isUsed(1) else { return 1 }
  var (used, free) = (1, 2)
  while try isUsed(free) { (used, free) = (free, free * 2) }
  while free - used > 1 {
    let middle = (used + free) / 2
    if try isUsed(middle) { used = middle } else { free = middle }
  }
  return free
}

func padded(_ number: Int, _ width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}
