import SQLite
import TestSupport

@testable import EventLog

/// Indexes that may lie beside a log after a crash: SQLite keeps an index whole, but nothing ties it to how
/// much of the log came to the disk.
final class IndexImages {
  enum Kind: CaseIterable {
    /// There is none.
    case missing
    /// Of the log up to an earlier commit, or of all of it.
    case current
    /// With the commit that was under way, as a reader may have seen and indexed it.
    case ahead
    /// No SQLite file any more: cut, or a page of it is zeros.
    case broken
  }

  private let scratch: Record
  private var made: [[UInt8]: [UInt8]] = [:]

  init(in place: String) throws { scratch = try Record(in: place) }

  /// The bytes of an index of the log with these bytes.
  func index(of log: [UInt8]) throws -> [UInt8] {
    if let known = made[log] { return known }
    try scratch.put([scratch.logPath: log])
    var state = try Log(opening: scratch.folder, for: .reading).state
    let path = scratch.folder + "/index"
    do {
      var index = try LogIndex(path)
      try index.create(isScratch: true)
      _ = try index.take(&state)
    }
    let bytes = try readFile(path)
    made[log] = bytes
    return bytes
  }

  /// An index that may lie beside a log of which that much is known; nil for none.
  func image(
    _ truth: Truth, _ random: inout Seeded
  ) throws -> (kind: Kind, bytes: [UInt8])? {
    guard !truth.log.isEmpty else { return nil }
    switch Int.random(in: 0..<10, using: &random) {
    case 0..<4: return nil
    case 4..<6:
      let ends = Recovery.sealEnds(truth.log.span, atMost: 100)
      let end = ends.randomElement(using: &random) ?? truth.log.count
      return (.current, try index(of: Array(truth.log[..<end])))
    case 6..<9:
      return truth.pending.isEmpty ? nil : (.ahead, try index(of: truth.log + truth.pending))
    default:
      var bytes = try index(of: truth.log)
      if Bool.random(using: &random) {
        bytes.removeLast(Int.random(in: 0..<bytes.count, using: &random))
      } else {
        let page = Int.random(in: 0..<bytes.count / 4096, using: &random) * 4096
        bytes.replaceSubrange(page..<page + 4096, with: Array(repeating: 0, count: 4096))
      }
      return (.broken, bytes)
    }
  }
}
