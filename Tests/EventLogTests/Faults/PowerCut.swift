import Synchronization
import TestSupport

@testable import EventLog

/// Records every change to the disk, in order.
final class ChangeRecorder: Sendable {
  private let changes = Mutex<[DiskChange]>([])

  var disk: Disk {
    Disk { (change) throws(SystemError) in
      self.changes.withLock { $0.append(change) }
      return .whole
    }
  }

  var recorded: [DiskChange] { changes.withLock { $0 } }
  var count: Int { changes.withLock { $0.count } }
}

extension DiskChange {
  /// What is changed; of a rename, what it was called before.
  var path: String {
    switch self {
    case .makeFolder(let path), .create(let path), .write(let path, _, _), .truncate(let path, _),
      .synchronize(let path), .synchronizeFolder(let path), .rename(let path, _), .remove(let path):
      path
    }
  }
}

/// What a disk may hold after a power cut: the synced bytes and names, and of what was not synced any part.
///
/// A page is on the disk old, new or, where there was none, as zeros; a length old or new; a name there or
/// not, and what is in a folder without a name is gone with it. Only a rename is one thing: after it a file
/// has its old name, or the new one, or both, but never none.
struct PowerCut {
  /// What of the unsynced things came to the disk.
  enum Luck: CaseIterable {
    /// Nothing: the strictest reading of the manual.
    case nothing
    /// All: what is there when the machine lives on, and only the process was killed.
    case everything
    /// All names, and no bytes.
    case names
    /// Anything.
    case any
  }

  private struct File {
    var durable: [UInt8] = []
    var cached: [UInt8] = []
    /// Pages that a failed sync left: the system takes them for written, and writes them no more.
    var forgotten: Set<Int> = []
    var isFolder = false

    mutating func synchronize() {
      let old = durable
      durable = cached
      for page in forgotten {
        for index in page * 4096..<min((page + 1) * 4096, durable.count) {
          durable[index] = index < old.count ? old[index] : 0
        }
      }
    }

    mutating func failToSynchronize() {
      for page in 0..<(cached.count + 4095) / 4096 {
        let range = page * 4096..<min((page + 1) * 4096, cached.count)
        if range.upperBound > durable.count || cached[range] != durable[range] { forgotten.insert(page) }
      }
    }
  }

  private struct Rename {
    let from: String
    let to: String
  }

  private var files: [File] = []
  private var cachedNames: [String: Int] = [:]
  private var durableNames: [String: Int] = [:]
  private var renames: [Rename] = []

  /// A disk that holds these files durably.
  init(_ contents: [String: [UInt8]] = [:]) {
    for (path, bytes) in contents.sorted(by: { $0.key < $1.key }) {
      cachedNames[path] = files.count
      durableNames[path] = files.count
      files.append(File(durable: bytes, cached: bytes))
    }
  }

  mutating func apply(_ change: DiskChange) {
    switch change {
    case .makeFolder(let path): add(path, File(isFolder: true))
    case .create(let path): add(path, File())
    case .write(let path, let offset, let bytes):
      guard !bytes.isEmpty else { return }
      edit(path) { file in
        let missing = offset + bytes.count - file.cached.count
        if missing > 0 { file.cached += Array(repeating: 0, count: missing) }
        file.cached.replaceSubrange(offset..<(offset + bytes.count), with: bytes)
        for page in offset / 4096...(offset + bytes.count - 1) / 4096 { file.forgotten.remove(page) }
      }
    case .truncate(let path, let length):
      edit(path) { file in
        let missing = length - file.cached.count
        if missing > 0 { file.cached += Array(repeating: 0, count: missing) }
        file.cached.removeLast(file.cached.count - length)
        file.forgotten = file.forgotten.filter { $0 * 4096 < length }
      }
    case .synchronize(let path): edit(path) { $0.synchronize() }
    case .synchronizeFolder(let folder):
      for path in Set(cachedNames.keys).union(durableNames.keys) where parent(of: path) == folder {
        durableNames[path] = cachedNames[path]
      }
      renames.removeAll { parent(of: $0.from) == folder || parent(of: $0.to) == folder }
    case .rename(let path, let target):
      renames.append(Rename(from: path, to: target))
      cachedNames[target] = cachedNames[path]
      cachedNames[path] = nil
    case .remove(let path): cachedNames[path] = nil
    }
  }

  /// What a sync that fails does: nothing reaches the disk, and the next one forgets about it.
  mutating func fail(_ change: DiskChange) {
    if case .synchronize(let path) = change { edit(path) { $0.failToSynchronize() } }
  }

  private mutating func add(_ path: String, _ file: File) {
    guard cachedNames[path] == nil else { return }
    cachedNames[path] = files.count
    files.append(file)
  }

  private mutating func edit(_ path: String, _ change: (inout File) -> Void) {
    guard let number = cachedNames[path] else { return }
    change(&files[number])
  }

  /// One of the states in which the disk may be: the files with their bytes.
  func image(_ luck: Luck, _ random: inout Seeded) -> [String: [UInt8]] {
    var names: [String: Int] = [:]
    for path in Set(cachedNames.keys).union(durableNames.keys).sorted() {
      names[path] = luck.takes(&random, .names) ? cachedNames[path] : durableNames[path]
    }
    for rename in renames {
      let isDone = luck.takes(&random, .names)
      names[rename.to] = isDone ? cachedNames[rename.to] : durableNames[rename.to]
      if !isDone { names[rename.from] = durableNames[rename.from] ?? names[rename.from] }
    }
    var image: [String: [UInt8]] = [:]
    for (path, number) in names.sorted(by: { $0.key < $1.key }) {
      guard !files[number].isFolder, hasFolder(path, names) else { continue }
      image[path] = bytes(files[number], luck, &random)
    }
    return image
  }

  /// Whether the folders above a path that were made here have their names.
  private func hasFolder(_ path: String, _ names: [String: Int]) -> Bool {
    let folder = parent(of: path)
    if folder == path || folder == "." { return true }
    if cachedNames[folder] != nil && names[folder] == nil { return false }
    return hasFolder(folder, names)
  }

  /// Each page old or new, the length old or new; what was never written reads as zeros.
  private func bytes(_ file: File, _ luck: Luck, _ random: inout Seeded) -> [UInt8] {
    if file.cached == file.durable { return file.durable }
    let length = luck.takes(&random, .everything) ? file.cached.count : file.durable.count
    var bytes = [UInt8](repeating: 0, count: length)
    for page in stride(from: 0, to: length, by: 4096) {
      let isForgotten = file.forgotten.contains(page / 4096)
      let isNew = luck.takes(&random, .everything) && (luck == .everything || !isForgotten)
      let source = isNew ? file.cached : file.durable
      let end = min(page + 4096, length, source.count)
      if page < end { bytes.replaceSubrange(page..<end, with: source[page..<end]) }
    }
    return bytes
  }
}

extension PowerCut.Luck {
  /// Whether something unsynced came to the disk, which it does when all does, or all of its `kind`.
  fileprivate func takes(_ random: inout Seeded, _ kind: PowerCut.Luck) -> Bool {
    switch self {
    case .nothing: false
    case .everything: true
    case .names: kind == .names
    case .any: Bool.random(using: &random)
    }
  }
}
