/// What somebody does with a function, in our letters.
public enum Letter: String, CaseIterable, Sendable {
  case approves = "A"
  case recommends = "R"
  case consulted = "C"
  case informed = "I"
  case carriesOut = "D"
  case monitors = "M"

  /// After the holder's name: `the Headteacher is consulted before`.
  public var words: String {
    switch self {
    case .approves: "approves"
    case .recommends: "recommends"
    case .consulted: "is consulted before"
    case .informed: "is informed after"
    case .carriesOut: "carries it out"
    case .monitors: "monitors"
    }
  }

  /// `A (approves), R (recommends)…`.
  static var explained: String { allCases.map { "\($0.rawValue) (\($0.words))" }.joined(separator: ", ") }
}

extension Scheme {
  /// What a letter of the scheme means: by the trust's explanation of it, else as one of ours.
  ///
  /// One of ours that another letter is explained to mean is the trust's by chance: beside an `X` for who
  /// approves, an `A` means something else.
  public func meaning(of label: String) -> Letter? {
    if let explained = labels[label] { return explained.letter.flatMap(Letter.init(rawValue:)) }
    return labels.values.contains { $0.letter == label } ? nil : Letter(rawValue: label)
  }
}
