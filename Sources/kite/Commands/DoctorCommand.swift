import Asking
import CommandLineKit
import EventLog
import Governance
import History
import JSON
import Schemas

/// `kite doctor`: what is missing around a record, and what to do about it.
struct DoctorCommand {
  let world: World

  var command: Command {
    Command(
      "doctor", summary: "What is wrong here, and what to do: keys, permissions, disk, clock, checkpoints.",
      discussion:
        "A line for each thing: ok, to do, or not known. It looks at this machine and this user; whether the "
        + "entries are what was recorded is for kite verify. The exit status is 0 where nothing is to "
        + "do, else 78.",
      examples: ["kite doctor --json": "A line a check: check, state, says, do, minutes."],
      run: run)
  }

  @Sendable private func run(_ input: Input) throws -> ExitStatus {
    let folder = try RecordFolder(input, sayingTo: world).path
    let disk = DiskCheckups(folder: folder, world: world)
    var checkups: [Checkup]
    do {
      let log = try Log(opening: folder, for: .reading, cache: world.cacheFolder)
      checkups = [state(of: log)] + (try KeyCheckups(log: log, world: world).all)
      checkups += disk.all + [disk.clock(log)] + (try LogCheckups(log: log, world: world).all)
    } catch let error as LogError {
      checkups = [.toDo("record", error.description, "see what stands above; nothing was changed")] + disk.all
    }
    tell(checkups, asJSON: input[Options.json])
    return checkups.contains { $0.state == .toDo } ? .configuration : .done
  }

  private func state(of log: Log) -> Checkup {
    if let damage = log.damage {
      return .toDo(
        "record", "the log can't be trusted from line \(damage.position) on: \(damage.says)",
        "write nothing; kite verify, and compare with a copy and with the checkpoints in the minutes")
    }
    return .fine("record", "\(log.head) events; the last seal holds")
  }

  private func tell(_ checkups: [Checkup], asJSON: Bool) {
    if asJSON {
      for checkup in checkups { world.out(checkup.json.text + "\n") }
      return
    }
    var sheet = Sheet(width: world.width, indent: 31)
    for checkup in checkups {
      let label = Prose.padded(checkup.state.rawValue, to: 11) + checkup.name
      sheet.row(label, checkup.says + (checkup.instead.isEmpty ? "" : ": \(checkup.instead)"))
    }
    let open = checkups.count { $0.state == .toDo }
    sheet.say(open == 0 ? "nothing is to do" : open == 1 ? "one thing is to do" : "\(open) things are to do")
    world.out(sheet.text)
  }
}
