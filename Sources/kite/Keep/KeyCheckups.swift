import EventLog
import Governance
import History
import Schemas

/// Whether somebody can record tomorrow, also when a key is lost today.
struct KeyCheckups {
  let log: Log
  let world: World

  var all: [Checkup] {
    get throws {
      let store = try? KeyStore(world, logID: log.logID)
      let files = store?.files() ?? []
      return [
        recovery(files), try enrollers(), own(files), permissions(store, files),
      ]
    }
  }

  private var usable: [EnrolledKey] { log.keys.filter { $0.revoked == nil } }

  private func recovery(_ files: [KeyStore.File]) -> Checkup {
    let name = "recovery key"
    let keys = usable.filter { $0.person == KeyStore.recovery }
    guard !keys.isEmpty else {
      return .toDo(
        name, "none is enrolled: who loses a key could not be helped",
        "kite key enrol recovery --out FILE, on a stick for somebody else to keep")
    }
    let hashes = keys.map(\.key.hash).joined(separator: ", ")
    if let here = files.first(where: { $0.person == KeyStore.recovery }) {
      return .toDo(
        name, "it lies in your own key folder, where whoever has your keys has it too ('\(here.path)')",
        "move it to a stick, for somebody else to keep offline")
    }
    return .fine(name, "enrolled, and not in your key folder: \(hashes)")
  }

  /// Who may enrol the key of somebody else: recorders of the board with a key, before there is one the
  /// person who opened the record.
  private func enrollers() throws -> Checkup {
    let name = "second enroller"
    let history = History(log)
    let trust = try history.trust(Reads.standing)
    let today = try history.today(clock: world.now())
    let keyed = Set(usable.map(\.person))
    let board = trust.boardParty
    var persons = Set(
      trust.recorders.filter { $0.party == board && $0.days.contains(today) }.map(\.person.text))
    if trust.recordersSince == nil, let opener = trust.opened?.person.text { persons.insert(opener) }
    let able = persons.intersection(keyed).sorted()
    let body = board?.body?.text ?? "BOARD"
    switch able.count {
    case 0:
      return .toDo(
        name, "nobody who may enrol keys has a key",
        "with the recovery key: kite key enrol \(persons.min() ?? "PERSON") --as recovery --key-file FILE")
    case 1:
      return .toDo(
        name, "only '\(able[0])' may enrol and revoke keys",
        "enrol the key of a second person, and then kite body recorder \(body) PERSON")
    default: return .fine(name, "\(able.joined(separator: ", ")) may enrol and revoke keys")
    }
  }

  private func own(_ files: [KeyStore.File]) -> Checkup {
    let name = "your key"
    if SealingKey.signer(world) != nil {
      return .unknown(
        name, "\(SealingKey.command) is to sign, and is not tried here",
        "what it says is seen at the next entry")
    }
    let mine = files.filter { $0.person != KeyStore.recovery }
    guard !mine.isEmpty else {
      return .unknown(
        name, "no key for this record is in your key folder",
        "who only reads needs none; to record: kite key make PERSON, and have it enrolled")
    }
    var here: [String] = []
    for person in Set(mine.map(\.person)).sorted() {
      let theirs = mine.filter { $0.person == person }
      let enrolled = usable.filter { $0.person == person }.map(\.key.hash)
      if theirs.contains(where: { $0.hash.map(enrolled.contains) ?? false }) {
        here.append(person)
      } else if theirs.contains(where: { $0.hash == nil }) {
        return .unknown(
          name, "the file of '\(person)' does not say which key it holds",
          "kite key list names those that are enrolled")
      } else {
        let wasEnrolled = log.keys.contains { key in theirs.contains { $0.hash == key.key.hash } }
        return .toDo(
          name, "the key of '\(person)' that is here is \(wasEnrolled ? "revoked" : "not enrolled")",
          wasEnrolled
            ? "kite key make \(person), and have it enrolled"
            : "have it enrolled: kite key enrol \(person) --key")
      }
    }
    return .fine(name, "of \(here.joined(separator: ", ")): enrolled, not revoked")
  }

  private func permissions(_ store: KeyStore?, _ files: [KeyStore.File]) -> Checkup {
    let name = "key files"
    guard let store, !files.isEmpty else { return .fine(name, "none are here") }
    let open = ([store.folder] + files.map(\.path)).filter { (Machine.permissions($0) ?? 0) & 0o077 != 0 }
    if !open.isEmpty {
      return .toDo(
        name, "others on this machine can read \(list(open))", "chmod -R go= '\(store.folder)'")
    }
    let plain = files.filter { (try? KeyFile.isEncrypted($0.path)) == false }.count
    return .fine(
      name,
      "only you can read them" + (plain == 0 ? "" : "; \(plain) of \(files.count) have no passphrase"))
  }
}
