import EventLog
import Schemas

/// That a checkpoint left this machine, noted in the user's cache: the log can't know what was printed.
///
/// It is a note for `kite doctor`, and no evidence to anybody: the one that counts is on paper.
struct CheckpointNote: Equatable {
  let time: Instant
  let size: Int
  /// The root in base64.
  let root: String

  private static func path(_ world: World, _ log: Log) -> (folder: String, file: String)? {
    world.cacheFolder.map { ("\($0)/checkpoints", "\($0)/checkpoints/\(log.logID)") }
  }

  /// Notes that the signed head of a log was printed. Where there is no cache, nothing is noted.
  static func write(_ log: Log, _ world: World) {
    guard let (folder, file) = path(world, log), let root = try? log.root(at: log.head).base64 else { return }
    guard (try? Files.makeFolder(folder)) != nil else { return }
    _ = Machine.write(Array("\(world.now().text) \(log.head) \(root)\n".utf8), to: file)
  }

  /// The last one that was noted here.
  static func read(_ log: Log, _ world: World) -> CheckpointNote? {
    guard let (_, file) = path(world, log), let bytes = try? Files.read(file) else { return nil }
    let parts = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace).map(String.init)
    guard parts.count == 3, let time = Instant(parts[0]), let size = Int(parts[1]), size > 0 else {
      return nil
    }
    return CheckpointNote(time: time, size: size, root: parts[2])
  }
}
