import EventLog
import Governance
import History
import JSON
import Projections
import Schemas

/// A search for words in what an audience may read: open text by the index, closed text in the files that are
/// at hand.
struct TextSearch {
  let question: EntryWords.Question
  let answers: Answers

  /// More than so many are not ranked, and not quoted: to read them all takes longer than anybody waits.
  private static let mostRanked = 200

  init(_ text: String, _ answers: Answers) {
    question = EntryWords.Question(text)
    self.answers = answers
  }

  /// Entries that the index does not find, since the words stand in closed content that the audience may see.
  ///
  /// - Complexity: reads the files of the audience's closed classes, which nobody else's search does.
  func closed(_ selection: EntrySelection, besides known: Set<String>, cache: String?) throws -> [Entry] {
    guard !question.words.isEmpty else { return [] }
    var refs: Set<String> = []
    for contentClass in answers.sight.classes.union(answers.sight.ownClasses) where contentClass != .open {
      for id in answers.log.contents.held(in: contentClass.rawValue) {
        guard let event = try answers.log.event(id: id), event.position <= answers.position,
          !known.contains(event.ref)
        else { continue }
        refs.insert(event.ref)
      }
    }
    let matching = try refs.filter { try match($0) != nil }
    guard !matching.isEmpty else { return [] }
    var others = selection
    others.text = nil
    // Read models know neither what was known earlier nor what concerns a person.
    if selection.upTo != nil || selection.person != nil {
      return try Entry.fold(answers.history.everything(upTo: answers.position), others)
        .filter { matching.contains($0.ref) }
    }
    let views = try Views(answers.history, cache: cache)
    return try matching.sorted().flatMap { ref -> [Entry] in
      var one = others
      one.ref = ref
      return try views.entries(one)
    }
  }

  /// The entries that hold the phrases too, the best first, with where the words stand.
  func ranked(_ entries: [Entry]) throws -> ([Entry], [String: WordMatch]) {
    // The index knows the words of everybody's entries: a person's own view is narrower.
    let mustRead = !question.phrases.isEmpty || answers.audience?.person != nil
    guard !question.words.isEmpty, mustRead || entries.count <= TextSearch.mostRanked else {
      return (entries, [:])
    }
    var matches: [String: WordMatch] = [:]
    for entry in entries { matches[entry.ref] = try match(entry.ref) }
    let found = mustRead ? entries.filter { matches[$0.ref] != nil } : entries
    guard found.count <= TextSearch.mostRanked else { return (found, [:]) }
    let sorted = found.sorted { a, b in
      let (left, right) = (matches[a.ref]?.score ?? 0, matches[b.ref]?.score ?? 0)
      return left != right ? left > right : a.position > b.position
    }
    return (sorted, matches)
  }

  /// Where the words stand in an entry, as the audience may read it.
  private func match(_ ref: String) throws -> WordMatch? {
    let own = try answers.log.events(ref: ref).map { try TrustEvent($0) }
    let amending = Query(types: Entry.amendingTypes, tags: ["entry/\(ref)"])
    let later = try answers.log.events(matching: amending, after: .start, upTo: answers.position)
    let dossier = try Dossier(own + later.map { try TrustEvent($0) }, answers)
    var texts = [WordMatch.Text(field: "ref", words: ref)]
    for event in own { texts += EntryWords.texts(try dossier.data(of: event)) }
    if let match = WordMatch(question, in: texts) { return match }
    // Of facts that say nothing in words of their own, the sentence made for them is searched as well.
    let draft = try EntryDraft(own, later: dossier.events.filter { Entry.amendingTypes.contains($0.type) })
    texts.append(WordMatch.Text(field: "what", words: answers.sight.masked(draft.entry.summary)))
    return WordMatch(question, in: texts)
  }
}
