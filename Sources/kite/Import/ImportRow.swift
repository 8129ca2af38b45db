import CommandLineKit
import EventLog
import Governance
import JSON
import Recording
import Schemas

/// An earlier decision as a row of a file has it.
struct ImportRow: Sendable {
  /// As a spreadsheet counts: the header is row 1. Of lines, the line.
  let number: Int
  let decided: Day
  let content: Content

  enum Content: Sendable {
    case cells(ImportKind, [ImportCell])
    /// A decision with its effects, as `kite decide --input` takes it.
    case whole(JSONValue)
  }

  /// Of what the row says, whatever its place and the order of its columns: the same decision, the same
  /// digest.
  var digest: String {
    switch content {
    case .whole(let json): return Digest.of(json.bytes).base64
    case .cells(let kind, let cells):
      let members = cells.sorted { $0.name < $1.name }.map { cell in
        JSONMember(cell.name, .array(cell.words.map(JSONValue.string)))
      }
      let value: JSONValue = ["does": .string(kind.name), "says": .object(members)]
      return Digest.of(value.bytes).base64
    }
  }

  /// What the minutes are called.
  var source: String? {
    switch content {
    case .whole(let json):
      json["decision"]?["minutes"]?.string ?? json["decision"]?["minutes"]?["source"]?.string
    case .cells: word(ImportColumn.minutes)
    }
  }

  func word(_ name: String) -> String? {
    guard case .cells(_, let cells) = content else { return nil }
    return cells.first { $0.name == name }?.words.first
  }

  /// The column of the file that a field of the decision, or its option, stands in.
  func column(_ name: String) -> String? {
    guard case .cells(_, let cells) = content else { return name }
    let plain = ImportColumn.plain(name)
    return cells.first { $0.name == plain || $0.name == name }?.column
  }

  /// The request that the row makes, without the marks of what it lacks.
  func request(_ desk: Desk, _ trust: Trust) throws -> Request {
    switch content {
    case .whole(let json):
      do {
        var request = try Request(json)
        if request.decision?.data["minutes"]?.string != nil { request.decision?.data["minutes"] = nil }
        return request
      } catch { throw ImportFault(number, error.says) }
    case .cells(let kind, let cells):
      let input = try parsed(kind, cells.map { named($0, trust) })
      do {
        var filling = try Filling(kind.row, input, desk, nil)
        try filling.complete()
        return filling.request
      } catch let error as InputError {
        throw ImportFault(number, error.says)
      } catch let error as FieldError {
        throw ImportFault(number, column(error.path.replacing("--", with: "")), "expected \(error.expected)")
      } catch let failure as CommandFailure {
        throw ImportFault(number, failure.description)
      } catch let error as UsageError {
        throw fault(error)
      }
    }
  }

  /// A usage error by the column that the option stands in.
  private func fault(_ error: UsageError) -> ImportFault {
    guard case .invalid(let label, let value, let reason) = error.problem else {
      return ImportFault(number, error.description)
    }
    let name = error.declarations.first?.name ?? label
    let plain = name.replacing("-argument", with: "").replacing("--", with: "")
    return ImportFault(number, column(plain), "'\(value)': \(reason)")
  }

  private func parsed(_ kind: ImportKind, _ cells: [ImportCell]) throws -> Input {
    do {
      return try kind.command.parse(kind.words(cells), environment: { _ in nil }).input
    } catch let problem as ImportProblem {
      throw ImportFault(number, problem.says)
    } catch let error as UsageError {
      throw fault(error)
    }
  }

  /// Bodies and schools by the names that they have in the record.
  private func named(_ cell: ImportCell, _ trust: Trust) -> ImportCell {
    var cell = cell
    cell.words = cell.words.map { word in
      let lower = word.lowercased()
      if cell.name == "school" || cell.name == "home" {
        return trust.schools.values.filter { $0.name.lowercased() == lower }.map(\.code.text).min() ?? word
      }
      guard cell.name == ImportColumn.by || cell.name == "appointed-by" else { return word }
      let bodies = trust.bodies.values.filter {
        $0.name?.lowercased() == lower && $0.term(on: decided) != nil
      }
      if let body = bodies.map(\.code).min() { return body.fullTag }
      let holders = trust.scheme(on: decided)?.holders ?? [:]
      return holders.filter { $0.value.name.lowercased() == lower }.keys.min() ?? word
    }
    return cell
  }
}
