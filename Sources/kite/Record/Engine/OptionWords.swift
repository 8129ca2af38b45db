import CommandLineKit
import Governance
import JSON
import Recording
import Schemas

/// A value that a field does not take, by the words with which it was given.
struct InvalidOption: Error, CustomStringConvertible {
  let description: String

  init(_ invalid: InvalidField, _ row: RecordCommand, _ input: Input, _ file: InputFile?) {
    let steps = invalid.problem.path.split(separator: "/").map(String.init)
    let problem = "expected \(invalid.problem.expected), found \(invalid.problem.found)"
    guard let field = steps.first else {
      description = "what is to be recorded is not as it must be: \(problem)"
      return
    }
    let (label, option) = row.label(of: field, in: invalid.type)
    let isFromFile = file != nil && !(option.map { input.isGiven($0.name) } ?? false)
    // Who counts begins with one.
    let inside = steps.dropFirst().map { step in Int(step).map { ", item \($0 + 1)" } ?? ", '\(step)'" }
    let given = isFromFile ? "'\(field)' in '\(file?.name ?? "")'" : "'\(label)'"
    description = "\(given)\(inside.joined()): \(problem)"
  }
}

/// Missing fields, by the words with which they are given here.
struct MissingOptions: Error {
  struct Row {
    let field: String
    let label: String
    let help: String
    /// Nil where only a file can say it.
    let option: FieldOption?
  }

  let rows: [Row]

  /// - Parameter fields: what the decision must say besides, by its weight.
  init(_ missing: MissingFields, row: RecordCommand, besides fields: [DecisionField] = []) {
    let needed = missing.parts.flatMap { part in
      part.fields.map { field in
        let (label, option) = row.label(of: field.name, in: part.type)
        return Row(field: field.name, label: label, help: field.help, option: option)
      }
    }
    rows = needed + MissingOptions.rows(of: fields, row)
  }

  /// The rows of what a decision must say by its weight.
  static func rows(of fields: [DecisionField], _ row: RecordCommand) -> [Row] {
    fields.map { field in
      let (label, option) = row.label(of: field.rawValue, in: DecisionTaken.type)
      return Row(field: field.rawValue, label: label, help: option?.field.help ?? field.words, option: option)
    }
  }
}

extension RecordCommand {
  /// The words with which a field of an event is given to this command, and its option where there is one: an
  /// argument, an option, or where a file says it.
  func label(of field: String, in part: String) -> (label: String, option: FieldOption?) {
    let owner: FieldOption.Owner = part == DecisionTaken.type ? .decision : .own
    let isOurs = owner == .decision || part == type
    let described = Catalogue.description(of: part)?.fields.first { $0.name == field }
    if owner == .own, isOurs, arguments.contains(field) {
      let label = field.reduce(into: "") { $0 += ($1.isUppercase ? "-" : "") + $1.uppercased() }
      return (label, described.map { FieldOption($0, .own, of: part, group: "") })
    }
    if field == "school" {
      return ("--school", isOurs ? described.map { FieldOption($0, .own, group: "") } : nil)
    }
    let option = (ownOptions + decisionOptions).first {
      isOurs && $0.owner == owner && $0.field.name == field
    }
    // The command may have an option of its own for it.
    if option == nil, isOurs, extra.contains(where: { $0.name == field }) { return ("--\(field)", nil) }
    return (option.map { "--\($0.name)" } ?? (isOurs ? field : "\(part)/\(field)"), option)
  }
}
