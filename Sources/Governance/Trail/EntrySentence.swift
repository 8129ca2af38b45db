import JSON
import Schemas

/// A sentence for an entry that says nothing in words of its own: what its first event says, and how many
/// more there are.
enum EntrySentence {
  static func of(_ events: [TrustEvent], _ data: [JSONValue]) -> String {
    let sentence = sentence(of: events[0], data[0])
    let same = events.filter { $0.type == events[0].type }.count
    let others = events.count - same
    let more = [same > 1 ? "\(same - 1) more of the kind" : nil, others > 0 ? "\(others) other events" : nil]
    let counted = more.compactMap(\.self)
    return counted.isEmpty ? "\(sentence)." : "\(sentence); and \(counted.joined(separator: ", ")) with it."
  }

  /// Without a full stop.
  private static func sentence(of event: TrustEvent, _ data: JSONValue) -> String {
    if let payload = try? Catalogue.read(event, data), let own = own(payload) ?? amending(payload, event) {
      return own
    }
    let summary = Catalogue.description(of: event.type)?.summary ?? "An entry of the type \(event.type)."
    let sentence = summary.hasSuffix(".") ? String(summary.dropLast()) : summary
    let body = event.tags.first { $0.hasPrefix("body/") }.map { String($0.dropFirst(5)) }
    return (event.school?.text ?? body).map { "\(sentence): \($0)" } ?? sentence
  }

  /// What says something of another entry names it.
  private static func amending(_ payload: any Happening, _ event: TrustEvent) -> String? {
    let entries = event.tags.filter { $0.hasPrefix("entry/") }.map { String($0.dropFirst(6)) }
    guard !entries.isEmpty else { return nil }
    let entry = "\(entries.count == 1 ? "Entry" : "Entries") \(entries.joined(separator: ", "))"
    let verb = entries.count == 1 ? "was" : "were"
    switch payload {
    case let read as RestrictedRead: return "\(read.person) read what is closed of \(entry.lowercasedFirst)"
    case let release as ContentReleased:
      return release.from == .open
        ? "\(entry), which everybody could see, \(verb) closed as \(release.to.rawValue)"
        : "What was \(release.from.rawValue) of \(entry.lowercasedFirst) is \(release.to.rawValue) now"
    case let voided as EntryVoided:
      return "\(entry) \(verb) voided" + (voided.reason.value.map { ": \(unended($0))" } ?? "")
    case let correction as EntryCorrected:
      return
        "\(entry) \(verb) corrected: '\(words(correction.field))' is \(plain(correction.corrected)), and "
        + "said " + plain(EntryCorrected.json(correction.was))
    default: return nil
    }
  }

  /// `last day` for `lastDay`.
  private static func words(_ field: String) -> String {
    field.reduce(into: "") { $0 += ($1.isUppercase ? " " : "") + $1.lowercased() }
  }

  private static func plain(_ value: JSONValue) -> String {
    if value.isNull { return "nothing" }
    if value["closed"] != nil { return "what is withheld" }
    return value.string.map { "'\($0)'" } ?? value.text
  }

  private static func unended(_ text: String) -> String {
    text.hasSuffix(".") ? String(text.dropLast()) : text
  }

  private static func own(_ payload: any Happening) -> String? {
    switch payload {
    case let report as ReportSubmitted:
      let why = report.because.value.map { ". \($0.hasSuffix(".") ? String($0.dropLast()) : $0)" } ?? ""
      return
        "Report for \(report.month.spoken): \(report.rating.rawValue), \(report.direction.rawValue)\(why)"
    case let joined as SchoolJoined: return "\(joined.name) (\(joined.school)) joined the trust"
    case let body as BodyConstituted: return "\(body.name ?? body.body.text) was constituted"
    case let given as OfficeGiven:
      return
        "\(given.person) has the office "
        + "\(given.office)\(given.acting ? ", acting," : "") from \(given.firstDay.spoken)"
    case let ended as OfficeEnded:
      return "\(ended.person) has left the office \(ended.office) on \(ended.lastDay.spoken)"
    case let recorder as RecorderAppointed: return "\(recorder.person) records for \(recorder.body.text)"
    case let confirmed as DecisionConfirmed:
      return "\(confirmed.decisions.map(\.text).joined(separator: ", ")) confirmed for \(confirmed.body.text)"
    case let setting as SettingSet: return "'\(setting.setting)' is \(setting.value.text)"
    case let check as ExportChecked:
      return "An export was looked at before it left: \(check.selection), for \(check.audience)"
    case let export as TrailExported:
      let to = export.to.value.map { "to \($0)" } ?? "to somebody withheld"
      return "\(export.selection) went \(to), as seen by \(export.audience)"
        + (export.request.map { ", in answer to \($0)" } ?? "")
    case let hold as HoldPlaced:
      return "A legal hold was placed on \(hold.concerns.map(\.text).joined(separator: ", "))"
    case let lifted as HoldLifted:
      return "The legal hold on \(lifted.concerns.map(\.text).joined(separator: ", ")) was lifted"
    case let person as PersonRegistered: return "\(person.person) was registered"
    default: return nil
    }
  }
}

extension String {
  fileprivate var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
