import Asking
import CommandLineKit
import Governance
import Schemas

/// What was asked for, found in the record, or refused with the names that exist.
extension Trust {
  func findSchool(_ code: SchoolCode, on day: Day) throws -> School {
    if schools.isEmpty {
      throw CommandFailure(
        .notFound, "no school of the trust was on record then, so that there is no '\(code)' to ask about")
    }
    guard let school = schools[code] else {
      throw unknown("school", code.text, among: schools.keys.sorted().map(\.text), "the trust has")
    }
    guard school.days.contains(day) else {
      throw CommandFailure(
        .notFound,
        "'\(code)' (\(school.name)) is not in the trust on \(day.spoken)"
          + "; it joined on \(school.days.first.spoken)"
          + (school.days.last.map { " and left on \($0.spoken)" } ?? ""))
    }
    return school
  }

  /// The scheme of a day, or a sentence on why there is none.
  func requireScheme(on day: Day) throws -> Scheme {
    if let scheme = scheme(on: day) { return scheme }
    let first = schemes.first.map {
      "; the first, \($0.version), is in force from \($0.days.first.spoken)"
    }
    throw CommandFailure(
      .notFound,
      "no scheme of delegation is in force on \(day.spoken), as far as the record knows"
        + (first ?? ": what is not delegated is the Trust Board's"))
  }
}

/// `'F99' is no function or power; …; did you mean 'F9'?`
func unknown(_ kind: String, _ name: String, among names: [String], _ whose: String) -> CommandFailure {
  let nearest = nearestName(to: name, among: names).map { "; did you mean '\($0)'?" } ?? ""
  let all = names.isEmpty ? "none" : Prose.list(names.map { "'\($0)'" })
  return CommandFailure(.notFound, "there is no \(kind) '\(name)'\(nearest)\n  \(whose): \(all)")
}
