import EventLog
import Governance
import History
import JSON
public import Schemas

/// A request that is complete and readable, with everything that the rules need to judge it.
struct Prepared {
  var draft: Draft
  var parts: [Request.Part]
  var reads: [Reads]
  /// Those of the reads that find decisions which may be the same.
  var twins: [Reads]
  var chronicle: Chronicle
  var warnings: [String]
}

/// Required fields that an input lacks: all of them, so that nobody has to find them one by one.
public struct MissingFields: Error, Sendable {
  /// What one event lacks.
  public struct Part: Sendable {
    public let type: String
    public let fields: [FieldDescription]
  }

  public let parts: [Part]

  public init(type: String, fields: [FieldDescription]) { self.init([Part(type: type, fields: fields)]) }

  init(_ parts: [Part]) { self.parts = parts }
}

/// A field of an input that its declaration does not allow.
public struct InvalidField: Error, Sendable, CustomStringConvertible {
  public let type: String
  public let problem: FieldError

  public init(type: String, problem: FieldError) {
    self.type = type
    self.problem = problem
  }

  public var description: String { "'\(type)': \(problem)" }
}

/// Turns a request into a draft: allots codes, resolves entries, fills in what follows from the state, checks
/// every field.
struct Preparation {
  let log: Log
  let history: History
  let contents: Contents
  var supposing = Supposition()

  func prepare(_ request: Request, _ context: inout Context) throws -> Prepared {
    var parts = (request.decision.map { [$0] } ?? []) + request.parts
    var types = try parts.map(type(of:))
    if request.parts.contains(where: { $0.type == DecisionTaken.type }) {
      throw InputError("a decision stands in 'decision', its effects in 'effects'")
    }
    if let school = context.school ?? schoolNamed(in: parts) { context.school = school }
    let scope = Scope(school: context.school, riskCase: context.riskCase)
    let reads =
      (Reads.deciding(in: scope.school) + types.flatMap { $0.reads(scope) }
        + Reads.openCase(of: scope.school))
    var events = try history.events(reads, upTo: log.head, opening: contents)
    events += supposing.events(reads)
    let resolution = try EntryResolution(log).resolve(&parts)
    let following = FollowingContent(log: log)
    for index in parts.indices { try following.close(&parts[index]) }
    for part in try following.erasures(with: parts) {
      parts.append(part)
      types.append(ContentErased.self)
    }
    events += try resolution.filter { event in !events.contains { $0.id == event.id } }.map {
      try TrustEvent($0)
    }

    let decided = request.decision?.data["day"]?.string.flatMap { Day($0) } ?? context.day
    let chronicle = try Chronicle(events)
    let trust = chronicle.trust(decidedBy: request.decision == nil ? nil : decided)
    context.day = decided
    // First the codes: a case that is opened here belongs to every event of the commit.
    let allotment = Allotment(
      log: log, year: context.recorded.londonDay.year, supposing: supposing)
    for index in parts.indices { try allotment.allot(&parts[index]) }
    settleCase(request, parts, trust, &context)
    for index in parts.indices {
      fillIn(&parts[index], from: context)
      PartyResolution(trust: trust, context: context).resolve(&parts[index])
      types[index].complete(&parts[index].data, trust, context)
      try fillInReleased(&parts[index])
    }
    try refuseMissing(parts)
    let payloads = try zip(parts, types).map { part, type in try decode(part, type) }
    var happenings = payloads
    let decision = request.decision == nil ? nil : happenings.removeFirst() as? DecisionTaken
    parts = parts.map { part in
      var part = part
      part.data = Catalogue.description(of: part.type)?.canonical(part.data) ?? part.data
      return part
    }
    let twins = Twins.reads(parts, context)
    return Prepared(
      draft: Draft(context: context, decision: decision, happenings: happenings), parts: parts,
      reads: reads + twins, twins: twins, chronicle: chronicle, warnings: FreeText(events).warnings(parts))
  }

  private func type(of part: Request.Part) throws -> any Happening.Type {
    guard let type = Catalogue.type(named: part.type) else {
      let near = nearestName(to: part.type, among: Catalogue.names).map { "; did you mean '\($0)'?" } ?? ""
      throw InputError("there is no event '\(part.type)'\(near)")
    }
    return type
  }

  /// An effect that names its school names the commit's.
  private func schoolNamed(in parts: [Request.Part]) -> SchoolCode? {
    let named = Set(parts.compactMap { $0.data["school"]?.string })
    return named.count == 1 ? named.first.flatMap { SchoolCode($0) } : nil
  }

  private func settleCase(
    _ request: Request, _ parts: [Request.Part], _ trust: Trust, _ context: inout Context
  ) {
    guard !request.isCaseGiven, context.riskCase == nil else { return }
    if let opened = parts.first(where: { $0.type == SchoolPlacedAtRisk.type })?.data["case"]?.string {
      context.riskCase = CaseCode(opened)
    } else if let school = context.school {
      context.riskCase = trust.riskCase(of: school, on: context.day)?.code
    }
  }

  /// What the commit says once, its events need not say again.
  private func fillIn(_ part: inout Request.Part, from context: Context) {
    guard let description = Catalogue.description(of: part.type) else { return }
    let asksForSchool = description.fields.contains { $0.name == "school" && $0.isRequired }
    if asksForSchool, part.data["school"] == nil, let school = context.school {
      part.data["school"] = .string(school.text)
    }
  }

  private func refuseMissing(_ parts: [Request.Part]) throws(MissingFields) {
    var lacking: [MissingFields.Part] = []
    for part in parts {
      guard let description = Catalogue.description(of: part.type) else { continue }
      var fields = description.missing(in: part.data)
      // What only a body has, a body's decision needs.
      let deciders = (part.data["by"]?.array ?? []).compactMap { $0.string.flatMap { Party($0) } }
      if part.type == DecisionTaken.type, deciders.contains(where: { $0.body != nil }) {
        let isKnownToLack = (part.data["breaches"]?.array ?? []).contains {
          $0["rule"]?.string == "vote-missing"
        }
        let vote = isKnownToLack ? [] : ["present", "votes"].filter { part.data[$0] == nil }
        fields += description.fields.filter { vote.contains($0.name) }
      }
      if !fields.isEmpty { lacking.append(MissingFields.Part(type: part.type, fields: fields)) }
    }
    guard lacking.isEmpty else { throw MissingFields(lacking) }
  }

  private func decode(_ part: Request.Part, _ type: any Happening.Type) throws -> any Happening {
    guard let description = Catalogue.description(of: part.type) else {
      throw InputError("there is no event '\(part.type)'")
    }
    do throws(FieldError) {
      try description.check(part.data)
      return try type.decode(part.data)
    } catch {
      throw InvalidField(type: part.type, problem: error)
    }
  }
}
