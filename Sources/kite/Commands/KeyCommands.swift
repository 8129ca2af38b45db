import CommandLineKit
import EventLog
import Governance
import JSON
import Schemas

/// `kite key`: who may seal entries.
enum KeyCommands {
  static let rows: [RecordCommand] = [enrol, revoke]

  private static let noPassphrase = Parameter<Bool>.flag(
    "no-passphrase", help: "Leave the new key unencrypted, knowing that whoever reads the file can sign.")

  private static let enrol = RecordCommand(
    "enrol", "Enrol a person's key: what it seals is that person's.", KeyEnrolled.type, .fact, ["person"]
  ).with {
    $0.extra = [noPassphrase.declaration]
    $0.examples = [
      "kite key enrol p-031 --for-office head-S02": "Makes the key here, encrypted with KITE_PASSPHRASE.",
      "kite key enrol p-031 --key 'kite/…+…+…'": "Enrols a key that the person made elsewhere.",
    ]
    $0.fill = { filling in
      guard filling["key"] == nil, let person = filling["person"]?.string else { return }
      let (desk, input) = (filling.desk, filling.input)
      let store = try KeyStore(desk.world, logID: desk.log.logID)
      guard store.passphrase != nil || input[noPassphrase] || desk.isDryRun else {
        throw UsageError(
          .other(
            "the key needs a passphrase: set KITE_PASSPHRASE, or say --no-passphrase to "
              + "leave it unencrypted"),
          path: input.path)
      }
      let signer = try SoftwareSigner.random(name: "\(desk.log.origin)/\(person)")
      filling["key"] = .string(signer.key.text)
      // Only when the rules have let it in, and before it is enrolled: an enrolled key is never lost.
      filling.beforeAppending = {
        try store.write(signer, of: person, encrypted: store.passphrase != nil && !input[noPassphrase])
        desk.world.err("kite: the key of '\(person)' is in '\(store.path(person))': hand it to them alone\n")
      }
    }
  }

  private static let holder = Parameter<PersonCode?>.argument("person", help: "Whose key it is.")

  private static let revoke = RecordCommand(
    "revoke", "Revoke a key: its earlier seals hold, later ones are refused.", KeyRevoked.type, .fact
  ).with {
    $0.extra = [holder.declaration]
    $0.examples = [
      "kite key revoke p-031 --why 'Left the trust.'": "Where several keys are enrolled: --key.",
      "kite key revoke p-001 --why 'Stolen.' --as recovery": "With the recovery key, when no other can.",
    ]
    $0.fill = { filling in
      guard filling["key"] == nil, let person = filling.input[holder] else { return }
      let keys = filling.desk.log.keys.filter { $0.person == person.text && $0.revoked == nil }
      guard let key = keys.first, keys.count == 1 else {
        throw CommandFailure(
          keys.isEmpty ? .notFound : .usage,
          keys.isEmpty
            ? "'\(person)' has no key that is enrolled"
            : "'\(person)' has \(keys.count) keys: say which with --key, one of \(list(keys.map(\.key.text)))"
        )
      }
      filling["key"] = .string(key.key.text)
    }
  }
}
