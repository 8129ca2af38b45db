import Foundation
public import Testing

/// Compares a text with the file `Golden/<name>` beside the test.
///
/// With `KITE_GOLDEN=1` in the environment the text is written there instead: look at the difference with
/// `git diff`, and commit it if it is what readers should see.
public func expectGolden(
  _ actual: String, _ name: String, file: String = #filePath,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let folder = URL(fileURLWithPath: file).deletingLastPathComponent().appendingPathComponent("Golden")
  let golden = folder.appendingPathComponent(name)
  if ProcessInfo.processInfo.environment["KITE_GOLDEN"] == "1" {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(actual.utf8).write(to: golden)
    return
  }
  let bytes = try #require(
    FileManager.default.contents(atPath: golden.path),
    "'Golden/\(name)' does not exist; run the test once with KITE_GOLDEN=1",
    sourceLocation: sourceLocation)
  let expected = String(decoding: bytes, as: UTF8.self)
  #expect(actual == expected, "'Golden/\(name)' says something else", sourceLocation: sourceLocation)
}
