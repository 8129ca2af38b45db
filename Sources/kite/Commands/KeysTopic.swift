import CommandLineKit

extension Topic {
  /// The life of a key, and what to do when one is lost.
  static let keys = Topic(
    name: "keys", title: "Private keys: where they are, and what to do when one is lost.",
    text: """
      Each entry is sealed by the key of who recorded it. A private key is a file of your key folder \
      (~/.config/kite/keys), a file that --key-file or KITE_KEY_FILE names, or in a token behind KITE_SIGNER.

      Somebody new
        kite key make p-031                      they, where they will record
        kite key enrol p-031 --key 'kite/…'      you, with the line that it printed
      Have the eight digits after the first + read out to you: who can change the line on its way is \
      enrolled instead. Or make the key for them, to hand over:
        kite key enrol p-031 --out FILE          you
        kite key use FILE; kite key rotate       they; then only they have it

      A new key for yourself
        kite key rotate                          one entry; old files stay

      A key is lost, stolen, or its passphrase forgotten
        kite key revoke p-001 --why Lost. --as recovery --key-file STICK
        kite key make p-001                      they, on the new machine
        kite key enrol p-001 --key 'kite/…' --as recovery --key-file STICK
      Whoever else may enrol keys does the same with their own.

      The recovery key is lost
        kite key enrol recovery --out STICK      a recorder of the Trust Board
        kite key revoke recovery --key HASH --why Lost.
      kite key list shows the hashes.

      Passphrases
      Asked for on a terminal; elsewhere KITE_PASSPHRASE, and KITE_NEW_PASSPHRASE for a new key.

      A token
      KITE_SIGNER is a command, run by /bin/sh -c: the bytes to sign on standard input, the 64 bytes of an \
      Ed25519 signature, raw or base64, on standard output. KITE_SIGNER_KEY tells it whose. Its key is \
      enrolled with --key FILE (PEM or DER), at kite init too; kite key rotate --key FILE changes to it, \
      and tries KITE_NEW_SIGNER first.
      """)
}
