import CommandLineKit
import EventLog
import Governance
import History
import JSON
import Recording
import Schemas

/// A request as it is put together from the input file, the options, and what the record says.
struct Filling {
  let row: RecordCommand
  let input: Input
  let desk: Desk
  var request: Request
  /// Done once, when the rules have let it in, before it is recorded.
  var beforeAppending: () throws -> Void = {}
  /// Done when it is recorded.
  var afterAppending: () -> Void = {}
  /// Undoes what was done before, when nothing was recorded for certain.
  var afterFailing: () -> Void = {}
  /// Where the command's own event stands among the parts; nil when it has none.
  private var own: Int?

  init(_ row: RecordCommand, _ input: Input, _ desk: Desk, _ file: InputFile?) throws {
    self.row = row
    self.input = input
    self.desk = desk
    request = try file?.request(of: row.type) ?? Request(parts: [])
    try settleKind()
    if let type = row.type {
      own = request.parts.firstIndex { $0.type == type }
      if own == nil {
        guard request.parts.isEmpty || file == nil else {
          throw InputError(
            "'\(file?.name ?? "")' holds no '\(type)', which this command records: record it "
              + "with kite decide or "
              + "kite record")
        }
        request.parts.append(Request.Part(type, .object([])))
        own = request.parts.count - 1
      }
    }
  }

  private mutating func settleKind() throws {
    switch row.kind {
    case .decision:
      request.decision = request.decision ?? Request.Part(DecisionTaken.type, .object([]))
    case .either:
      if input.isGiven("by"), request.decision == nil {
        request.decision = Request.Part(DecisionTaken.type, .object([]))
      }
    case .fact:
      guard request.decision == nil else {
        throw InputError("the input holds a decision, and '\(row.name)' records a fact: use kite decide")
      }
    }
  }

  /// Puts an event before the command's own.
  mutating func precede(by part: Request.Part) {
    request.parts.insert(part, at: 0)
    if let place = own { own = place + 1 }
  }

  /// A field of the command's own event.
  subscript(field: String) -> JSONValue? {
    get { own.flatMap { request.parts[$0].data[field] } }
    set { if let own { request.parts[own].data[field] = newValue } }
  }

  /// The file that is kept with the command's own event.
  var evidence: [UInt8]? {
    get { own.flatMap { request.parts[$0].file } }
    set { if let own { request.parts[own].file = newValue } }
  }

  /// A field of the decision; nil where a fact is recorded.
  func decision(_ field: String) -> JSONValue? { request.decision?.data[field] }

  mutating func setDecision(_ field: String, _ value: JSONValue?) { request.decision?.data[field] = value }

  mutating func setPower(_ power: PowerCode) { setDecision("power", .string(power.text)) }

  /// Fills everything that the row, the options and the record say.
  mutating func complete() throws {
    try takeOptions()
    try takeShared()
    try row.fill(&self)
    if request.school == nil { request.school = try desk.school(of: request) }
    completeDecision()
    try takeClosing()
  }
}

extension Filling {
  private mutating func takeOptions() throws {
    for field in row.arguments {
      let words = input.values(of: RecordCommand.argumentName(field))
      guard !words.isEmpty, let option = argumentOption(field) else { continue }
      self[field] = try option.value(from: words)
    }
    for option in row.ownOptions where input.isGiven(option.name) {
      guard !row.arguments.contains(option.field.name) else { continue }
      self[option.field.name] = try value(of: option)
    }
    for (field, value) in row.fixed where self[field] == nil { self[field] = value }
    guard request.decision != nil else { return }
    for option in row.decisionOptions where input.isGiven(option.name) {
      setDecision(option.field.name, try value(of: option))
    }
    if decision("power") == nil, let power = row.power { setPower(power) }
    // Where the event has a field of the same name, the reason for both is one.
    if decision("because") == nil, let because = self["because"] ?? self["why"] {
      setDecision("because", because)
    }
  }

  private func argumentOption(_ field: String) -> FieldOption? {
    row.type.flatMap { Catalogue.description(of: $0) }?.fields.first { $0.name == field }
      .map { FieldOption($0, .own, group: "") }
  }

  private func value(of option: FieldOption) throws -> JSONValue {
    option.isFlag ? true : try option.value(from: input.values(of: option.name))
  }

  private mutating func takeShared() throws {
    if let school = input.value(of: Options.school.declaration.name).flatMap({ SchoolCode($0) }) {
      let argument = input.values(of: RecordCommand.argumentName("school")).first
      if let argument, argument != school.text {
        throw CommandFailure(
          .usage, "two schools are named, '\(argument)' and '\(school)' with --school: leave one out")
      }
      request.school = school
      if row.hasField("school") { self["school"] = .string(school.text) }
    } else if let school = self["school"]?.string {
      request.school = SchoolCode(school)
    }
    if !row.hasField("case"), let riskCase = input.value(of: "case").flatMap({ CaseCode($0) }) {
      request.riskCase = riskCase
      request.isCaseGiven = true
    }
    request.clockBecause = input[Options.clockBecause]
  }

  /// What somebody answered to a question.
  mutating func take(_ value: JSONValue, _ option: FieldOption) throws {
    switch option.owner {
    case .decision: setDecision(option.field.name, value)
    case .own:
      self[option.field.name] = value
      if option.field.name == "school" { request.school = value.string.flatMap { SchoolCode($0) } }
    }
  }

  mutating func completeDecision() {
    guard request.decision != nil else { return }
    if decision("day") == nil { setDecision("day", .string(desk.time.londonDay.text)) }
    if decision("basis") == nil {
      let basis: Basis =
        decision("minutes") != nil ? .fromMinutes : decision("lateBecause") != nil ? .late : .atTheTime
      setDecision("basis", .string(basis.rawValue))
    }
    // Whoever withdrew for an interest is not counted, and need not be named twice.
    var withdrew = decision("withdrew")?.array ?? []
    for interest in decision("interests")?.array ?? [] where interest["handled"]?.string == "withdrew" {
      if let who = interest["who"], !withdrew.contains(who) { withdrew.append(who) }
    }
    if !withdrew.isEmpty { setDecision("withdrew", .array(withdrew)) }
    if decision("decision") == nil, !request.parts.isEmpty {
      let words = Outcome(trust: desk.trust, school: request.school)
      setDecision("decision", .string(words.decided(request.parts.map { ($0.type, $0.data) })))
    }
  }

  /// What the decision must still say by its weight.
  var missingFields: [DecisionField] {
    guard let data = request.decision?.data else { return [] }
    let day = data["day"]?.string.flatMap { Day($0) } ?? desk.time.londonDay
    return desk.trust.missing(in: data, effects: request.parts.map(\.type), on: day)
  }

  private mutating func takeClosing() throws {
    for word in input[Options.close] {
      let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2, let contentClass = ContentClass(rawValue: parts[1]) else {
        throw UsageError(
          .invalid(
            label: "--close", value: word,
            reason:
              "expected a field and a class, such as because=restricted; classes are part2, "
              + "restricted, personal"
          ),
          path: input.path)
      }
      let path = row.fieldPath(parts[0])
      guard close(path, contentClass) else {
        throw UsageError(
          .invalid(
            label: "--close", value: word, reason: "nothing that is recorded has a field '\(parts[0])'"),
          path: input.path)
      }
    }
  }

  private mutating func close(_ path: String, _ contentClass: ContentClass) -> Bool {
    func holds(_ part: Request.Part) -> Bool { part.data.value(at: path) != nil }
    var isFound = false
    if let decision = request.decision, holds(decision) {
      request.decision?.closing[path] = contentClass
      isFound = true
    }
    for index in request.parts.indices where holds(request.parts[index]) {
      request.parts[index].closing[path] = contentClass
      isFound = true
    }
    return isFound
  }
}

extension RecordCommand {
  func hasField(_ name: String) -> Bool {
    type.flatMap { Catalogue.description(of: $0) }?.fields.contains { $0.name == name } ?? false
  }

  /// A field's path where its first step was written as its option: `lesser-step/0`.
  fileprivate func fieldPath(_ written: String) -> String {
    let steps = written.split(separator: "/", maxSplits: 1).map(String.init)
    let first = (ownOptions + decisionOptions).first { $0.name == steps[0] }?.field.name ?? steps[0]
    return ([first] + steps.dropFirst()).joined(separator: "/")
  }
}
