import CommandLineKit
import EventLog

/// Where the record is: named, or the nearest folder above that holds one, as git finds its repository.
struct RecordFolder {
  let path: String

  static let log = "EventLog/decisions.jsonl"

  init(_ input: Input) throws {
    if let named = input[Options.record] {
      try Self.checkReach("\(named)/\(Self.log)")
      guard Files.exists("\(named)/\(Self.log)") else { throw NoRecord(named: named) }
      path = named
      return
    }
    var folder = Machine.workingFolder() ?? "."
    while !Files.exists("\(folder)/\(Self.log)") {
      if Files.exists("\(folder)/EventLog") { try Self.checkReach("\(folder)/\(Self.log)") }
      guard let above = Files.parent(of: folder), above != folder, folder != "." else {
        throw NoRecord(named: nil)
      }
      folder = above
    }
    path = folder
  }

  /// For an answer: a copy says on standard error how old it is.
  init(_ input: Input, sayingTo world: World) throws {
    try self.init(input)
    guard let note = try CopyNote(in: path) else { return }
    world.err("kite: \(CopyAge(note: note, now: world.now()).words)\n")
  }

  private static func checkReach(_ path: String) throws {
    guard Machine.isHidden(path) else { return }
    throw CommandFailure(
      .notPermitted,
      "this user may not look at '\(path)': ask whoever keeps the record, or work as a user who may")
  }
}

struct NoRecord: Error, CustomStringConvertible {
  let named: String?

  var description: String {
    guard let named else {
      return
        "there is no record here or in a folder above; name one with --record DIR, or "
        + "make one with 'kite init'"
    }
    return "'\(named)' is not a record: it has no '\(RecordFolder.log)'"
  }
}
