// The form of a line
//
// A line is one event: a JSON object in UTF-8 without spaces, at most 65,536 bytes before its newline, its
// members always these and in this order:
//
//   {"specversion":"1.0","id":"<UUIDv7>","source":"urn:kite:<trust>:<log id>","type":"…","subject":"…",
//   "time":"2023-11-22T17:05:09.412Z","position":412,"ref":"2023-117","actor":"p-004","office":"…",
//   "tags":"case/A school/S03","dataschema":"urn:kite:event:VariationMade:1","data":{…},"seal":"…"}
//
// `office` and `tags` are left out where there are none. Tags are sorted as bytes, each once, one space
// between. All texts but `data` are of the characters U+0021 to U+007E without `"` and `\`, so that nothing
// is escaped and every text has one spelling. `position` is the line's number, from 1.
//
// A commit is one or more lines of one `ref`, `actor` and `office`. Its last line, and only that, has `seal`:
// the base64 of a 4-byte key ID and a 64-byte Ed25519 signature, so always 92 characters. What ends in
// `}}` has no seal, because `data` is an object; what ends in `"}` has.
//
// The leaf of a line is the line without its newline and without its seal (`,"seal":"…"`); its hash is
// `SHA-256(0x00 ‖ leaf)`, a leaf of an RFC 6962 tree. Signed is the checkpoint text
//
//   kite/<trust>/<log id>⏎<position of the sealed line>⏎<base64 of the root over all leaves up to it>⏎
//
// by a key whose name is the origin (the first line), `/` and the actor.

/// The fixed parts of a line, and how one is written.
enum Line {
  /// The newest format that this module reads, as `LogOpened` names it.
  static let format = 1
  /// The longest line, without its newline.
  static let limit = 65_536
  /// `,"seal":"`, 92 characters, `"}`.
  static let sealTail = 9 + sealLength + 2
  static let sealLength = 92

  /// Writes a line without its newline and seal: the bytes of the leaf.
  static func writeLeaf(
    _ event: NewEvent, id: EventID, position: Int, time: Int64, of commit: NewCommit, source: [UInt8],
    to bytes: inout [UInt8]
  ) {
    bytes.append(#"{"specversion":"1.0","id":""#)
    id.write(to: &bytes)
    bytes.append(#"","source":""#)
    bytes.append(contentsOf: source)
    bytes.append(#"","type":""#)
    bytes.append(utf8Of: event.type)
    bytes.append(#"","subject":""#)
    bytes.append(utf8Of: event.subject)
    bytes.append(#"","time":""#)
    Timestamp.write(time, to: &bytes)
    bytes.append(#"","position":"#)
    bytes.append(utf8Of: String(position))
    bytes.append(#","ref":""#)
    bytes.append(utf8Of: commit.ref)
    bytes.append(#"","actor":""#)
    bytes.append(utf8Of: commit.actor)
    if let office = commit.office {
      bytes.append(#"","office":""#)
      bytes.append(utf8Of: office)
    }
    var isFirst = true
    for tag in sorted(event.tags) {
      if isFirst { bytes.append(#"","tags":""#) } else { bytes.append(UInt8(ascii: " ")) }
      bytes.append(utf8Of: tag)
      isFirst = false
    }
    bytes.append(#"","dataschema":""#)
    bytes.append(utf8Of: event.dataSchema)
    bytes.append(#"","data":"#)
    bytes.append(contentsOf: event.data)
    bytes.append(UInt8(ascii: "}"))
  }

  /// Puts a seal into the line that ends `bytes`.
  static func seal(_ raw: [UInt8], _ bytes: inout [UInt8]) {
    bytes.removeLast()
    bytes.append(#","seal":""#)
    Base64.encode(raw, to: &bytes)
    bytes.append(#""}"#)
  }

  /// Tags in the order of their bytes, each once. Swift's own order of text is another one.
  static func sorted(_ tags: [String]) -> [String] {
    // Most are sorted already.
    let isSorted = tags.indices.dropFirst().allSatisfy { tags[$0 - 1].utf8.span.precedes(tags[$0].utf8.span) }
    if isSorted { return tags }
    var sorted = tags
    sorted.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    var unique: [String] = []
    for tag in sorted where unique.last.map({ $0.utf8.elementsEqual(tag.utf8) }) != true {
      unique.append(tag)
    }
    return unique
  }

  /// Whether the line that ends before `end` has a seal in the right form.
  static func isSealed(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Bool {
    guard end - start > sealTail, bytes[end - 1] == UInt8(ascii: "}"), bytes[end - 2] == UInt8(ascii: "\"")
    else { return false }
    return bytes.holds(#","seal":""#, at: end - sealTail)
  }

  /// The texts of an envelope, other than `data`.
  static func isToken(_ text: Span<UInt8>) -> Bool {
    guard text.count > 0 else { return false }
    for index in text.indices where !isTokenByte(text[index]) { return false }
    return true
  }

  static func isTokenByte(_ byte: UInt8) -> Bool {
    byte > 0x20 && byte < 0x7f && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
  }

  static func isRef(_ text: Span<UInt8>) -> Bool {
    guard text.count > 0 else { return false }
    for index in text.indices {
      switch text[index] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"):
        continue
      default: return false
      }
    }
    return true
  }
}
