import CommandLineKit
import EventLog
import Governance
import History
import JSON
import Recording
import Schemas

/// Every error in words, with the exit status that scripts go by.
struct ErrorReport {
  let world: World
  let json: Bool

  func tell(_ error: any Error) -> ExitStatus {
    let status = status(of: error)
    if json {
      world.err(object(error, status).text + "\n")
      return status
    }
    switch error {
    case let usage as UsageError: world.err(usage.report(width: world.helpWidth))
    case let refusal as Refusal: world.err(ErrorReport.words(refusal))
    default: world.err("kite: \(words(error))\n")
    }
    return status
  }

  /// The refusal, whose rule it is, and what may be done instead.
  static func words(_ refusal: Refusal) -> String {
    let whose = refusal.whose.isEmpty ? "" : "   (\(refusal.whose))"
    var text = "refused: \(refusal.says)\(whose)\n"
    if !refusal.instead.isEmpty { text += "  what you may do: \(refusal.instead.joined(separator: "\n                   "))\n" }
    return text
  }

  private func words(_ error: any Error) -> String {
    switch error {
    case let missing as MissingFields: ErrorReport.words(missing)
    case let log as LogError: log.description
    case let other as any CustomStringConvertible: other.description
    default: "\(error)"
    }
  }

  static func words(_ missing: MissingFields) -> String {
    let width = missing.fields.map { $0.name.utf8.count }.max() ?? 0
    let rows = missing.fields.map { field in
      "  \(field.name)\(String(repeating: " ", count: width - field.name.utf8.count))  \(field.help)"
    }
    return "'\(missing.type)' lacks \(missing.fields.count == 1 ? "a field" : "\(missing.fields.count) fields"):\n"
      + rows.joined(separator: "\n")
  }

  private func object(_ error: any Error, _ status: ExitStatus) -> JSONValue {
    var inside: JSONValue = ["status": .integer(Int(status.rawValue))]
    switch error {
    case let refusal as Refusal:
      inside["refused"] = .string(refusal.rule)
      inside["says"] = .string(refusal.says)
      inside["whose"] = .string(refusal.whose)
      inside["instead"] = .array(refusal.instead.map(JSONValue.string))
    case let missing as MissingFields:
      inside["says"] = .string("'\(missing.type)' lacks fields")
      inside["missing"] = .array(missing.fields.map { ["field": .string($0.name), "help": .string($0.help)] })
    default: inside["says"] = .string(words(error))
    }
    return ["error": inside]
  }

  private func status(of error: any Error) -> ExitStatus {
    switch error {
    case is UsageError, is MissingFields: .usage
    case is Refusal: .refused
    case is InputError, is InvalidField, is JSONError, is UnreadableEntry: .badData
    case is NoRecord: .notFound
    case let failure as CommandFailure: failure.status
    case let log as LogError: status(of: log)
    case let file as FileError: file.status
    case let key as KeyError: key.status
    default: .inputOutput
    }
  }

  private func status(of error: LogError) -> ExitStatus {
    switch error {
    case .notARecord, .notBegun: .notFound
    case .exists: .usage
    case .locked, .conflict: .tryAgain
    case .damaged, .invalid, .lineTooLong, .refInUse, .idInUse, .note: .badData
    case .clockBehind, .newerFormat: .configuration
    case .keyNotEnrolled, .keyRevoked, .recoveryKeyOnly, .key, .readOnly: .notPermitted
    case .closedByFailure, .system, .index: .inputOutput
    }
  }
}

/// What only a command can find out, with the status that fits.
struct CommandFailure: Error, CustomStringConvertible {
  let status: ExitStatus
  let description: String

  init(_ status: ExitStatus, _ description: String) {
    self.status = status
    self.description = description
  }
}
