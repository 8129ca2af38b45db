import CommandLineKit
import EventLog
import Governance
import JSON
import Schemas

/// `kite pull`: a copy of the record, for those who only ask.
struct PullCommand {
  let world: World

  private static let source = Parameter<String>.argument(
    "source", help: "The folder of the record: on a mounted disk, or brought here by ssh.")
  private static let classes = Parameter<ClassList?>.option(
    "classes", "LIST",
    help: "Content to hold: open, part2, personal; open is always held. As until now when absent.")

  var command: Command {
    Command(
      "pull", summary: "Bring a copy up to date, refusing a source that does not extend it.",
      discussion:
        "The copy is the record that --record names; where that folder is empty or does not exist, the copy "
        + "is made there. Every new line, seal and key is checked. Nothing is recorded in a copy; it answers "
        + "like the record, and says how old it is. What was erased in the record goes from the copy. "
        + "Restricted content is never copied. With --classes all content is compared once more, and that "
        + "of classes which are not named is removed.",
      examples: [
        "kite pull /mnt/office/my-trust --record my-copy": "Makes the copy, with what is open.",
        "kite pull /mnt/office/my-trust": "Brings it up to date, when run in the copy.",
        "kite pull /mnt/office/my-trust --classes open,part2": "With what is closed as part 2, from now on.",
      ],
      [Self.source.declaration, Self.classes.declaration], run: run)
  }

  @Sendable private func run(_ input: Input) throws -> ExitStatus {
    let classes = input[Self.classes]?.classes
    if classes?.contains(.restricted) == true {
      throw Refusal(
        "restricted-content",
        "restricted content is never copied: each reading of it is recorded, and a copy records nothing",
        whose: "",
        instead: ["name open, part2 or personal with --classes", "read it where the record is kept"])
    }
    let source = Machine.realPath(input[Self.source]) ?? input[Self.source]
    let folder = try input[Options.record] ?? RecordFolder(input).path
    let pulled = try Log.pull(
      from: source, into: folder, classes: classes?.map(\.rawValue), time: Int64(world.now().milliseconds),
      waitUpTo: world.patience, cache: world.cacheFolder)
    world.out(input[Options.json] ? json(pulled).text + "\n" : words(pulled, source, folder))
    for name in pulled.unfit {
      world.err(
        "kite: '\(source)/EventLog/\(name)' is not what was recorded, and was left there; "
          + "see 'kite verify --record \(source)'\n")
    }
    return pulled.unfit.isEmpty ? .done : .badData
  }

  private func words(_ pulled: Pulled, _ source: String, _ folder: String) -> String {
    let new = pulled.head.rawValue - pulled.before.rawValue
    var text: String
    if pulled.isNew {
      text = "a copy of '\(source)' was made in '\(folder)'\n"
    } else if new > 0 {
      text = "\(new) new \(new == 1 ? "event" : "events"): the copy is as '\(source)' is\n"
    } else {
      text = "nothing new: the copy is as '\(source)' is\n"
    }
    text += "  events    \(pulled.head)\n  head      \(pulled.root.base64)\n"
    text += "  classes   \(pulled.classes.joined(separator: ", "))\n"
    if pulled.brought > 0 { text += "  contents  \(files(pulled.brought)) brought\n" }
    if pulled.removed > 0 || !pulled.dropped.isEmpty {
      text += "  removed   \(files(pulled.removed)) that this copy is not to hold any more"
      text += pulled.dropped.isEmpty ? "\n" : ", all of \(list(pulled.dropped, "and")) among them\n"
    }
    if pulled.isNew { text += "  next      kite verify --record \(folder)\n" }
    return text
  }

  private func files(_ count: Int) -> String { count == 1 ? "1 file" : "\(count) files" }

  private func json(_ pulled: Pulled) -> JSONValue {
    [
      "events": .integer(pulled.head.rawValue),
      "new": .integer(pulled.head.rawValue - pulled.before.rawValue), "head": .string(pulled.root.base64),
      "classes": .array(pulled.classes.map(JSONValue.string)),
      "dropped": .array(pulled.dropped.map(JSONValue.string)), "brought": .integer(pulled.brought),
      "removed": .integer(pulled.removed), "unfit": .array(pulled.unfit.map(JSONValue.string)),
    ]
  }
}

/// Classes of content, with commas between.
private struct ClassList: ParameterValue {
  let classes: [ContentClass]

  init(argument: String) throws(InvalidValue) {
    var classes: [ContentClass] = []
    for word in argument.split(separator: ",", omittingEmptySubsequences: false) {
      guard let contentClass = ContentClass(rawValue: String(word)) else {
        throw InvalidValue("expected open, part2 or personal, with commas between")
      }
      classes.append(contentClass)
    }
    self.classes = classes
  }

  var argument: String { classes.map(\.rawValue).joined(separator: ",") }
}
