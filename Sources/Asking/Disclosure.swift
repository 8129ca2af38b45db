public import EventLog
public import Governance
import History
public import JSON
public import Schemas

/// What an audience may see of closed content, as releases up to the time asked about allow.
///
/// Restricted content, and personal content of others, is shown to no audience: who reads it says why, and
/// the reading is recorded before.
public struct Disclosure {
  public let contents: Contents
  public let sight: Sight
  private var releases: [String: Releases] = [:]
  /// Who destroyed what of an event: the fields, and the decision.
  private var erasures: [String: [(fields: [String], by: Gap.Erasure)]] = [:]
  /// Who decided, by the commit's reference.
  private var deciders: [String: [Party]] = [:]
  /// Why something of a commit is withheld, and until when, where one of its events says so for all.
  private var reasons: [String: (because: String, until: Day?)] = [:]

  /// - Parameters:
  ///   - events: what is shown, and what later entries say of it: releases and erasures among these count.
  ///   - voided: the references of entries among these that were voided.
  public init(_ answers: Answers, _ events: [TrustEvent], voided: Set<String> = []) {
    contents = answers.log.contents
    sight = answers.sight
    for event in events where !voided.contains(event.ref) {
      switch event.type {
      case DecisionTaken.type:
        let data = event.data
        deciders[event.ref] = (data["by"]?.array ?? []).compactMap { $0.string.flatMap { Party($0) } }
        note(data, event.ref)
      case ContentReleased.type:
        guard let release = try? ContentReleased.decode(event.data) else { continue }
        releases[release.entry.text, default: Releases()].add(
          release, ref: event.ref, recorded: event.recorded.londonDay)
      default: note(event.data, event.ref)
      }
    }
    for event in events where event.type == ContentErased.type && !voided.contains(event.ref) {
      guard let erased = try? ContentErased.decode(event.data) else { continue }
      let decision = events.first { $0.ref == event.ref && $0.type == DecisionTaken.type }
      let day = decision?.data["day"]?.string.flatMap { Day($0) }
      let by = Gap.Erasure(
        ref: event.ref, day: day ?? event.recorded.londonDay, by: deciders[event.ref] ?? [])
      erasures[erased.entry.text, default: []].append((erased.fields, by))
    }
  }

  private mutating func note(_ data: JSONValue, _ ref: String) {
    guard reasons[ref] == nil, let because = data["withheldBecause"]?.string else { return }
    reasons[ref] = (because, data["withheldUntil"]?.string.flatMap { Day($0) })
  }

  /// The class that an event has now.
  public func contentClass(of event: TrustEvent) -> ContentClass {
    let recorded = event.data["class"]?.string.flatMap(ContentClass.init(rawValue:)) ?? .open
    return releases[event.id]?.now(recorded) ?? recorded
  }

  /// An event's data as the audience sees it: closed values in place where it may see them and they are at
  /// hand, values that were closed since they stood open as closed.
  public func data(of event: TrustEvent) throws -> JSONValue { sight.masked(try opened(event, as: event)) }

  /// The same of what is said about another event: who may see that may see both.
  public func data(of event: TrustEvent, concerning other: TrustEvent) throws -> JSONValue {
    sight.masked(try opened(event, as: other))
  }

  /// What of an event the audience does not see.
  ///
  /// - Complexity: reads the event's content.
  public func gaps(of event: TrustEvent) throws -> [Gap] {
    let recorded = Dictionary(
      event.data.closedPaths.map { ($0.path, $0.contentClass) }, uniquingKeysWith: { first, _ in first })
    return try opened(event, as: event).closedPaths.map { path, _ in
      if event.type == ContentReleased.type, path == Disclosure.shown {
        let release = Disclosure.release(event.data)
        return gap(of: release?.id ?? event.id, as: event, path, release?.from ?? .open)
      }
      return gap(of: event.id, as: event, path, recorded[path] ?? .open)
    }
  }

  /// Where a release holds what it shows.
  private static let shown = "contents"

  private static func release(_ data: JSONValue) -> (id: String, from: ContentClass)? {
    guard let id = data["entry"]?.string,
      let from = data["from"]?.string.flatMap(ContentClass.init(rawValue:))
    else { return nil }
    return (id, from)
  }

  /// - Parameters:
  ///   - id: whose content it is: the event's own, or what a release shows of another.
  ///   - recorded: the class that it had at first.
  private func gap(
    of id: String, as event: TrustEvent, _ path: String, _ recorded: ContentClass
  ) -> Gap {
    let now = releases[id]?.now(recorded) ?? recorded
    let move = releases[id]?.last(of: recorded)
    let kind: Gap.Kind
    if let erasure = erasure(of: event.id, path) {
      kind = .erased(erasure)
    } else if sees(now, event) {
      kind = .absent
    } else if let move, move.from == .open {
      kind = .closedAgain(ref: move.ref, on: move.day)
    } else {
      kind = .withheld
    }
    let own = event.data["withheldBecause"]?.string.map {
      (because: $0, until: event.data["withheldUntil"]?.string.flatMap { Day($0) })
    }
    var reason = own ?? reasons[event.ref]
    if let because = move?.because { reason = (because, move?.until) }
    if reason == nil, now == .personal { reason = (sight.personalBecause, nil) }
    return Gap(
      event: event.id, path: path, contentClass: now, because: reason?.because, until: reason?.until,
      kind: kind)
  }

  /// By what decision the value at a path of an event was destroyed.
  public func erasure(of id: String, _ path: String) -> Gap.Erasure? {
    erasures[id]?.first { erased in
      erased.fields.contains { path == $0 || path.hasPrefix("\($0)/") }
    }?.by
  }

  private func opened(_ event: TrustEvent, as owned: TrustEvent) throws -> JSONValue {
    let own = event.data
    var data = own
    if let now = releases[event.id]?.now(.open), !sees(now, owned) {
      data = releases[event.id]?.closing(data, of: event.type) ?? data
    }
    for (path, closed) in own.closedPaths {
      if let value = try value(of: event, own, path, closed, as: owned) { _ = data.set(value, at: path) }
    }
    if event.type == ContentReleased.type { hide(&data, of: event) }
    return data
  }

  /// A release shows what it released only while that is open.
  private func hide(_ data: inout JSONValue, of release: TrustEvent) {
    guard data[Disclosure.shown] != nil, let (id, from) = Disclosure.release(data),
      let now = releases[id]?.now(from), now != .open, !sees(now, release)
    else { return }
    data[Disclosure.shown] = Releases.mark(now)
  }

  private func sees(_ contentClass: ContentClass, _ event: TrustEvent) -> Bool {
    if sight.classes.contains(contentClass) || sight.reading == event.ref { return true }
    return sight.ownClasses.contains(contentClass)
      && sight.isOwn(event, deciders: deciders[event.ref] ?? [])
  }

  private func value(
    of event: TrustEvent, _ data: JSONValue, _ path: String, _ closed: ContentClass, as owned: TrustEvent
  ) throws -> JSONValue? {
    let found = releases[event.id]
    let now = found?.now(closed) ?? closed
    guard sees(now, owned), erasure(of: event.id, path) == nil else { return nil }
    // A release that does not carry the values left them where they lay, or moved them to the new class.
    let content: JSONValue?
    do {
      content =
        try found?.carried[path] ?? contents.read(closed.rawValue, event.id)?[path]
        ?? (now == .open ? nil : contents.read(now.rawValue, event.id)?[path])
    } catch LogError.damaged { return Disclosure.damaged }
    guard let content, let value = content["value"], let salt = content["salt"]?.string,
      let digest = data.value(at: path)?["digest"]?.string
    else { return nil }
    guard Contents.holds(digest: digest, salt: salt, value.bytes) else {
      return Disclosure.damaged
    }
    return value
  }

  private static let damaged: JSONValue = "[damaged: it does not fit its digest; run 'kite verify']"
}
