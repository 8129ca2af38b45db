internal import EventLog
internal import SQLite

/// Where the views lie: in the record, where that can be written; else in the reader's cache; else in memory.
enum ViewsFile {
  static let memory = ":memory:"

  /// The places to try, in order.
  static func places(of log: Log, cache: String?) -> [String] {
    let own = "\(log.folder)/Projections"
    if !FileSystem.exists(own) { FileSystem.makeFolder(own, mode: 0o755) }
    var places: [String] = []
    if FileSystem.isWritable(own) { places.append("\(own)/views.sqlite") }
    if let cache {
      // One reader's cache may hold the views of several records.
      FileSystem.makeFolder(cache, mode: 0o700)
      let folder = "\(cache)/\(log.logID)"
      FileSystem.makeFolder(folder, mode: 0o700)
      if FileSystem.isWritable(folder) { places.append("\(folder)/views.sqlite") }
    }
    return places + [memory]
  }

  static func open(_ path: String) throws -> Connection {
    let connection = try Connection(path, .readWrite, busyTimeout: 10_000)
    // Readers of the old state go on while a catch-up writes the new one.
    try connection.setPragma("journal_mode", to: "WAL")
    // A crash may lose the last catch-up, which is done again; it never leaves half of one.
    try connection.setPragma("synchronous", to: "NORMAL")
    return connection
  }

  /// Removes the file with what SQLite keeps beside it.
  static func remove(_ path: String) {
    guard path != memory else { return }
    for end in ["", "-wal", "-shm", "-journal"] { FileSystem.remove(path + end) }
  }
}
