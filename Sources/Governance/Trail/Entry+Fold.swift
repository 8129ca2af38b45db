import JSON
import Schemas

extension Trust {
  /// Fills in what an entry's own events do not say: who decided, in the scheme's codes, and a decision's
  /// standing.
  public func complete(_ entry: inout Entry) {
    guard let day = entry.decided else { return }
    entry.by = entry.deciders.map { code(for: $0, school: entry.school, on: day) }
    if entry.standing == .voided { return }
    // A decision that the fold does not hold is one that this trust was not given.
    if let decision = decisions[DecisionRef(unchecked: entry.ref)] { entry.standing = decision.standing }
  }
}

extension Entry {
  /// The entries that these events make, those that a selection asks for, in the order of the log.
  ///
  /// - Parameters:
  ///   - events: the whole log up to the position asked about, in its order.
  ///   - selection: what is asked for.
  /// - Complexity: O(n log n), in time and in memory.
  /// - Throws: an event whose data is not what its type declares.
  public static func fold(_ events: [TrustEvent], _ selection: EntrySelection) throws(UnreadableEntry)
    -> [Entry]
  {
    let trust = try Trust(folding: events)
    var commits: [[TrustEvent]] = []
    for event in events {
      if commits.last?.last?.ref == event.ref {
        commits[commits.count - 1].append(event)
      } else {
        commits.append([event])
      }
    }
    let later = amending(events)
    let window = selection.riskCase.flatMap { trust.window(of: $0) }
    let search = selection.person.map { PersonSearch($0, in: trust) }
    var entries: [Entry] = []
    for commit in commits {
      if let search, search.grounds(commit).isEmpty { continue }
      var draft = try EntryDraft(commit, later: later[commit[0].ref] ?? [])
      trust.complete(&draft.entry)
      if selection.matches(draft, window) { entries.append(draft.entry) }
    }
    return entries
  }

  /// The events that correct, void or release what stands under a reference, and those that do so to them in
  /// turn.
  private static func amending(_ events: [TrustEvent]) -> [String: [TrustEvent]] {
    var refs: [String: String] = [:]
    for event in events { refs[event.id] = event.ref }
    // By its own reference, what an amending entry concerns in the end: a correction that is voided concerns
    // the entry that it corrected.
    var concerns: [String: Set<String>] = [:]
    var later: [String: [TrustEvent]] = [:]
    for event in events where amendingTypes.contains(event.type) {
      guard let ref = event.data["entry"]?.string.flatMap({ refs[$0] }) else { continue }
      for concerned in concerns[ref, default: []].union([ref]) {
        concerns[event.ref, default: []].insert(concerned)
        later[concerned, default: []].append(event)
      }
    }
    return later
  }
}
