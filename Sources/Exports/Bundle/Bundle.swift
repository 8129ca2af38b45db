import Asking
import EventLog
import Governance
import History
import JSON
import Schemas

extension ExportFormat {
  static let bundle = ExportFormat(
    "bundle",
    "A folder for an auditor, who checks it without Kite: the trail to read, the log, the closed content "
      + "that the audience may see, keys, the signed checkpoint, and check.py.",
    sign: "bagit.txt"
  ) { trail, folder in
    try Bundle(trail).write(into: folder)
  }
}

/// The bundle: what its check.py reads, and nothing that it does not.
struct Bundle {
  private let trail: Trail
  private let log: Log
  private let size: Position
  /// Whether other entries' lines are there as hashes only.
  private let isShortened: Bool

  /// - Parameter limit: of the log's size in megabytes; the trust's setting where it is nil.
  init(_ trail: Trail, limit: Int? = nil) throws {
    self.trail = trail
    log = trail.answers.log
    size = trail.answers.position
    let trust = try trail.answers.trust(Reads.standing)
    let limit = limit ?? trust.number(.bundleMegabytes, on: trail.answers.on)
    // Handing over a part of a selection that is everything would leave nothing out.
    isShortened = try log.bytes(upTo: size) > limit * 1_000_000 && trail.selection != EntrySelection()
  }

  func write(into folder: OutputFolder) throws {
    let bag = Bag(folder)
    try bag.file("check.py") { try $0.write(Script.check) }
    try bag.file("checkpoint.txt") { try $0.write(log.checkpoint(at: size).bytes) }
    try bag.file("keys.txt") { try $0.write(keys) }
    try bag.file("selection.json") { try $0.write(selection.text + "\n") }
    try bag.file("decisions.csv") {
      try CSV(isForSpreadsheets: true).write(RecordTable.entries(trail), to: $0)
    }
    try bag.file("index.html") { try TrailPage(trail).write($0) }
    try writeContents(bag)
    try bag.file("log.jsonl") { file in
      if isShortened { try writeShortened(file) } else { try writeWhole(file) }
    }
    try bag.finish([
      ("Source-Organization", trail.trust), ("External-Description", "trail of \(trail.words)"),
      ("Bagging-Date", trail.recorded.londonDay.text), ("Audience", trail.audience.text),
      ("Head-Of-The-Log", "\(trail.head.base64) (\(size) lines)"), ("Bag-Software-Agent", "Kite"),
    ])
  }

  // MARK: The log

  private func writeWhole(_ file: OutputFile) throws {
    try log.forEach(upTo: size) { event in
      try file.write(event.line)
      try file.write([0x0a])
    }
  }

  /// The lines of the trail's entries, and those that enrol and revoke keys with what stands beside them in
  /// their commits; of every other, its hash in the tree.
  private func writeShortened(_ file: OutputFile) throws {
    var shown: Set<String> = []
    let keys = Query(types: [LogOpened.type, KeyEnrolled.type, KeyRevoked.type])
    try log.forEach(matching: keys, upTo: size) { shown.insert($0.ref) }
    try trail.forEachEntry { shown.insert($0.ref) }
    try log.forEach(upTo: size) { event in
      if shown.contains(event.ref) {
        try file.write(event.line)
        try file.write([0x0a])
      } else {
        try file.write("{\"leaf\":\"\(Digest.ofLeaf(event.leaf).base64)\"}\n")
      }
    }
  }

  // MARK: What stands beside it

  /// Of each entry of the trail, the closed values that the audience sees, with the salts that prove them.
  private func writeContents(_ bag: Bag) throws {
    try trail.forEachInFull { entry in
      let hidden = Set(entry.gaps.map { "\($0.event) \($0.path)" })
      for event in entry.events {
        let paths = event.data.closedPaths.map(\.path).filter { !hidden.contains("\(event.id) \($0)") }
        if paths.isEmpty { continue }
        for contentClass in log.contents.classes {
          let values = try log.contents.read(contentClass, event.id)?.members ?? []
          let seen = values.filter { paths.contains($0.name) }
          if seen.isEmpty { continue }
          try bag.file("closed/\(contentClass)/\(event.id).json") {
            try $0.write(JSONValue.object(seen).text + "\n")
          }
        }
      }
    }
  }

  private var keys: String {
    var text = "# The keys of the log, in the order in which they were enrolled, as C2SP verifier keys.\n"
    text += "# Compare one with what its owner says it is: the log vouches for its keys itself.\n"
    for key in log.keys where key.enrolled <= size {
      let revoked = key.revoked.flatMap { $0 <= size ? ", revoked in line \($0)" : nil } ?? ""
      text += "\(key.key.text)  enrolled in line \(key.enrolled)\(revoked)\n"
    }
    return text
  }

  /// What was selected, for the script, which selects again by itself.
  private var selection: JSONValue {
    let chosen = trail.selection
    var json: JSONValue = ["words": .string(trail.words), "audience": .string(trail.audience.text)]
    func set(_ name: String, _ value: String?) { if let value { json[name] = .string(value) } }
    set("case", chosen.riskCase?.text)
    set("school", chosen.school?.text)
    set("type", chosen.type)
    set("recordedBy", chosen.actor?.text)
    set("since", chosen.since?.text)
    set("until", chosen.until?.text)
    set("decidedBy", trail.decidedBy?.text)
    // What takes the scheme of the day, or more than words of the log, is Kite's alone to select.
    if chosen.by != nil || chosen.principle != nil || chosen.text != nil {
      json["unchecked"] = "Kite selected by who decided, a principle or words"
    }
    return json
  }
}
