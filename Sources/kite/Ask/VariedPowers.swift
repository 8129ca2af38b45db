import Asking
import Governance
import JSON
import Schemas

/// The functions that somebody else holds than normally, by school: which powers are away from whom.
struct VariedPowers {
  struct Cell {
    let holding: Holding
    /// The last day of what stands now; nil where no variation ends it.
    let lastDay: Day?
    let reviewBy: Day?
  }

  let on: Day
  let names: Names
  let schools: [SchoolCode]
  let cells: [Cell]
  /// Functions that stand as the scheme has them, over the schools that were asked about.
  let unvaried: Int

  /// - Parameter asked: the schools; every school of the trust where none is named.
  init(_ asked: [SchoolCode], _ answers: Answers) throws {
    let trust = try answers.trust(Reads.bodies + Reads.ofOneSchool)
    let on = answers.on
    self.on = on
    names = Names(trust: trust, day: on)
    let scheme = try trust.requireScheme(on: on)
    for school in asked { _ = try trust.findSchool(school, on: on) }
    schools =
      asked.isEmpty ? trust.schools.values.filter { $0.days.contains(on) }.map(\.code).sorted() : asked
    var cells: [Cell] = []
    for school in schools {
      for function in scheme.order {
        guard let holding = trust.holding(of: function, school: school, on: on) else { continue }
        guard holding.holder != holding.normally || holding.variation != nil else { continue }
        let variation = holding.variation.flatMap { trust.variations[$0] }
        let spans = variation.map { variation in
          variation.named(function, on: on) == nil ? variation.remainder : variation.items[function] ?? []
        }
        cells.append(
          Cell(
            holding: holding,
            lastDay: variation == nil
              ? trust.interimBoard(of: school, on: on)?.days.last : spans?.goesOn(from: on),
            reviewBy: variation?.reviewBy))
      }
    }
    self.cells = cells
    unvaried = schools.count * scheme.order.count - cells.count
  }

  var json: [JSONValue] {
    cells.map { cell in
      [
        "school": .optional(cell.holding.school?.text), "function": .string(cell.holding.function.text),
        "title": .string(cell.holding.title), "normally": .string(cell.holding.normally),
        "holder": .string(cell.holding.holder), "via": .optional(cell.holding.via),
        "limit": cell.holding.limit.map { ["pounds": .integer($0.pounds), "upTo": .string($0.upTo)] }
          ?? .null,
        "because": .string(cell.holding.variation?.text ?? "default"),
        "lastDay": .optional(cell.lastDay?.text), "reviewBy": .optional(cell.reviewBy?.text),
      ]
    }
  }

  func text(width: Int) -> String {
    var sheet = Sheet(width: width)
    let varied = schools.filter { school in cells.contains { $0.holding.school == school } }
    guard !cells.isEmpty else {
      sheet.say("nothing is varied on \(on.spoken): every function is where the scheme has it")
      return sheet.text
    }
    sheet.say(
      "\(Prose.count(cells.count, "function")) held by somebody else than normally on \(on.spoken), at "
        + Prose.list(varied.map { "\(names.school($0)) (\($0))" }))
    var order: [FunctionCode] = []
    for cell in cells where !order.contains(cell.holding.function) { order.append(cell.holding.function) }
    let rows = order.map { function in
      let own = cells.filter { $0.holding.function == function }
      let normally = Set(own.map(\.holding.normally)).sorted().joined(separator: ", ")
      return [function.text, own.first?.holding.title ?? "", normally]
        + varied.map { school in own.first { $0.holding.school == school }.map(words) ?? "" }
    }
    let heads = ["", "function", "normally"] + varied.map(\.text)
    sheet.add(Columns(rows, heads: heads).lines(width: sheet.width))
    sheet.say("\(Prose.grouped(unvaried)) others are where the scheme has them")
    return sheet.text
  }

  /// `FRC to 18 Dec 2026`.
  private func words(_ cell: Cell) -> String {
    let limit = cell.holding.limit.map { ", above \(Prose.grouped($0.pounds)) pounds" } ?? ""
    let via = cell.holding.via.map { " (\($0))" } ?? ""
    return "\(cell.holding.holder)\(via)\(limit)" + (cell.lastDay.map { " to \($0.short)" } ?? "")
  }
}
