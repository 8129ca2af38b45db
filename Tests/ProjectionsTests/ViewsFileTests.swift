import EventLog
import Foundation
import Governance
import History
import SQLite
import TestSupport
import Testing

@testable import Projections

struct ViewsFileTests {
  var story: RandomHistory
  let names = allProjections.map { $0.name }

  init() throws {
    story = try RandomHistory(seed: 77)
    for _ in 0..<12 { try story.recordSomething() }
  }

  private var history: History { History(story.log) }
  private var path: String { "\(story.folder)/Projections/views.sqlite" }

  private func everything(_ views: Views) throws -> ViewsTests.Everything {
    try ViewsTests.Everything(views, on: [day("2024-02-01"), day("2024-05-01"), day("2025-01-01")])
  }

  /// What the views say when nothing is wrong with them.
  private func expected() throws -> ViewsTests.Everything {
    try ViewsTests.Everything(
      folding: history.everything(), on: [day("2024-02-01"), day("2024-05-01"), day("2025-01-01")])
  }

  private func expectRebuilt(
    _ names: [String], sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let views = try Views(history)
    #expect(views.path == path, sourceLocation: sourceLocation)
    #expect(views.rebuilt == names, sourceLocation: sourceLocation)
    let found = try everything(views)
    #expect(found == (try expected()), sourceLocation: sourceLocation)
    let again = try Views(history)
    #expect(again.rebuilt.isEmpty, sourceLocation: sourceLocation)
  }

  @Test mutating func `views that are there are caught up, not rebuilt`() throws {
    try expectRebuilt(names)
    for _ in 0..<5 { try story.recordSomething() }
    try expectRebuilt([])
  }

  @Test func `views that were deleted are built again`() throws {
    try expectRebuilt(names)
    try FileManager.default.removeItem(atPath: path)
    try expectRebuilt(names)
  }

  @Test func `views whose whole folder was deleted are built again`() throws {
    try expectRebuilt(names)
    try FileManager.default.removeItem(atPath: "\(story.folder)/Projections")
    try expectRebuilt(names)
  }

  @Test func `an empty file is filled`() throws {
    try expectRebuilt(names)
    try Data().write(to: URL(fileURLWithPath: path))
    try expectRebuilt(names)
  }

  @Test func `a file that is no database is replaced`() throws {
    try expectRebuilt(names)
    try Data(repeating: 0x7a, count: 100_000).write(to: URL(fileURLWithPath: path))
    try expectRebuilt(names)
  }

  @Test("a file with a torn page is replaced, when it is opened or when it is read", arguments: 1..<40)
  func tornPage(page: Int) throws {
    try expectRebuilt(names)
    var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    guard bytes.count >= (page + 1) * 4096 else { return }
    bytes.replaceSubrange(page * 4096..<(page + 1) * 4096, with: Data(repeating: 0xff, count: 4096))
    try bytes.write(to: URL(fileURLWithPath: path))
    let views = try Views(history)
    let found = try everything(views)
    #expect(found == (try expected()))
  }

  @Test("a file that was cut off is replaced", arguments: [1, 512, 4096, 8192, 20_000, 65_536])
  func cutOff(length: Int) throws {
    try expectRebuilt(names)
    let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    try bytes.prefix(length).write(to: URL(fileURLWithPath: path))
    let views = try Views(history)
    let found = try everything(views)
    #expect(found == (try expected()))
  }

  @Test("only the projection of another version is rebuilt", arguments: ["schools", "bodies", "entries"])
  func olderVersion(name: String) throws {
    try expectRebuilt(names)
    try execute("UPDATE projections SET version = 0 WHERE name = '\(name)'")
    try expectRebuilt([name])
  }

  @Test func `a projection that this version made and an older one did not know is added`() throws {
    try expectRebuilt(names)
    try execute("DELETE FROM projections WHERE name = 'plans'; DROP TABLE reports; DROP TABLE plan_versions")
    try expectRebuilt(["plans"])
  }

  @Test func `a projection that lags behind the others is caught up by itself`() throws {
    try expectRebuilt(names)
    let ends = try story.log.events(matching: .everything).filter(\.hasSeal)
    let event = ends[ends.count / 2]
    // Its rows say more than its position does; taking events in again changes nothing.
    try execute(
      "UPDATE projections SET position = \(event.position), event = '\(event.id)' WHERE name = 'entries'")
    try expectRebuilt([])
  }

  @Test func `a table that somebody dropped is made again when it is read`() throws {
    try expectRebuilt(names)
    try execute("DROP TABLE school_states")
    let found = try everything(try Views(history))
    #expect(found == (try expected()))
  }

  @Test func `a value that no version writes makes the views be built again`() throws {
    try expectRebuilt(names)
    try execute("UPDATE entries SET standing = 'certain'")
    let found = try everything(try Views(history))
    #expect(found == (try expected()))
  }

  @Test mutating func `views that are ahead of a log that was set back are built again`() throws {
    let copy = story.directory.path("earlier")
    try FileManager.default.copyItem(atPath: story.folder, toPath: copy)
    for _ in 0..<4 { try story.recordSomething() }
    try expectRebuilt(names)
    try FileManager.default.copyItem(atPath: path, toPath: "\(copy)/Projections/views.sqlite")
    let earlier = try DemoRecord.history(of: copy)
    let views = try Views(earlier)
    #expect(views.rebuilt == names)
    let found = try views.entries()
    #expect(found == (try Entry.fold(earlier.everything(), EntrySelection())))
  }

  @Test mutating func `views that somebody brought further show the log as it is by now`() throws {
    let before = try DemoRecord.history(of: story.folder)
    for _ in 0..<4 { try story.recordSomething() }
    try expectRebuilt(names)
    let views = try Views(before)
    #expect(views.rebuilt.isEmpty)
    #expect(views.history.log.head == story.log.head)
    let found = try everything(views)
    #expect(found == (try expected()))
  }

  @Test func `views of another log are built again`() throws {
    try expectRebuilt(names)
    try execute("UPDATE projections SET log = 'ffffffffffffffff'")
    try expectRebuilt(names)
  }

  @Test func `views of a log that went another way are built again`() throws {
    try expectRebuilt(names)
    try execute("UPDATE projections SET event = '018bf7e1-0c5a-7000-8000-000000000000'")
    try expectRebuilt(names)
  }

  @Test mutating func `what a crash before the commit leaves is what was there before`() throws {
    try expectRebuilt(names)
    let before = try ViewsFileTests.dump(path)
    for _ in 0..<5 { try story.recordSomething() }
    let crash = Missing(description: "the machine stopped")
    #expect(throws: Missing.self) {
      let database = try ViewsFile.open(path)
      try Projector(history).run(database) { throw crash }
    }
    let after = try ViewsFileTests.dump(path)
    #expect(after == before)
    try expectRebuilt([])
  }

  @Test func `what a crash during the first building leaves is no view`() throws {
    #expect(throws: Missing.self) {
      let database = try ViewsFile.open(path)
      try Projector(history).run(database) { throw Missing(description: "the machine stopped") }
    }
    try expectRebuilt(names)
  }

  @Test func `where the record's folder cannot hold them, views lie in the reader's cache`() throws {
    try FileManager.default.removeItem(atPath: "\(story.folder)/Projections")
    try Data().write(to: URL(fileURLWithPath: "\(story.folder)/Projections"))
    let cache = story.directory.path("home/cache")
    let views = try Views(history, cache: cache)
    #expect(views.path == "\(cache)/\(story.log.logID)/views.sqlite")
    let found = try everything(views)
    #expect(found == (try expected()))
    #expect(try Views(history, cache: cache).rebuilt.isEmpty)
  }

  @Test func `where they can be kept nowhere, views lie in memory`() throws {
    try FileManager.default.removeItem(atPath: "\(story.folder)/Projections")
    try Data().write(to: URL(fileURLWithPath: "\(story.folder)/Projections"))
    let views = try Views(history)
    #expect(views.path == ":memory:")
    let found = try everything(views)
    #expect(found == (try expected()))
  }

  private func execute(_ sql: String) throws {
    let connection = try Connection(path)
    try connection.execute(sql)
  }

  /// Every row of every table, as text.
  private static func dump(_ path: String) throws -> [String] {
    let connection = try Connection(path)
    return try (allProjections.flatMap { $0.tables } + ["projections"]).flatMap { table in
      try connection.rows("SELECT * FROM \(table)") { row in
        "\(table): " + (0..<row.columnCount).map { row.string(at: $0) ?? "-" }.joined(separator: "|")
      }
    }
  }
}
