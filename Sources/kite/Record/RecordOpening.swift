import CommandLineKit
import EventLog
import Governance
import JSON
import Recording
import Schemas

/// Makes a record with its first commit.
struct RecordOpening {
  let folder: String
  let ref: String
  let person: PersonCode
  let office: OfficeCode?
  let time: Instant

  /// - Parameter data: all fields of `LogOpened`.
  func open(_ data: JSONValue, _ signer: some Signer) throws -> Log {
    guard let description = Catalogue.description(of: LogOpened.type), let trust = data["trust"]?.string
    else {
      throw CommandFailure(.bug, "the catalogue lacks '\(LogOpened.type)'")
    }
    let missing = description.missing(in: data)
    guard missing.isEmpty else { throw MissingFields(type: LogOpened.type, fields: missing) }
    let canonical = description.canonical(data)
    do throws(FieldError) { try description.check(canonical) } catch {
      throw InvalidField(type: LogOpened.type, problem: error)
    }
    let event = NewEvent(
      type: LogOpened.type, subject: "trust", dataSchema: description.schemaID,
      tags: description.tags(of: canonical), data: canonical.bytes)
    let commit = NewCommit(
      ref: ref, actor: person.text, office: office?.text, time: Int64(time.milliseconds), events: [event])
    return try Log.create(in: folder, trust: trust, first: commit, signer: signer)
  }
}
