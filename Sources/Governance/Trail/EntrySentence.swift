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
    if let payload = try? Catalogue.read(event, data), let own = own(payload) { return own }
    let summary = Catalogue.description(of: event.type)?.summary ?? "An entry of the type \(event.type)."
    let sentence = summary.hasSuffix(".") ? String(summary.dropLast()) : summary
    let body = event.tags.first { $0.hasPrefix("body/") }.map { String($0.dropFirst(5)) }
    return (event.school?.text ?? body).map { "\(sentence): \($0)" } ?? sentence
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
    case let person as PersonRegistered: return "\(person.person) was registered"
    default: return nil
    }
  }
}
