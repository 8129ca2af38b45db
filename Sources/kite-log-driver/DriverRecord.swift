import EventLog
import Glibc

/// The record that several drivers share. The first of them makes it, with a key of its own beside it.
struct DriverRecord {
  static let person = "driver"
  static let trust = "driver"
  // Longer than any number of writers that a test starts needs to come one after the other.
  static let patience = 60

  let folder: String

  private var keyPath: String { "\(folder)/driver-key.pem" }
  private var lockPath: String { "\(folder)/driver.lock" }

  init(_ folder: String) { self.folder = folder }

  /// The store over the log, which is made first where there is none.
  func store() throws(DriverError) -> LogStore<SoftwareSigner> {
    let origin: String
    if let found = try open() { origin = found } else { origin = try make() }
    guard Machine.exists(keyPath) else {
      throw DriverError("'\(folder)' holds a record that no driver made; name another folder")
    }
    do {
      let key = try KeyFile.read(keyPath, name: "\(origin)/\(Self.person)", passphrase: nil)
      return LogStore(
        folder: folder, actor: Self.person, signer: key, patience: Self.patience, now: { Machine.now() })
    } catch { throw DriverError("\(error)") }
  }

  /// The log's origin; nil when there is no log yet.
  private func open() throws(DriverError) -> String? {
    do { return try Log(opening: folder, for: .reading).origin } catch {
      switch error {
      case .notARecord, .notBegun: return nil
      default: throw DriverError("\(error)")
      }
    }
  }

  /// Makes the log while no other driver does.
  private func make() throws(DriverError) -> String {
    guard Machine.makeFolder(folder) || errno == EEXIST else {
      throw DriverError("cannot make the folder '\(folder)': \(Machine.message(errno))")
    }
    let lock = Machine.create(lockPath)
    guard lock >= 0 else { throw DriverError("cannot open '\(lockPath)': \(Machine.message(errno))") }
    defer { close(lock) }
    while flock(lock, LOCK_EX) != 0 {
      guard errno == EINTR else { throw DriverError("cannot lock '\(lockPath)': \(Machine.message(errno))") }
    }
    // Another one may have made it while this one waited.
    if let origin = try open() { return origin }
    do {
      let logID = Log.newLogID()
      let origin = Log.origin(trust: Self.trust, logID: logID)
      let name = "\(origin)/\(Self.person)"
      // A key without a log is of a driver that was stopped between the two.
      if !Machine.exists(keyPath) {
        try KeyFile.write(try SoftwareSigner.random(name: name), to: keyPath, passphrase: nil)
      }
      let key = try KeyFile.read(keyPath, name: name, passphrase: nil)
      // Nobody will ever recover a record of tests, so the private half is not kept.
      let recovery = try SoftwareSigner.random(name: "\(origin)/recovery")
      let data =
        #"{"trust":"\#(Self.trust)","logID":"\#(logID)","format":1,"person":"\#(Self.person)","#
        + #""key":"\#(key.key)","recoveryKey":"\#(recovery.key)"}"#
      let opening = NewEvent(
        type: "LogOpened", subject: "trust", dataSchema: "urn:kite:event:LogOpened:1", data: Array(data.utf8))
      let commit = NewCommit(ref: "opening", actor: Self.person, time: Machine.now(), events: [opening])
      _ = try Log.create(in: folder, trust: Self.trust, first: commit, signer: key)
      return origin
    } catch { throw DriverError("\(error)") }
  }
}
