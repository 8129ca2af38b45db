internal import JSON

/// What a copy says of itself. A record that has it is a copy: nothing is recorded in it.
///
/// Format of `EventLog/copy.json`, one line:
/// `{"source":"/mnt/kite/my-trust","classes":["open","part2"],"contents":434,"position":434,`
/// `"time":"2026-07-24T15:00:00.000Z","pulled":"2026-07-25T06:00:00.000Z"}`. `time` and `pulled` are missing
/// until a pull was completed.
public struct CopyNote: Equatable, Sendable {
  /// The folder from which it was last brought up to date.
  public internal(set) var source: String
  /// The classes of content that it holds: `open` always, sorted.
  public internal(set) var classes: [String]
  /// Content of these classes was brought up to this entry; below the head after a pull that was interrupted.
  public internal(set) var contents: Position
  /// The head when it was last brought up to date.
  public internal(set) var position = Position.start
  /// When that entry was recorded, in Unix milliseconds.
  public internal(set) var time: Int64?
  /// When it was last brought up to date, in Unix milliseconds.
  public internal(set) var pulled: Int64?

  init(source: String, classes: [String]) {
    self.source = source
    self.classes = classes
    contents = .start
  }

  /// What the record in a folder says of itself; nil when it is no copy.
  ///
  /// - Throws: `damaged` when the note can't be read: a copy must not pass for the record itself.
  public init?(in folder: String) throws(LogError) {
    let path = LogPaths(folder: folder).copyNote
    let bytes: [UInt8]?
    do { bytes = try Disk.real.contents(of: path) } catch { throw .system(error) }
    guard let bytes else { return nil }
    guard let note = Self(bytes) else {
      throw .damaged(
        Damage(
          .start, .content,
          "'\(path)' is not what a copy says of itself; make a new copy in another folder, with "
            + "'kite pull'"))
    }
    self = note
  }

  private init?(_ bytes: [UInt8]) {
    guard let value = try? JSONValue.parse(bytes: bytes), let source = value["source"]?.string,
      let classes = value["classes"]?.array?.compactMap(\.string), classes.allSatisfy(LogIdentity.isCode),
      let contents = value["contents"]?.integer, let position = value["position"]?.integer,
      contents >= 0, position >= 0
    else { return nil }
    self.init(source: source, classes: classes)
    self.contents = Position(contents)
    self.position = Position(position)
    time = value["time"]?.string.flatMap { Timestamp.read($0.utf8.span) }
    pulled = value["pulled"]?.string.flatMap { Timestamp.read($0.utf8.span) }
  }

  /// Puts the note in its place; durable on return.
  func write(_ paths: LogPaths, _ disk: Disk) throws(SystemError) {
    var value: JSONValue = [
      "source": .string(source), "classes": .array(classes.map(JSONValue.string)),
      "contents": .integer(contents.rawValue), "position": .integer(position.rawValue),
    ]
    if let time { value["time"] = .string(Timestamp.text(time)) }
    if let pulled { value["pulled"] = .string(Timestamp.text(pulled)) }
    try disk.replace(paths.copyNote, with: value.bytes + [0x0a])
  }
}
