/// What a run of the tool tells the program that started it.
///
/// The numbers are those of `sysexits.h`, so that scripts and `systemd` understand them.
public enum ExitStatus: Int32, Sendable, CaseIterable {
  case done = 0
  /// An expected answer: a rule says no, and nothing was changed.
  case refused = 1
  case usage = 64
  case badData = 65
  case notFound = 66
  case bug = 70
  case inputOutput = 74
  case tryAgain = 75
  case notPermitted = 77
  case configuration = 78

  /// What happened, in the words of the table that users read.
  public var meaning: String {
    switch self {
    case .done: "done"
    case .refused: "refused by a rule; nothing was changed"
    case .usage: "the command line was not understood"
    case .badData: "the data that was read is wrong or damaged"
    case .notFound: "what was asked for does not exist"
    case .bug: "a fault of this program"
    case .inputOutput: "reading or writing failed"
    case .tryAgain: "something changed meanwhile; run the command again"
    case .notPermitted: "a key or a file may not be used"
    case .configuration: "the settings of this machine are wrong"
    }
  }
}
