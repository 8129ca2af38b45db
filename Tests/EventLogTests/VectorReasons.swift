/// Why each invalid vector of notes, checkpoints and proofs is refused: the words that its refusal must hold.
///
/// The vectors say in prose what is wrong with them; here that is tied to one answer of ours each, so that a
/// vector which is refused by accident, for something else, is noticed.
enum VectorReasons {
  static let notes = table([
    "no known key signed": [
      "x/mod: none known", "wrong key hash", "key hash made with type 0x04", "key hash made without the name",
      "only an unknown key", "key name in NFD, known in NFC",
    ],
    "is not that of this text": [
      "x/mod: extra bytes inside the signature", "wrong signature, R", "wrong signature, S",
      "signature of zeros", "S + L", "another key's signature under a known name and ID",
      "one known good, one known bad", "duplicate, second one bad", "duplicate, first one bad",
      "signed without the final newline", "signed with the blank line", "one character of the text changed",
      "text normalised from NFC to NFD", "byte order mark in front", "two blank lines, signed with one",
      "signature of 63 bytes", "signature of 65 bytes",
    ],
    "it is not UTF-8": ["x/mod: not UTF-8", "surrogate in UTF-8", "overlong UTF-8"],
    "it holds a control character": [
      "x/mod: control character", "CRLF everywhere", "CRLF, signed as such", "CR in the text",
      "tab in the text", "NUL in the text",
    ],
    "its last line has no end": [
      "x/mod: no final newline", "no final newline", "empty",
    ],
    "no empty line parts the text": [
      "missing blank line", "text only", "text without newline", "no text at all",
    ],
    "it has no signature": ["no signature", "blank line after the signature"],
    "must begin with '— '": [
      "x/mod: unexpected line", "line between signatures", "hyphen in place of the em dash",
      "two hyphens in place of the em dash", "en dash in place of the em dash",
      "horizontal bar in place of the em dash", "no space after the em dash", "indented signature line",
    ],
    "is not base64 of five bytes or more": [
      "bad base64: character", "bad base64: URL alphabet", "bad base64: no padding",
      "bad base64: too much padding", "bad base64: pad bits not zero", "base64 empty", "key ID only",
      "3 bytes", "bad base64 in an unknown line",
    ],
    "has no valid key name": [
      "key name with space", "key name with plus", "key name with no-break space U+00A0",
      "key name with ideographic space U+3000", "key name with U+2028", "key name with U+0085",
      "bad name in an unknown line", "key name empty", "two spaces before the signature",
      "bad base64: space at the end",
    ],
  ])

  static let checkpoints = table([
    "is no size": [
      "size: leading zero", "size: two zeros", "size: plus sign", "size: minus sign", "size: minus zero",
      "size: space before", "size: space after", "size: hex", "size: exponent", "size: decimal point",
      "size: underscore", "size: Arabic-Indic digit", "size: full-width digit", "size: letters",
      "size: over 2^64", "lines in another order", "byte order mark before the size",
      "formats: size not a number", "formats: size negative", "formats: size too large",
    ],
    "is not the base64 of 32 bytes": [
      "root of 31 bytes", "root of 33 bytes", "root in hex", "root without padding",
      "root in the URL alphabet", "root with pad bits not zero", "space after the root",
      "formats: roothash not base64",
    ],
    "it has an empty line": [
      "size: empty", "empty origin", "root empty", "empty extension line", "empty line before an extension",
      "empty line inside", "formats: empty header",
    ],
    "at least three lines": [
      "missing newline after the origin", "two lines", "one line", "formats: insufficient lines",
    ],
    "its last line has no end": [
      "missing newline at the end", "nothing", "formats: missing newline on roothash",
    ],
    "it holds a control character": ["size: tab after", "CRLF"],
  ])

  static let signed = table([
    "the checkpoint is of": ["other origin", "origin that differs in case"],
    "is no size": ["leading zero, signed"],
    "is not the base64 of 32 bytes": ["root of 31 bytes, signed"],
    "is not that of this text": ["size edited", "root edited"],
    "no known key signed": ["signed by an unknown key", "seal of the clerk checked as the chair's"],
  ])

  static let proofs = table([
    "its hashes do not lead to the root": [
      "wrong leaf", "leaf with its newline", "wrong index", "hashes reversed", "checkpoint of another size",
    ],
    "it is about more lines": ["index = size"],
    "it has too few hashes": ["hash missing"],
    "it has too many hashes": ["hash too many"],
    "is not 'index' and a number": [
      "index with a leading zero", "index negative", "index missing", "space after the index",
      "extra without data",
    ],
    "the first line must be": ["header missing", "header of another version", "CRLF"],
    "what follows 'extra' is not base64": ["extra not base64"],
    "is not the base64 of a hash": [
      "index twice", "extra after the index", "hash of 31 bytes", "hash not base64", "hash in hex",
      "blank line missing",
    ],
    "it has an empty line": ["two blank lines"],
    "the checkpoint is of": ["checkpoint of another log"],
    "no known key signed": ["checkpoint signed by an unknown key"],
    "no empty line parts the text": ["checkpoint unsigned"],
    "is not that of this text": ["checkpoint edited"],
    "must begin with '— '": ["text after the checkpoint"],
  ])

  private static func table(_ groups: [String: [String]]) -> [String: String] {
    var reasons: [String: String] = [:]
    for (reason, names) in groups {
      for name in names { reasons[name] = reason }
    }
    return reasons
  }
}
