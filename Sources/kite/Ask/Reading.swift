import Asking
import CommandLineKit
import EventLog
import Governance
import History
import JSON
import Recording
import Schemas

/// The reading of what no audience sees: restricted content, and names. It is recorded before it is shown.
struct Reading {
  static let because = Parameter<String?>.option(
    "reading-because", "TEXT",
    help: "Show restricted and personal content too, for this reason: the reading is recorded.",
    group: "Reading")
  static let options = [
    because.declaration, Options.actor.declaration, Options.keyFile.declaration, Options.office.declaration,
    Options.clockBecause.declaration,
  ]

  let input: Input
  let world: World
  let reason: String

  /// The entry in full, with the reference under which the reading stands.
  func show(_ ref: String) throws -> (answers: Answers, entry: ShownEntry) {
    guard !input.isGiven(Options.audience) else {
      throw CommandFailure(
        .usage, "--reading-because shows it to you, and --audience to somebody else: leave one of them out")
    }
    let answers = try Answers(input, world)
    let entry = try ShownEntry(ref, answers)
    let closed = entry.gaps.filter { $0.contentClass != .part2 && $0.erasure == nil }
    guard !closed.isEmpty else {
      throw CommandFailure(
        .usage,
        "nothing of '\(ref)' is restricted or personal"
          + (entry.gaps.isEmpty ? ": 'kite show \(ref)' shows all of it" : ""))
    }
    let inFull = try ShownEntry(ref, answers.reading(ref))
    let hidden = Set(inFull.gaps.map { "\($0.event)/\($0.path)" })
    let read = closed.filter { !hidden.contains("\($0.event)/\($0.path)") }
    guard !read.isEmpty else {
      let folder = try RecordFolder(input)
      if let note = try CopyNote(in: folder.path) { throw LogError.isCopy(of: note.source) }
      throw CommandFailure(
        .notFound,
        "this record does not hold what is closed of '\(ref)', or this user may not read it: ask whoever "
          + "keeps the record")
    }
    let recorded = try record(read, of: inFull)
    world.err("kite: your reading of '\(ref)' stands in the record as \(recorded)\n")
    return (answers, inFull)
  }

  private func record(_ read: [Gap], of shown: ShownEntry) throws -> String {
    let desk = try Desk(input, world, isDryRun: false)
    let events = Set(read.map(\.event))
    let codes = shown.events.filter { events.contains($0.id) }.compactMap { $0.data["code"]?.string }
    let contentClass = read.contains { $0.contentClass == .restricted } ? ContentClass.restricted : .personal
    var data: JSONValue = [
      "entries": .array(shown.events.map(\.id).filter(events.contains).map(JSONValue.string)),
      "person": .string(desk.registrar.actor.text), "reason": .string(reason),
      "class": .string(contentClass.rawValue),
      // Why somebody reads it would tell what it is about.
      "withheldBecause": .string("Tells what is closed of \(shown.entry.ref)."),
    ]
    if !codes.isEmpty { data["codes"] = .texts(codes) }
    if let until = read.compactMap(\.until).max() { data["withheldUntil"] = .string(until.text) }
    var request = Request(school: shown.entry.school, parts: [.init(RestrictedRead.type, data)])
    request.riskCase = shown.entry.riskCase
    request.isCaseGiven = true
    request.clockBecause = input[Options.clockBecause]
    return try desk.registrar.record(request, time: desk.time) { receipt in
      for warning in receipt.warnings { world.err("kite: warning: \(warning)\n") }
    }.ref
  }
}
