public import EventLog
public import Governance
import JSON
import Schemas

extension TrustEvent {
  /// A line of the log as an event of the trust.
  public init(_ event: RecordedEvent, opening contents: Contents? = nil) throws {
    var text = event.data
    if let contents, let opened = try contents.opened(text, of: event.id) { text = opened.bytes }
    self.init(
      position: event.position.rawValue, id: event.id, ref: event.ref, type: event.type,
      dataSchema: event.dataSchema, actor: event.actor, office: event.office,
      recorded: Instant(milliseconds: Int(event.time)), subject: event.subject, tags: event.tags, text: text)
  }
}
