import JSON
import Recording

/// What a file's columns and words mean: `{"columns":{"Date of meeting":"decided"},
/// "values":{"by":{"Full Board":"TB"}},"dates":"day-first"}`.
///
/// A column that is mapped to nothing (null) is left out.
struct ImportMap {
  /// By the column's name as the file has it, without regard to case.
  private(set) var columns: [String: String?] = [:]
  /// By the column's meaning or its name, then by the word; a word may stand for several.
  private var values: [String: [String: [String]]] = [:]
  var dates: ImportDay.Order?

  init() {}

  init(_ bytes: [UInt8], named name: String) throws {
    let json: JSONValue
    do throws(JSONError) { json = try JSONValue.parse(bytes: bytes) } catch {
      throw InputError("'\(name)' is not JSON: \(error)")
    }
    guard let members = json.members else { throw InputError("'\(name)' is not a JSON object") }
    for member in members {
      switch member.name {
      case "columns": columns = try Self.columns(member.value, name)
      case "values": values = try Self.values(member.value, name)
      case "dates":
        guard let order = member.value.string.flatMap(ImportDay.Order.init(rawValue:)) else {
          throw InputError("'\(name)': 'dates' is \(member.value.text); expected day-first or month-first")
        }
        dates = order
      default: throw InputError("'\(name)' has '\(member.name)'; it takes columns, values and dates")
      }
    }
  }

  private static func columns(_ json: JSONValue, _ name: String) throws -> [String: String?] {
    guard let members = json.members else { throw InputError("'\(name)': 'columns' is not an object") }
    var columns: [String: String?] = [:]
    for member in members {
      guard member.value.isNull || member.value.string != nil else {
        throw InputError(
          "'\(name)': column '\(member.name)' is mapped to \(member.value.text), not to a name")
      }
      columns.updateValue(member.value.string, forKey: member.name.lowercased())
    }
    return columns
  }

  private static func values(_ json: JSONValue, _ name: String) throws -> [String: [String: [String]]] {
    var values: [String: [String: [String]]] = [:]
    for column in json.members ?? [] {
      guard let words = column.value.members else {
        throw InputError("'\(name)': the values of '\(column.name)' are not an object of words and meanings")
      }
      for word in words {
        let meant = word.value.array?.compactMap(\.string) ?? word.value.string.map { [$0] }
        guard let meant else {
          throw InputError("'\(name)': '\(word.name)' of '\(column.name)' is mapped to \(word.value.text)")
        }
        values[column.name.lowercased(), default: [:]][word.name.lowercased()] = meant
      }
    }
    guard json.members != nil else { throw InputError("'\(name)': 'values' is not an object") }
    return values
  }

  /// What a word of a column stands for; the word itself where nothing is said of it.
  func meaning(of word: String, in column: String, called name: String) -> [String] {
    for key in [name, column.lowercased()] {
      if let meant = values[key]?[word.lowercased()] { return meant }
    }
    return [word]
  }
}
