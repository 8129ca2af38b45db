public import EventLog
public import Governance
import History
public import JSON
public import Schemas

/// What an audience may see of closed content, as releases up to the time asked about allow.
///
/// Restricted and personal content is shown to nobody: reading it must be recorded, and asking records
/// nothing.
public struct Disclosure {
  public let contents: Contents
  public let classes: Set<ContentClass>
  private var released: [String: ContentClass] = [:]
  /// Contents that a release carries in the log, by event and path.
  private var carried: [String: JSONValue] = [:]

  /// - Parameter later: the releases among these count.
  public init(_ answers: Answers, later: [TrustEvent]) {
    contents = answers.log.contents
    classes = answers.audience?.classes ?? [.open]
    for event in later where event.type == ContentReleased.type {
      guard let id = event.data["entry"]?.string,
        let to = event.data["to"]?.string.flatMap(ContentClass.init(rawValue:))
      else { continue }
      released[id] = to
      carried[id] = event.data["contents"]
    }
  }

  /// The class that an event has now.
  public func contentClass(of event: TrustEvent) -> ContentClass {
    released[event.id] ?? event.data["class"]?.string.flatMap(ContentClass.init(rawValue:)) ?? .open
  }

  /// An event's data, with the closed values in place that the audience may see and that are at hand.
  public func data(of event: TrustEvent) throws -> JSONValue {
    var data = event.data
    for (path, closed) in data.closedPaths {
      if let value = try value(of: event, path, closed) { _ = data.set(value, at: path) }
    }
    return data
  }

  private func value(of event: TrustEvent, _ path: String, _ closed: ContentClass) throws -> JSONValue? {
    let now = released[event.id] ?? closed
    guard classes.contains(now) else { return nil }
    let carriedOne = carried[event.id]?[path]
    // A release that does not carry the values left them where they lay, or moved them to the new class.
    let content: JSONValue?
    do {
      content =
        try carriedOne ?? contents.read(closed.rawValue, event.id)?[path]
        ?? contents.read(now.rawValue, event.id)?[path]
    } catch LogError.damaged { return Disclosure.damaged }
    guard let content, let value = content["value"], let salt = content["salt"]?.string,
      let digest = event.data.value(at: path)?["digest"]?.string
    else { return nil }
    guard Contents.holds(digest: digest, salt: salt, value.bytes) else {
      return Disclosure.damaged
    }
    return value
  }

  private static let damaged: JSONValue = "[damaged: it does not fit its digest; run 'kite verify']"
}
