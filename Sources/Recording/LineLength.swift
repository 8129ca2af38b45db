import EventLog
import JSON
import Schemas

/// Whether the lines of a commit are short enough, before anything is written for it.
struct LineLength {
  let log: Log

  /// - Throws: `InvalidField`, which names the longest text of the first event that is too long.
  func check(_ written: [WrittenEvent], _ commit: NewCommit) throws {
    for (event, length) in zip(written, log.lengths(of: commit)) where length > Log.longestLine {
      let longest = event.data.longestText
      throw InvalidField(
        type: event.type,
        problem: FieldError(
          path: longest?.path ?? "",
          expected: "less text (the entry would take \(length) bytes in the log, and \(Log.longestLine) are "
            + "possible: attach long text as evidence)",
          found: "\(longest?.bytes ?? length) bytes"))
    }
  }
}

extension JSONValue {
  /// Where the longest text in it stands, as `options/0/why`, and how long it is; nil where there is no text.
  var longestText: (path: String, bytes: Int)? {
    if let text = string { return ("", text.utf8.count) }
    let inside =
      (members ?? []).map { ($0.name, $0.value) } + (array ?? []).enumerated().map { ("\($0)", $1) }
    let found = inside.compactMap { step, value in
      value.longestText.map { (path: $0.path.isEmpty ? step : "\(step)/\($0.path)", bytes: $0.bytes) }
    }
    return found.max { $0.bytes < $1.bytes }
  }
}
