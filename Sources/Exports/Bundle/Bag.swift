import EventLog

/// A folder as archives hand it over: what is in `data/`, and lists of the files with their SHA-256
/// (BagIt, RFC 8493).
final class Bag {
  private let folder: OutputFolder
  private var manifest: [(name: String, digest: Digest)] = []
  private var bytes = 0

  init(_ folder: OutputFolder) { self.folder = folder }

  /// Puts a file into `data/`.
  func file(_ name: String, _ body: (OutputFile) throws -> Void) throws {
    let made = try folder.file("data/\(name)", body)
    manifest.append(("data/\(name)", made.digest))
    bytes += made.size
  }

  /// Writes what makes the folder a bag.
  ///
  /// - Parameter info: labels and what they say, for `bag-info.txt`.
  func finish(_ info: [(String, String)]) throws {
    let tags = [
      ("bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"),
      (
        "bag-info.txt",
        (info + [("Payload-Oxum", "\(bytes).\(manifest.count)")])
          .map { "\($0.0): \(Bag.line($0.1))\n" }.joined()
      ),
      ("manifest-sha256.txt", Bag.list(manifest)),
    ]
    var listed: [(name: String, digest: Digest)] = []
    for (name, text) in tags { listed.append((name, try folder.file(name) { try $0.write(text) }.digest)) }
    _ = try folder.file("tagmanifest-sha256.txt") { try $0.write(Bag.list(listed)) }
  }

  private static func list(_ files: [(name: String, digest: Digest)]) -> String {
    files.sorted { $0.name < $1.name }.map { "\($0.digest.hexadecimal)  \($0.name)\n" }.joined()
  }

  /// A value on one line.
  private static func line(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
  }
}
