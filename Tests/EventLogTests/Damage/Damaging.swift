import TestSupport
import Testing

@testable import EventLog

/// One log with one thing done to it.
struct DamagedLog {
  let what: String
  let bytes: [UInt8]
  let model: DamageModel
}

/// Ways to damage a log, each at a place that the random numbers choose.
struct Damaging {
  let story: Story

  typealias Way = @Sendable (Damaging, inout Seeded) throws -> DamagedLog

  static let ways: [(name: String, apply: Way)] = [
    ("a bit flipped", { $0.flipped(&$1) }), ("a bit of a line end flipped", { $0.flippedLineEnd(&$1) }),
    ("a line dropped", { $0.dropped(&$1) }), ("two lines swapped", { $0.swapped(&$1) }),
    ("a line repeated", { $0.repeated(&$1) }), ("a commit repeated at the end", { $0.commitRepeated(&$1) }),
    ("a line put in", { $0.inserted(&$1) }), ("a line of another log", { try $0.foreign(&$1) }),
    ("a seal taken out", { $0.unsealed(&$1) }), ("a seal moved", { $0.sealMoved(&$1) }),
    ("a seal in its second spelling", { $0.spelled(&$1) }), ("cut off", { $0.truncated(&$1) }),
    ("a hole of zeros", { $0.hole(&$1) }), ("CRLF", { $0.lineEnds(&$1) }),
    ("a byte order mark", { $0.mark(&$1) }), ("a name twice", { try $0.nameTwice(&$1) }),
    ("a zero character", { try $0.zero(&$1) }), ("a byte put in", { $0.byteInserted(&$1) }),
    ("signed again by a stranger", { try $0.signed($0.story.stranger, &$1) }),
    ("signed again by a key that is revoked or not enrolled yet", { try $0.signed($0.story.chair, &$1) }),
    ("signed again by the clerk", { try $0.signed($0.story.record.clerk, &$1) }),
  ]

  private func log(_ what: String, _ lines: [[UInt8]], _ model: DamageModel? = nil) -> DamagedLog {
    DamagedLog(what: what, bytes: Story.join(lines), model: model ?? story.model)
  }

  private func line(_ random: inout Seeded) -> Int { Int.random(in: story.lines.indices, using: &random) }

  /// A bit of any member's name, its value, the marks between, the seal's key ID or signature.
  private func flipped(_ random: inout Seeded) -> DamagedLog {
    let number = line(&random)
    var bytes = story.lines[number]
    let members = [
      "specversion", "id", "source", "type", "subject", "time", "position", "ref", "actor", "office", "tags",
      "dataschema", "data", "seal", "",
    ]
    let name = members[Int.random(in: members.indices, using: &random)]
    let text = String(decoding: bytes, as: UTF8.self)
    var range = bytes.indices
    if !name.isEmpty, let start = text.utf8.firstRange(of: "\"\(name)\":".utf8)?.lowerBound {
      let first = text.utf8.distance(from: text.utf8.startIndex, to: start)
      // The key ID is the beginning of a seal; elsewhere name, marks and the beginning of the value.
      range = first..<min(first + name.utf8.count + Int.random(in: 3...80, using: &random), bytes.count)
    }
    let index = Int.random(in: range, using: &random)
    let bit = UInt8.random(in: 0..<8, using: &random)
    bytes[index] ^= 1 << bit
    var lines = story.lines
    lines[number] = bytes
    return log("bit \(bit) of byte \(index) (\(name)) of line \(number + 1)", lines)
  }

  private func flippedLineEnd(_ random: inout Seeded) -> DamagedLog {
    let number = line(&random)
    let bit = UInt8.random(in: 0..<8, using: &random)
    var bytes = story.bytes
    bytes[Story.join(Array(story.lines[...number])).count - 1] ^= 1 << bit
    return DamagedLog(what: "bit \(bit) of the end of line \(number + 1)", bytes: bytes, model: story.model)
  }

  private func dropped(_ random: inout Seeded) -> DamagedLog {
    let number = line(&random)
    var lines = story.lines
    lines.remove(at: number)
    return log("line \(number + 1) dropped", lines)
  }

  private func swapped(_ random: inout Seeded) -> DamagedLog {
    let first = line(&random)
    let second = line(&random)
    var lines = story.lines
    lines.swapAt(first, second)
    return log("lines \(first + 1) and \(second + 1) swapped", lines)
  }

  private func repeated(_ random: inout Seeded) -> DamagedLog {
    let number = line(&random)
    let place = Int.random(in: 0...story.lines.count, using: &random)
    var lines = story.lines
    lines.insert(story.lines[number], at: place)
    return log("line \(number + 1) again before line \(place + 1)", lines)
  }

  private func commitRepeated(_ random: inout Seeded) -> DamagedLog {
    let end = story.ends[Int.random(in: story.ends.indices, using: &random)]
    let start = (story.ends.last { $0 < end } ?? -1) + 1
    return log("the commit that ends in line \(end + 1) again", story.lines + story.lines[start...end])
  }

  private func inserted(_ random: inout Seeded) -> DamagedLog {
    let place = Int.random(in: 0...story.lines.count, using: &random)
    let texts = ["", "{}", "null", "# a remark", #"{"specversion":"1.0"}"#]
    let text = texts[Int.random(in: texts.indices, using: &random)]
    var lines = story.lines
    lines.insert(Array(text.utf8), at: place)
    return log("'\(text)' before line \(place + 1)", lines)
  }

  /// The line that stands at the same place in a log of the same people and days, with another id.
  private func foreign(_ random: inout Seeded) throws -> DamagedLog {
    let number = line(&random)
    var lines = story.lines
    lines[number] = Array(
      String(decoding: lines[number], as: UTF8.self).replacing(story.record.logID, with: "fedcba9876543210")
        .utf8)
    return log("line \(number + 1) of another log", lines)
  }

  private func unsealed(_ random: inout Seeded) -> DamagedLog {
    let end = story.ends[Int.random(in: story.ends.indices, using: &random)]
    var lines = story.lines
    lines[end] = Story.leaf(lines[end])
    return log("no seal in line \(end + 1)", lines)
  }

  private func sealMoved(_ random: inout Seeded) -> DamagedLog {
    let end = story.ends[Int.random(in: story.ends.indices, using: &random)]
    let other = line(&random)
    var lines = story.lines
    let seal = lines[end].suffix(Line.sealTail)
    lines[end] = Story.leaf(lines[end])
    lines[other] = Story.leaf(lines[other]).dropLast() + seal
    return log("the seal of line \(end + 1) in line \(other + 1)", lines)
  }

  /// Of the last digit before the filler only four bits count.
  private func spelled(_ random: inout Seeded) -> DamagedLog {
    let end = story.ends[Int.random(in: story.ends.indices, using: &random)]
    var lines = story.lines
    let place = lines[end].count - 4
    lines[end][place] += UInt8.random(in: 1...3, using: &random)
    return log("another spelling of the seal in line \(end + 1)", lines)
  }

  private func truncated(_ random: inout Seeded) -> DamagedLog {
    let bytes = story.bytes
    let isAtEnd = Bool.random(using: &random)
    let length =
      isAtEnd
      ? Story.join(Array(story.lines[...story.ends[Int.random(in: story.ends.indices, using: &random)]]))
        .count
      : Int.random(in: 0...bytes.count, using: &random)
    return DamagedLog(what: "cut off at byte \(length)", bytes: Array(bytes[..<length]), model: story.model)
  }

  private func hole(_ random: inout Seeded) -> DamagedLog {
    var bytes = story.bytes
    let start = Int.random(in: bytes.indices, using: &random)
    let end = min(start + Int.random(in: 1...600, using: &random), bytes.count)
    for index in start..<end { bytes[index] = 0 }
    return DamagedLog(what: "zeros from byte \(start) to \(end)", bytes: bytes, model: story.model)
  }

  private func lineEnds(_ random: inout Seeded) -> DamagedLog {
    let number = line(&random)
    let all = Bool.random(using: &random)
    let lines = story.lines.enumerated().map { index, line in all || index == number ? line + [0x0d] : line }
    return log(all ? "CRLF everywhere" : "CRLF after line \(number + 1)", lines)
  }

  private func mark(_ random: inout Seeded) -> DamagedLog {
    let number = Bool.random(using: &random) ? 0 : line(&random)
    var lines = story.lines
    lines[number] = [0xef, 0xbb, 0xbf] + lines[number]
    return log("a byte order mark before line \(number + 1)", lines)
  }

  /// JSON that some readers take in one way and some in another; sealed so by who had the key, or not.
  private func inData(_ member: String, _ what: String, _ random: inout Seeded) throws -> DamagedLog {
    let number = line(&random)
    var lines = story.lines
    let text = String(decoding: lines[number], as: UTF8.self)
    let isEmpty = text.contains(#""data":{}"#)
    let start = try #require(text.utf8.firstRange(of: #""data":{"#.utf8)).upperBound
    lines[number] = Array("\(text[..<start])\(member)\(isEmpty ? "" : ",")\(text[start...])".utf8)
    var model = story.model
    if Bool.random(using: &random) {
      (lines, model) = try story.resealed(lines, from: number, by: story.record.clerk)
    }
    model.ambiguous.insert(lines[number])
    return log("\(what) in line \(number + 1)", lines, model)
  }

  private func nameTwice(_ random: inout Seeded) throws -> DamagedLog {
    try inData(#""q":1,"\u0071":2"#, "a name twice", &random)
  }

  private func zero(_ random: inout Seeded) throws -> DamagedLog {
    try inData(Bool.random(using: &random) ? #""q":"\u0000""# : "\"q\":\"\0\"", "a zero character", &random)
  }

  private func byteInserted(_ random: inout Seeded) -> DamagedLog {
    let byte: UInt8 = [0x0a, 0x20, 0x09, 0x0d, 0x7f, 0x22, 0xff][Int.random(in: 0..<7, using: &random)]
    var bytes = story.bytes
    let place = Int.random(in: bytes.indices, using: &random)
    bytes.insert(byte, at: place)
    return DamagedLog(what: "byte \(byte) at \(place)", bytes: bytes, model: story.model)
  }

  /// A line changed, and all seals from there on made anew, for the same or another person.
  private func signed(_ signer: SoftwareSigner, _ random: inout Seeded) throws -> DamagedLog {
    let number = Int.random(in: 1..<story.lines.count, using: &random)
    var lines = story.lines
    lines[number] = Array(
      String(decoding: lines[number], as: UTF8.self).replacing("urn:kite:event:", with: "urn:kite:event:X")
        .utf8)
    let isOther = Bool.random(using: &random)
    if isOther {
      // From there on everything is said to be of the person whose key it is.
      for index in number..<lines.count {
        lines[index] = Array(
          String(decoding: lines[index], as: UTF8.self).replacing(
            #""actor":"p-00\#(signer.key.person == "p-001" ? 2 : 1)""#,
            with: #""actor":"\#(signer.key.person)""#
          ).utf8)
      }
    }
    let (sealed, model) = try story.resealed(lines, from: number, by: signer)
    return log("from line \(number + 1) on by \(signer.key.hash), actor changed: \(isOther)", sealed, model)
  }
}
