import TestSupport

@testable import EventLog

/// A log with all that may be damaged in it: commits of one event and of several, two people, a key that is
/// enrolled, used and revoked, offices, tags, texts that are not ASCII.
struct Story {
  let record: Record
  let chair: SoftwareSigner
  let stranger: SoftwareSigner
  /// Whole lines without their newlines.
  let lines: [[UInt8]]
  let model: DamageModel
  /// The synced head, and the checkpoint of the whole log.
  let synced: [UInt8]
  let checkpoint: [UInt8]

  var bytes: [UInt8] { Story.join(lines) }
  /// The numbers of the lines that have a seal, from 0.
  var ends: [Int] { lines.indices.filter { Story.leaf(lines[$0]).count < lines[$0].count } }

  init() throws {
    let record = try Record()
    self.record = record
    let origin = Log.origin(trust: "example", logID: record.logID)
    chair = try SoftwareSigner(name: "\(origin)/p-002", seed: Array(repeating: 3, count: 32))
    stranger = try SoftwareSigner(name: "\(origin)/p-002", seed: Array(repeating: 4, count: 32))
    var number: UInt64 = 0
    // Ids and times are fixed, so that a seed gives the same damage each time.
    func event(_ type: String, _ tags: [String], _ data: String) -> NewEvent {
      number += 1
      var event = record.event(type, tags, data)
      event.id = EventID.next(after: nil, at: record.time, random: (number, number)).text
      return event
    }
    func by(_ actor: String, _ office: String?, _ commit: NewCommit) -> NewCommit {
      var commit = commit
      (commit.actor, commit.office) = (actor, office)
      return commit
    }
    var opening = record.opening()
    opening.events = [event("LogOpened", [], String(decoding: opening.events[0].data, as: UTF8.self))]
    do {
      let log = try Log.create(in: record.folder, trust: "example", first: opening, signer: record.clerk)
      let enrolling = #"{"key":"\#(chair.key)"}"#
      try log.append(
        record.commit(event("Even", ["case/A", "school/S1"], #"{"n":10}"#)), signer: record.clerk)
      try log.append(
        by(
          "p-001", "clerk",
          record.commit(
            event("DecisionTaken", ["case/A", "school/S1"], #"{"because":"É \"gut\"\n–","n":12}"#),
            event("VariationMade", ["school/S1"], #"{"of":["F3","F5"],"whole":{"a":true,"b":null}}"#),
            event("Noted", [], #"{"n":7}"#))), signer: record.clerk)
      try log.append(record.commit(event("KeyEnrolled", ["person/p-002"], enrolling)), signer: record.clerk)
      try log.append(
        by("p-002", "chair", record.commit(event("Odd", ["school/S2"], #"{"n":11}"#))), signer: chair)
      try log.append(
        by(
          "p-002", nil,
          record.commit(event("Odd", ["case/B"], "{}"), event("Even", ["case/B"], #"{"n":3}"#))),
        signer: chair)
      try log.append(record.commit(event("KeyRevoked", [], enrolling)), signer: record.clerk)
      try log.append(record.commit(event("Even", ["case/A"], #"{"text":"a b"}"#)), signer: record.clerk)
      try log.append(
        record.commit(
          event("Odd", ["case/A", "x/y"], #"{"n":1}"#), event("Even", [], #"{"n":2}"#),
          event("Odd", ["z"], #"{"text":"end"}"#)), signer: record.clerk)
      checkpoint = try log.checkpoint().bytes
    }
    lines = Story.lines(try record.bytes())
    synced = try readFile(record.folder + "/Projections/synced-head")
    var model = DamageModel()
    for key in [record.clerk.key, record.recovery.key, chair.key, stranger.key] { model.keys[key.text] = key }
    self.model = Story.registered(lines, in: model)
  }

  /// The model with the seals of these lines, as made by the keys whose IDs they have.
  private static func registered(_ lines: [[UInt8]], in model: DamageModel) -> DamageModel {
    var model = model
    var leaves: [[UInt8]] = []
    for line in lines {
      leaves.append(Story.leaf(line))
      guard line.count != leaves[leaves.count - 1].count else { continue }
      let seal = String(decoding: line.dropLast(2).suffix(92), as: UTF8.self)
      let id = (Base64.decode(seal) ?? []).prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      let key = model.keys.values.first { $0.id == id }
      model.made[.init(leaves: leaves, seal: seal)] = key?.name
    }
    return model
  }

  static func leaf(_ line: [UInt8]) -> [UInt8] {
    guard Line.isSealed(line.span, from: 0, to: line.count) else { return line }
    return line.dropLast(Line.sealTail) + [UInt8(ascii: "}")]
  }

  static func join(_ lines: [[UInt8]]) -> [UInt8] { lines.flatMap { $0 + [0x0a] } }

  static func lines(_ bytes: [UInt8]) -> [[UInt8]] {
    bytes.split(separator: 0x0a, omittingEmptySubsequences: false).dropLast().map(Array.init)
  }

  /// These lines, sealed anew from line `start` on by a key, where each commit ends as it did.
  ///
  /// - Returns: the lines, and the model that knows of the new seals.
  func resealed(
    _ lines: [[UInt8]], from start: Int, by signer: SoftwareSigner
  ) throws -> (lines: [[UInt8]], model: DamageModel) {
    let hash = SHA256()
    var tree = MerkleTree()
    var sealed: [[UInt8]] = []
    for (index, line) in lines.enumerated() {
      var new = Story.leaf(line)
      tree.append(hash.leaf(new.span), hash)
      if index >= start, new.count != line.count {
        let text = Checkpoint(
          origin: Log.origin(trust: "example", logID: record.logID), size: UInt64(tree.size),
          root: tree.root(hash)
        ).text
        let signature = SignedNote.Signature(
          name: signer.key.name, keyID: signer.key.id, bytes: signer.sign(text))
        Line.seal(signature.raw, &new)
      } else if index < start {
        new = line
      }
      sealed.append(new)
    }
    return (sealed, Self.registered(sealed, in: model))
  }
}
