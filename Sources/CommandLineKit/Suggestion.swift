/// Finds what a mistyped word was meant to be.
enum Suggestion {
  /// The candidate with the fewest typing mistakes, if they are at most a third of the word's length.
  ///
  /// A third lets through one slip in a word of three letters, but never offers an unrelated one.
  static func nearest(to word: String, among candidates: [String]) -> String? {
    let limit = word.count / 3
    var best: (candidate: String, distance: Int)?
    for candidate in candidates where abs(candidate.count - word.count) <= limit {
      let distance = distance(from: word, to: candidate)
      if distance <= limit, distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    return best?.candidate
  }

  /// Damerau's distance: letters put in, left out, exchanged, or swapped with their neighbour.
  static func distance(from first: String, to second: String) -> Int {
    let first = Array(first)
    let second = Array(second)
    var beforeLast: [Int] = []
    var last = Array(0...second.count)
    for i in first.indices {
      var current = [i + 1]
      for j in second.indices {
        let exchange = last[j] + (first[i] == second[j] ? 0 : 1)
        var best = min(exchange, last[j + 1] + 1, current[j] + 1)
        if i > 0, j > 0, first[i] == second[j - 1], first[i - 1] == second[j] {
          best = min(best, beforeLast[j - 1] + 1)
        }
        current.append(best)
      }
      beforeLast = last
      last = current
    }
    return last[second.count]
  }
}
