import Asking
import EventLog
import Governance
import Schemas

extension ExportFormat {
  static let calendar = ExportFormat(
    "ics", "What is due, as all-day entries for a calendar; importing a later one renews them."
  ) { trail, file in
    try CalendarFile(try TrustState(trail), trail).write(to: file)
  }
}

/// Duties as iCalendar (RFC 5545) has them.
struct CalendarFile {
  private let state: TrustState
  private let trail: Trail

  init(_ state: TrustState, _ trail: Trail) {
    self.state = state
    self.trail = trail
  }

  func write(to file: OutputFile) throws {
    try file.write("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Kite//Decision record//EN\r\n")
    try file.write("CALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\n")
    try file.write(CalendarFile.line("X-WR-CALNAME", "\(trail.trust): what is due"))
    var ids: [String: Int] = [:]
    for duty in state.duties {
      let id = CalendarFile.id(duty)
      ids[id, default: 0] += 1
      let number = ids[id, default: 1]
      try write(duty, "\(id)\(number == 1 ? "" : ".\(number)")@\(trail.answers.log.logID)", to: file)
    }
    try file.write("END:VCALENDAR\r\n")
  }

  /// What stays the same while the duty does: neither its day nor its words, which may move.
  private static func id(_ duty: Duty) -> String {
    [duty.kind.rawValue, duty.school?.text, duty.riskCase?.text, duty.concerns].compactMap { $0 }
      .joined(separator: ".").map { $0.isLetter || $0.isNumber || "-._".contains($0) ? String($0) : "." }
      .joined()
  }

  private func write(_ duty: Duty, _ id: String, to file: OutputFile) throws {
    let place = duty.school.flatMap { state.trust.schools[$0]?.name }
    let isLate = duty.state(on: state.on) == "late"
    var about = [
      "Owed by \(duty.owes.isEmpty ? "nobody" : duty.owes)\(duty.person.map { " (\($0))" } ?? "")."
    ]
    if isLate { about.append("Late on \(state.on.text).") }
    if let note = duty.note { about.append(note) }
    about.append("Settled by: \(duty.command)")
    if let otherwise = duty.otherwise { about.append("Or: \(otherwise)") }
    var text = "BEGIN:VEVENT\r\n"
    text += CalendarFile.line("UID", id, isText: false)
    text += "DTSTAMP:\(trail.recorded.calendarText)\r\n"
    // Of two files, the one that knows more of the log is the newer.
    text += "SEQUENCE:\(trail.answers.position.rawValue)\r\n"
    text += "DTSTART;VALUE=DATE:\(duty.due.calendarText)\r\n"
    text += "DTEND;VALUE=DATE:\(duty.due.adding(days: 1).calendarText)\r\n"
    text += CalendarFile.line("SUMMARY", duty.what + (place.map { " (\($0))" } ?? ""))
    text += CalendarFile.line("DESCRIPTION", trail.answers.sight.masked(about.joined(separator: "\n")))
    text += CalendarFile.line("CATEGORIES", duty.kind.rawValue)
    text += "TRANSP:TRANSPARENT\r\nEND:VEVENT\r\n"
    try file.write(text)
  }

  /// A line of content, folded where it is longer than 75 bytes, and never within a character.
  static func line(_ name: String, _ value: String, isText: Bool = true) -> String {
    var folded = ""
    var length = 0
    for character in "\(name):\(isText ? escaped(value) : value)" {
      let count = character.utf8.count
      if length + count > 75 {
        folded += "\r\n "
        length = 1
      }
      folded.append(character)
      length += count
    }
    return folded + "\r\n"
  }

  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\", ";", ",": escaped += "\\\(scalar)"
      case "\n": escaped += "\\n"
      // Other control characters have no place in a calendar.
      case _ where scalar.properties.generalCategory == .control: escaped += " "
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}

extension Day {
  /// `20250303`.
  fileprivate var calendarText: String { text.filter { $0 != "-" } }
}

extension Instant {
  /// `20250303T160000Z`.
  fileprivate var calendarText: String {
    String(text.filter { $0 != "-" && $0 != ":" }.prefix { $0 != "." }) + "Z"
  }
}
