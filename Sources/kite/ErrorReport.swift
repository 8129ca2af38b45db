import Asking
import CommandLineKit
import EventLog
import Exports
import Glibc
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
    if !refusal.instead.isEmpty {
      text += "  what you may do: \(refusal.instead.joined(separator: "\n                   "))\n"
    }
    return text
  }

  private func words(_ error: any Error) -> String {
    switch error {
    case let missing as MissingFields: ErrorReport.words(missing)
    case let missing as MissingOptions: ErrorReport.words(missing)
    case LogError.clockBehind(let last, let now): ErrorReport.clockBehind(last, now)
    case LogError.damaged(let damage): "\(damage); write nothing: 'kite verify' says what holds"
    case let log as LogError: log.description
    case let other as any CustomStringConvertible: other.description
    default: "\(error)"
    }
  }

  private static func clockBehind(_ last: Int64, _ now: Int64) -> String {
    func spoken(_ time: Int64) -> String { KnownTime(Instant(milliseconds: Int(time))).spoken }
    return
      "this machine's clock stands \(spoken(now)), but the last entry was made \(spoken(last)); "
      + "set the clock, or record with --clock-because TEXT, which says why it is behind"
  }

  static func words(_ missing: MissingFields) -> String {
    let rows = missing.parts.flatMap { part in part.fields.map { (name: $0.name, help: $0.help) } }
    return
      "\(list(missing.parts.map(\.type))) "
      + "\(rows.count == 1 ? "lacks a field" : "lacks \(rows.count) fields"):\n"
      + table(rows)
  }

  static func words(_ missing: MissingOptions) -> String {
    let count = missing.rows.count == 1 ? "something is" : "\(missing.rows.count) things are"
    return "\(count) missing; give each as an option, or in the file of --input:\n"
      + table(missing.rows.map { ($0.label, $0.help) })
  }

  /// Names and what they mean, in two columns.
  static func table(_ rows: [(name: String, help: String)]) -> String {
    let width = rows.map { $0.name.utf8.count }.max() ?? 0
    return rows.map { name, help in
      "  \(name)\(String(repeating: " ", count: width - name.utf8.count))  \(help)"
    }.joined(separator: "\n")
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
      inside["says"] = .string("\(list(missing.parts.map(\.type))) lacks fields")
      inside["missing"] = .array(
        missing.parts.flatMap(\.fields).map { ["field": .string($0.name), "help": .string($0.help)] })
    case let missing as MissingOptions:
      inside["says"] = "fields are missing"
      inside["missing"] = .array(
        missing.rows.map {
          ["field": .string($0.field), "option": .string($0.label), "help": .string($0.help)]
        })
    case PullError.parted(let parting):
      inside["says"] = .string(parting.description)
      inside["copy"] = head(parting.copy)
      inside["source"] = head(parting.other)
      inside["common"] = .integer(parting.common)
    default: inside["says"] = .string(words(error))
    }
    return ["error": inside]
  }

  private func head(_ head: Parting.Head) -> JSONValue {
    ["origin": .string(head.origin), "events": .integer(head.size), "head": .string(head.root.base64)]
  }

  private func status(of error: any Error) -> ExitStatus {
    switch error {
    case is UsageError, is MissingFields, is MissingOptions: .usage
    case is Refusal: .refused
    case is InputError, is InvalidField, is InvalidOption, is FieldError, is JSONError, is UnreadableEntry,
      is ImportFaults:
      .badData
    case is NoRecord, is NotOnRecord: .notFound
    case let failure as CommandFailure: failure.status
    case let log as LogError: status(of: log)
    case let pull as PullError: status(of: pull)
    case let file as FileError: file.status
    case let export as ExportError: export.status
    case let key as KeyError: key.status
    default: .inputOutput
    }
  }

  private func status(of error: PullError) -> ExitStatus {
    switch error {
    case .parted, .sourceDamaged, .copyDamaged: .badData
    case .notACopy, .notEmpty, .sameFolder: .usage
    case .notPermitted: .notPermitted
    case .notHeld: .notFound
    case .restricted: .refused
    case .log(let error): status(of: error)
    }
  }

  private func status(of error: LogError) -> ExitStatus {
    switch error {
    case .notARecord, .notBegun: .notFound
    case .notAFile: .badData
    case .exists: .usage
    case .locked, .conflict: .tryAgain
    case .damaged, .invalid, .lineTooLong, .refInUse, .idInUse, .note: .badData
    case .clockBehind, .newerFormat: .configuration
    case .keyNotEnrolled, .keyRevoked, .recoveryKeyOnly, .key, .readOnly, .isCopy: .notPermitted
    case .system(let failure) where [EACCES, EPERM, EROFS].contains(failure.code): .notPermitted
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
