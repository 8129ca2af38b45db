@testable import EventLog

/// What must be on the disk, as those know it who were told; and what may be there besides.
struct Truth {
  /// The bytes of all commits that were acknowledged, or that somebody has seen.
  var log: [UInt8] = []
  /// A commit that was begun: it is there whole, or not at all.
  var pending: [UInt8] = []
  /// An unfinished write that was found: it is in the log still, or in a file beside it.
  var tail: [UInt8] = []
  /// What files beside the log may hold; nil stands for no file.
  var files: [String: [[UInt8]?]] = [:]
  /// Of each of these at least one file is there.
  var oneOf: [[String]] = []
  /// The content of events: where the line is, the content is.
  var bound: [(id: String, path: String, bytes: [UInt8])] = []

  /// Begins to put other bytes into a file: from now on the old ones or the new ones may be there.
  mutating func begin(_ path: String, _ bytes: [UInt8]?) {
    files[path] = (files[path] ?? [nil]) + [bytes]
  }

  mutating func end(_ path: String, _ bytes: [UInt8]?) { files[path] = [bytes] }
}
