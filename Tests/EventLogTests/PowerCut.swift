import Synchronization
import TestSupport

@testable import EventLog

/// Records every change to the disk, in order.
final class ChangeRecorder: Sendable {
  private let changes = Mutex<[DiskChange]>([])

  var disk: Disk {
    Disk { (change) throws(SystemError) in
      self.changes.withLock { $0.append(change) }
      return nil
    }
  }

  var recorded: [DiskChange] { changes.withLock { $0 } }
  var count: Int { changes.withLock { $0.count } }
}

/// What a disk may hold after a power cut: the synced bytes and names, and of what was not synced any part.
struct PowerCut {
  private struct File {
    var durable: [UInt8] = []
    var cached: [UInt8] = []
  }

  private var files: [File] = []
  private var cachedNames: [String: Int] = [:]
  private var durableNames: [String: Int] = [:]

  /// A disk that holds these files durably.
  init(_ contents: [String: [UInt8]] = [:]) {
    for (path, bytes) in contents {
      cachedNames[path] = files.count
      durableNames[path] = files.count
      files.append(File(durable: bytes, cached: bytes))
    }
  }

  mutating func apply(_ change: DiskChange) {
    switch change {
    case .makeFolder: break
    case .create(let path):
      if cachedNames[path] == nil {
        cachedNames[path] = files.count
        files.append(File())
      }
    case .write(let path, let offset, let bytes):
      edit(path) { file in
        let missing = offset + bytes.count - file.cached.count
        if missing > 0 { file.cached += Array(repeating: 0, count: missing) }
        file.cached.replaceSubrange(offset..<(offset + bytes.count), with: bytes)
      }
    case .truncate(let path, let length):
      edit(path) { file in
        let missing = length - file.cached.count
        if missing > 0 { file.cached += Array(repeating: 0, count: missing) }
        file.cached.removeLast(file.cached.count - length)
      }
    case .synchronize(let path): edit(path) { $0.durable = $0.cached }
    case .synchronizeFolder(let folder):
      for path in Set(cachedNames.keys).union(durableNames.keys) where parent(of: path) == folder {
        durableNames[path] = cachedNames[path]
      }
    case .rename(let path, let target):
      cachedNames[target] = cachedNames[path]
      cachedNames[path] = nil
    case .remove(let path): cachedNames[path] = nil
    }
  }

  private mutating func edit(_ path: String, _ change: (inout File) -> Void) {
    guard let number = cachedNames[path] else { return }
    change(&files[number])
  }

  /// One of the states in which the disk may be.
  func image(_ random: inout Seeded) -> [String: [UInt8]] {
    var image: [String: [UInt8]] = [:]
    for path in Set(cachedNames.keys).union(durableNames.keys).sorted() {
      let names = Bool.random(using: &random) ? cachedNames : durableNames
      guard let number = names[path] else { continue }
      image[path] = Self.bytes(files[number], &random)
    }
    return image
  }

  /// Each page old or new, the length old or new; what was never written reads as zeros.
  private static func bytes(_ file: File, _ random: inout Seeded) -> [UInt8] {
    if file.cached == file.durable { return file.durable }
    let length = Bool.random(using: &random) ? file.cached.count : file.durable.count
    var bytes = [UInt8](repeating: 0, count: length)
    for page in stride(from: 0, to: length, by: 4096) {
      let source = Bool.random(using: &random) ? file.cached : file.durable
      for index in page..<min(page + 4096, length) { bytes[index] = index < source.count ? source[index] : 0 }
    }
    return bytes
  }
}
