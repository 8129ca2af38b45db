internal import Glibc

/// The calls of the C library that Swift can't check.
enum FileSystem {
  static func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }
  static func isWritable(_ path: String) -> Bool { unsafe access(path, W_OK) == 0 }

  /// Makes a folder and those above it; whether it could be made is seen by whether it can be written.
  static func makeFolder(_ path: String, mode: mode_t) {
    if exists(path) { return }
    if let slash = path.lastIndex(of: "/"), slash != path.startIndex {
      makeFolder(String(path[..<slash]), mode: mode)
    }
    _ = unsafe mkdir(path, mode)
  }

  static func remove(_ path: String) { _ = unsafe unlink(path) }
}
