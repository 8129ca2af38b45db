import TestSupport
import Testing

@testable import EventLog

/// Whatever is done to a log, `verify` names the first line that does not fit and what kind of damage it is;
/// opening for writing refuses, and reading shows what comes before.
struct DamageTests {
  static func randomly(_ seed: UInt64, _ way: Int) throws -> (story: Story, log: DamagedLog) {
    var random = Seeded(seed: seed &* 1000 &+ UInt64(way))
    let story = try Story()
    return (story, try Damaging.ways[way].apply(Damaging(story: story), &random))
  }

  @Test func `the whole log is whole, for the model as for verify`() throws {
    let story = try Story()
    let answer = story.model.read(story.bytes)
    #expect(answer == DamageModel.Answer(head: story.lines.count, opened: story.lines.count))
    #expect(try Log.verify(story.record.folder, against: story.checkpoint).problem == nil)
  }

  @Test(.tags(.property), arguments: Array(Damaging.ways.indices), 1...16 as ClosedRange<UInt64>)
  func `damage is named by line and kind`(way: Int, seed: UInt64) throws {
    let (story, damaged) = try Self.randomly(seed, way)
    let answer = damaged.model.read(damaged.bytes)
    let record = story.record
    try record.removeProjections()
    try record.write(damaged.bytes)
    expect(verified(record), answer, answer.finding, damaged.what)
    try expectOpening(record, answer, answer.isSeenOnOpening ? answer.finding : nil, damaged)
    // With a checkpoint, and with the head that was durable here, an end that is missing is damage as well.
    let known = answer.finding ?? Self.history(story, damaged, answer.head)
    try? record.removeProjections()
    try record.write(damaged.bytes)
    expect(verified(record, story.checkpoint), answer, known, "\(damaged.what), with a checkpoint")
    try writeFile(record.folder + "/Projections/synced-head", story.synced)
    expect(verified(record), answer, known, "\(damaged.what), with the synced head")
    let seen = answer.isSeenOnOpening ? answer.finding : Self.history(story, damaged, answer.opened)
    try expectOpening(record, answer, seen, damaged)
  }

  /// What a checkpoint of the whole log tells of a log whose first `head` lines hold by themselves.
  static func history(_ story: Story, _ damaged: DamagedLog, _ head: Int) -> DamageModel.Finding? {
    let size = story.lines.count
    guard head >= size else { return .init(line: head + 1, kind: .history) }
    let leaves = Story.lines(damaged.bytes).prefix(size).map { Story.leaf($0) }
    return leaves == story.lines.map { Story.leaf($0) } ? nil : .init(line: size, kind: .history)
  }

  private func verified(_ record: Record, _ checkpoint: [UInt8]? = nil) -> Result<Verification, LogError> {
    do { return .success(try Log.verify(record.folder, against: checkpoint)) } catch {
      return .failure(error)
    }
  }

  private func expect(
    _ result: Result<Verification, LogError>, _ answer: DamageModel.Answer, _ finding: DamageModel.Finding?,
    _ what: String
  ) {
    switch result {
    case .failure(.note(.otherOrigin)):
      #expect(answer.finding?.line == 1, "\(what)")
    case .failure(let error):
      #expect(answer.isRefused, "\(what): \(error)")
    case .success(let found):
      let problem = found.problem.map { DamageModel.Finding(line: $0.position.rawValue, kind: $0.kind) }
      // Of a log without a first commit verify has something to say only where the head is known.
      let expected = answer.isRefused ? .init(line: 1, kind: .history) : finding
      #expect(problem == expected, "\(what): \(found.problem?.says ?? "whole")")
      #expect(found.events == answer.head, "\(what)")
      #expect(answer.isRefused || found.unfinished == answer.unfinished, "\(what)")
    }
  }

  private func expectOpening(
    _ record: Record, _ answer: DamageModel.Answer, _ finding: DamageModel.Finding?, _ damaged: DamagedLog
  ) throws {
    let what = damaged.what
    if answer.isRefused {
      #expect(throws: LogError.self, "\(what)") { _ = try Log(opening: record.folder, for: .reading) }
      #expect(throws: LogError.self, "\(what)") {
        _ = try Log(opening: record.folder, for: .writing(waitUpTo: 0))
      }
      return
    }
    do throws(LogError) {
      let log = try Log(opening: record.folder, for: .reading)
      let found = log.damage.map { DamageModel.Finding(line: $0.position.rawValue, kind: $0.kind) }
      #expect(found == finding, "\(what)")
      let shows = finding == answer.finding && finding != nil ? answer.head : answer.opened
      #expect(log.head == Position(shows), "\(what)")
      let shown = try log.events(matching: .everything).map(\.line)
      #expect(shown == Array(Story.lines(damaged.bytes).prefix(shows)), "\(what)")
    } catch {
      // Without a good first commit there is nothing to show.
      #expect(finding != nil && answer.head == 0, "\(what): \(error)")
    }
    #expect(try record.bytes() == damaged.bytes, "reading changed the log: \(what)")
    do throws(LogError) {
      let log = try Log(opening: record.folder, for: .writing(waitUpTo: 0))
      #expect(finding == nil, "\(what): opened for writing")
      #expect((log.tailSetAside != nil) == (answer.leftOut > 0), "\(what)")
    } catch {
      guard case .damaged(let damage) = error else {
        Issue.record("\(what): \(error)")
        return
      }
      #expect(finding == .init(line: damage.position.rawValue, kind: damage.kind), "\(what): \(damage)")
      #expect((try? record.bytes()) == damaged.bytes, "refusing changed the log: \(what)")
    }
  }
}
