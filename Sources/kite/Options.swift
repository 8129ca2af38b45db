public import Asking
public import CommandLineKit
public import Governance
public import Schemas

/// Options that many commands share.
enum Options {
  static let record = Parameter<String?>.option(
    "record", "DIR", environment: "KITE_RECORD",
    help: "The record; else the nearest folder above that holds one.", group: "Everywhere")
  static let json = Parameter<Bool>.flag(
    "json", help: "Answer in JSON, an object a line.", group: "Everywhere")
  static let everywhere = [record.declaration, json.declaration]

  static let on = Parameter<Day?>.option(
    "on", "DAY", help: "In force on that day; today when absent.", group: "Time")
  static let known = Parameter<KnownTime?>.option(
    "known", "TIME", help: "Only what was recorded by then; a day means its end in London.", group: "Time")
  static let audience = Parameter<Audience?>.option(
    "audience", "WHO",
    help: "Whose eyes it is for, and sees what theirs may: \(Prose.list(Audience.forms, last: "or")).",
    group: "Audience")
  static let asking = [on.declaration, known.declaration, audience.declaration]

  static let actor = Parameter<PersonCode?>.option(
    "as", "PERSON", environment: "KITE_AS", help: "Who records; the only key for this record when absent.",
    group: "Recording")
  static let keyFile = Parameter<String?>.option(
    "key-file", "FILE", environment: "KITE_KEY_FILE",
    help: "Whose key seals, where it is not in this user's key folder.", group: "Recording"
  ).described { $0.completion = .files }
  static let office = Parameter<OfficeCode?>.option(
    "office", "OFFICE", help: "In which office; the only one held when absent.", group: "Recording")
  static let input = Parameter<String?>.option(
    "input", "FILE", help: "Read the fields from JSON; - is standard input.", group: "Recording")
  static let dryRun = Parameter<Bool>.flag(
    "dry-run", help: "Show what would be recorded and what the rules say.", group: "Recording")
  static let clockBecause = Parameter<String?>.option(
    "clock-because", "TEXT", help: "Why the clock stands behind the last entry.", group: "Recording")
  static let school = Parameter<SchoolCode?>.option("school", "CODE", help: "The school.", group: "Recording")
  static let riskCase = Parameter<CaseCode?>.option(
    "case", "CODE", help: "The case; the school's open one when absent.", group: "Recording")
  static let close = Parameter<[String]>.repeated(
    "close", "FIELD=CLASS", help: "Close one field: because=restricted.", group: "Recording")
  static let recording = [
    actor.declaration, keyFile.declaration, office.declaration, input.declaration, dryRun.declaration,
    clockBecause.declaration, close.declaration,
  ]
}

extension Audience: ParameterValue {
  public init(argument: String) throws(InvalidValue) {
    guard let audience = Audience(argument) else {
      if let kind = Kind(rawValue: argument) {
        throw InvalidValue(
          kind == .body ? "say which body: body:CODE" : "say which person: person:ID")
      }
      throw InvalidValue(notIn: Audience.forms, argument)
    }
    self = audience
  }

  public var argument: String { text }
}

extension KnownTime: ParameterValue {
  public init(argument: String) throws(InvalidValue) {
    if let day = Day(argument) {
      self.init(Instant.endOf(day))
    } else if let instant = Instant(argument) {
      self.init(instant)
    } else {
      throw InvalidValue("expected a day such as 2025-03-03 or a time such as 2025-03-03T16:00:00.000Z")
    }
  }

  public var argument: String { instant.text }
}

extension Day: ParameterValue {
  public init(argument: String) throws(InvalidValue) {
    guard let day = Day(argument) else { throw InvalidValue("expected a day such as 2025-03-03") }
    self = day
  }

  public var argument: String { text }
}

extension Month: ParameterValue {
  public init(argument: String) throws(InvalidValue) {
    guard let month = Month(argument) else { throw InvalidValue("expected a month such as 2025-03") }
    self = month
  }

  public var argument: String { text }
}

extension ParameterValue where Self: Identifier {
  public init(argument: String) throws(InvalidValue) {
    guard let code = Self(argument) else {
      throw InvalidValue("expected a code of letters, digits, '-' and '.'")
    }
    self = code
  }

  public var argument: String { text }
}

extension SchoolCode: ParameterValue {}
extension CaseCode: ParameterValue {}
extension PersonCode: ParameterValue {}
extension OfficeCode: ParameterValue {}
extension FunctionCode: ParameterValue {}
extension VariationCode: ParameterValue {}
extension SchemeVersion: ParameterValue {}
extension PlanCode: ParameterValue {}
extension ReportCode: ParameterValue {}
