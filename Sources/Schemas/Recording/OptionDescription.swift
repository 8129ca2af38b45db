public import JSON

/// The command-line option for one field, and how its words become JSON.
public struct OptionDescription: Sendable, Equatable {
  public let field: FieldDescription

  public init(for field: FieldDescription) { self.field = field }

  /// Without the dashes: `days-per-week` for the field `daysPerWeek`.
  public var name: String { kebabCase(field.name) }

  /// What stands for the value in help: `DAY`, `SCHOOL`, `'WHAT: WHY'`.
  public var valueName: String { field.shape.valueName }

  /// The field's help, with the codes where the value's name does not list them.
  public var help: String {
    if case .choice(let codes) = field.shape.item, codes.count > Shape.mostCodesInName {
      return "\(field.help) One of: \(codes.joined(separator: ", "))."
    }
    return field.help
  }

  public var isRequired: Bool { field.isRequired }

  /// Whether the option may be given several times, once for each item of a list.
  public var repeats: Bool { field.shape.isList }

  /// The codes to choose from, for completion; empty where any value may stand.
  public var choices: [String] {
    switch field.shape.item {
    case .choice(let codes): codes
    case .boolean: ["yes", "no"]
    default: []
    }
  }

  /// The field's JSON from what was written after each time the option was given.
  ///
  /// An object is written as JSON, or as the texts of its first fields with `: ` between them: `budget only:
  /// would not stop orders`.
  ///
  /// - Throws: what was expected, with the option's name as the path. What only the payload's own types know
  ///   about codes is tested by `PayloadDescription.check`.
  public func value(from words: [String]) throws(FieldError) -> JSONValue {
    do throws(FieldError) {
      if case .list(let item, let count) = field.shape {
        var items: [JSONValue] = []
        for word in words { items.append(try item.value(from: word)) }
        guard items.count >= count else {
          throw FieldError(
            expected: field.shape.words, found: items.isEmpty ? "nothing" : "a list of \(items.count)")
        }
        return .array(items)
      }
      guard let word = words.first, words.count == 1 else {
        throw FieldError(expected: "one value", found: "\(words.count)")
      }
      return try field.shape.value(from: word)
    } catch {
      let expected = error.path.isEmpty ? error.expected : "\(error.expected) for '\(error.path)'"
      throw FieldError(path: "--\(name)", expected: expected, found: error.found)
    }
  }
}

extension PayloadDescription {
  /// The options that a command for this payload takes, in declared order.
  public var options: [OptionDescription] { fields.map(OptionDescription.init) }
}

/// `daysPerWeek` as `days-per-week`, `logID` as `log-id`.
private func kebabCase(_ name: String) -> String {
  var result = ""
  var wasCapital = true
  for character in name {
    if character.isUppercase, !wasCapital { result += "-" }
    wasCapital = character.isUppercase
    result += character.lowercased()
  }
  return result
}

extension Shape {
  fileprivate static let mostCodesInName = 4

  /// The shape of what one word gives: of a list's item, and without the wrapping that allows closing.
  fileprivate var item: Shape {
    switch self {
    case .list(let item, _): item.item
    case .closable(let value): value.item
    default: self
    }
  }

  fileprivate var valueName: String {
    switch item {
    case .text: return "TEXT"
    case .boolean: return "yes|no"
    case .day: return "DAY"
    case .month: return "MONTH"
    case .instant: return "TIME"
    case .decimal: return "NUMBER"
    case .entry: return "ENTRY"
    case .integer: return "N"
    case .choice(let codes) where codes.count <= Shape.mostCodesInName: return codes.joined(separator: "|")
    case .choice, .code: return "CODE"
    case .identifier(let tag): return tag.uppercased()
    case .reference: return "KIND/ID"
    case .object(let fields):
      let names = Shape.writtenInLine(fields).map { kebabCase($0.name).uppercased() }
      return names.isEmpty ? "JSON" : "'\(names.joined(separator: ": "))'"
    case .json, .list, .closable: return "JSON"
    }
  }
}
