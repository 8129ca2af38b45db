import Asking
import EventLog
import Schemas

/// What a copy says of its age with every answer.
struct CopyAge {
  let note: CopyNote
  let now: Instant

  var words: String {
    guard let pulled = note.pulled, let time = note.time else {
      return "a copy of '\(note.source)' that was not finished; finish it with 'kite pull \(note.source)'"
    }
    let day = Instant(milliseconds: Int(time)).londonDay.short
    var text =
      "a copy, as of entry \(note.position) of \(day); brought up to date "
      + "\(CopyAge.ago(now.milliseconds - Int(pulled))) from '\(note.source)'"
    if note.contents < note.position {
      text += "; closed content is missing in it: bring it with 'kite pull \(note.source)'"
    }
    return text
  }

  /// How long ago something was, in the largest unit of which there are two.
  static func ago(_ milliseconds: Int) -> String {
    let minutes = milliseconds / 60_000
    if minutes < 1 { return "just now" }
    if minutes < 120 { return minutes == 1 ? "1 minute ago" : "\(minutes) minutes ago" }
    if minutes < 48 * 60 { return "\(minutes / 60) hours ago" }
    return "\(minutes / (24 * 60)) days ago"
  }
}
