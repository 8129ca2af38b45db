import EventLog
import Glibc
import Schemas

/// Whether the machine under a record lets it be kept.
struct DiskCheckups {
  let folder: String
  let world: World

  /// Less than this, and an evening's evidence may not fit.
  private static let leastBytes = 512 * 1024 * 1024
  private static let leastFiles = 1000

  private var eventLog: String { "\(folder)/EventLog" }

  var all: [Checkup] { [writing, closed, locks, space, projections] }

  private var writing: Checkup {
    let name = "writing"
    if let note = try? CopyNote(in: folder) {
      return .fine(name, "nothing is recorded in a copy: record in '\(note.source)'")
    }
    if Machine.space(eventLog)?.isReadOnly == true {
      return .toDo(
        name, "the file system is read-only: the record can be asked, but nothing can be recorded",
        "record on its home machine, or have the file system mounted for writing")
    }
    let closed = [eventLog, "\(folder)/\(RecordFolder.log)"].filter { !Machine.isWritable($0) }
    guard closed.isEmpty else {
      return .toDo(
        name, "you may not write \(list(closed))", "record as its owner, or ask them for the right to write")
    }
    return .fine(name, "you may record here")
  }

  /// The folders' permissions are the access control of what is closed.
  private var closed: Checkup {
    let name = "closed content"
    let classes = ["part2", "restricted", "personal"]
    let folders = classes.map { "\(eventLog)/closed/\($0)" } + classes.map { "\(eventLog)/evidence/\($0)" }
    let open = folders.filter { (Machine.permissions($0) ?? 0) & 0o007 != 0 }
    guard open.isEmpty else {
      return .toDo(
        name, "every user of this machine can look into \(list(open))",
        "chmod -R o= " + open.map { "'\($0)'" }.joined(separator: " "))
    }
    let held = folders.filter { Files.exists($0) }.count
    return .fine(name, held == 0 ? "none is held here" : "its folders are closed to other users")
  }

  private var locks: Checkup {
    let name = "locks"
    switch Machine.doesLock("\(eventLog)/lock-trial-\(Machine.processID)") {
    case true?: return .fine(name, "a lock keeps a second writer out")
    case false?:
      return .toDo(
        name, "this file system does not keep two writers apart: entries could be lost",
        "move the record to a local disk, or mount it with locks")
    case nil:
      return .unknown(
        name, "could not be tried: \(Machine.message(errno))", "only who may write the record can try it")
    }
  }

  private var space: Checkup {
    let name = "free space"
    guard let found = Machine.space(eventLog) else {
      return .unknown(name, "the system does not tell: \(Machine.message(errno))", "df '\(folder)'")
    }
    let words = "\(Amount.bytes(found.freeBytes)) free"
    if found.freeBytes < Self.leastBytes {
      return .toDo(name, words, "make room: a full disk takes no entries")
    }
    if let files = found.freeFiles, files < Self.leastFiles {
      return .toDo(name, "room for \(files) more files only", "remove files that nobody needs")
    }
    return .fine(name, words)
  }

  private var projections: Checkup {
    let (name, derived) = ("projections", "\(folder)/Projections")
    if Files.isFolder(derived), Machine.isWritable(derived) {
      return .fine(name, "what is derived is kept in '\(derived)'")
    }
    let cache = world.cacheFolder ?? "memory"
    if Machine.isWritable(eventLog) {
      return .toDo(
        name, "'\(derived)' can't be written, so that nobody notes how far the log was safely on disk",
        "give it to whoever records: chown, or mkdir")
    }
    return .fine(name, "'\(derived)' can't be written; what is derived is kept in \(cache)")
  }

  func clock(_ log: Log) -> Checkup {
    let name = "clock"
    let last = Instant(milliseconds: Int(log.lastTime))
    let now = world.now()
    if now < last {
      return .toDo(
        name, "it says \(now.text), and the last entry was made at \(last.text)",
        "set it: timedatectl; or record with --clock-because TEXT")
    }
    // Written by systemd each time that a server set the clock.
    if Files.exists("/run/systemd/timesync/synchronized") {
      return .fine(name, "not behind the last entry, and kept by a time server")
    }
    return .unknown(
      name, "not behind the last entry; whether a time server keeps it right can't be seen", "timedatectl")
  }
}

/// Numbers for people.
enum Amount {
  /// `512 bytes`, `1.4 MB`, in powers of ten as `ls` and `df -H` count.
  static func bytes(_ count: Int) -> String {
    guard count >= 1000 else { return "\(count) bytes" }
    var (value, unit) = (Double(count), 0)
    while value >= 999.95, unit < 5 { (value, unit) = (value / 1000, unit + 1) }
    let tenths = Int((value * 10).rounded())
    return "\(tenths / 10).\(tenths % 10) \(["bytes", "kB", "MB", "GB", "TB", "PB"][unit])"
  }
}
