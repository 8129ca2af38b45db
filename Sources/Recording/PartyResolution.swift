import EventLog
import Governance
import JSON
import Schemas

/// Lets people say `TB`, `sec` or `CEO` where the record holds `body/trust-board`, `body/sec`, `office/CEO`.
struct PartyResolution {
  let trust: Trust
  let context: Context

  func resolve(_ part: inout Request.Part) {
    guard let description = Catalogue.description(of: part.type) else { return }
    for field in description.fields {
      switch field.shape {
      case .reference:
        if let text = part.data[field.name]?.string { part.data[field.name] = .string(reference(text)) }
      case .list(.reference, _):
        guard let texts = part.data[field.name]?.array else { continue }
        part.data[field.name] = .array(texts.map { $0.string.map { .string(reference($0)) } ?? $0 })
      default: continue
      }
    }
  }

  /// The tag that is meant; the text itself where nothing is, so that its declaration refuses it.
  private func reference(_ text: String) -> String {
    if text.utf8.contains(UInt8(ascii: "/")) { return text }
    if let party = trust.party(for: text, school: context.school, on: context.day) { return party.reference }
    if let body = BodyCode(text), trust.bodies[body] != nil { return body.fullTag }
    if let office = OfficeCode(text), trust.tenures.contains(where: { $0.office == office }) {
      return office.fullTag
    }
    return text
  }
}
