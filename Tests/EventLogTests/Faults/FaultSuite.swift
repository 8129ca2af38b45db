import Foundation
import Glibc
import TestSupport

@testable import EventLog

/// Breaks the machine in every way at every change, and checks what is left.
struct FaultSuite {
  /// How many images were opened and checked, and what was wrong with them.
  struct Report {
    var cycles = 0
    var violations: [String] = []
  }

  let seed: UInt64
  let bug: SeededBug?
  private let record: Record
  private let indexes: IndexImages
  private var random: Seeded
  private var report = Report()

  /// A file system in memory makes the cycles fast, and what is tested does not rest on the real one's syncs.
  static var place: String {
    FileManager.default.fileExists(atPath: "/dev/shm") ? "/dev/shm/" : NSTemporaryDirectory()
  }

  init(seed: UInt64, bug: SeededBug? = nil) throws {
    self.seed = seed
    self.bug = bug
    random = Seeded(seed: seed)
    record = try Record(in: Self.place)
    indexes = try IndexImages(in: Self.place)
  }

  /// Runs all scripts, or until so many violations are found.
  static func run(seed: UInt64, bug: SeededBug? = nil, upTo limit: Int = .max) throws -> Report {
    var suite = try FaultSuite(seed: seed, bug: bug)
    var scripts = try Scripts(seed: seed, suite.record)
    for script in try scripts.all() where suite.report.violations.count < limit { try suite.run(script, limit) }
    return suite.report
  }

  private mutating func run(_ script: Script, _ limit: Int) throws {
    // Once without any fault, to learn the changes and what the log is at the end.
    let machine = try begin(script)
    let session = Session(machine, record, indexes: Bool.random(using: &random))
    for step in script.steps {
      do { try session.attempt(step) } catch { note(script, "no fault", "while it works", "\(error)") }
    }
    let changes = machine.changes
    let end = machine.moment("at the end")
    let invariants = Invariants(
      record, opening: record.opening(), all: try LogScan(end.truth.log), bug: bug)
    for moment in machine.moments + [end] {
      for luck in PowerCut.Luck.allCases + [.any] { check(moment, luck, script, "power cut", invariants) }
    }
    for (number, change) in changes.enumerated() where report.violations.count < limit {
      for faults in faults(of: change, number) { try fail(script, change, faults, invariants) }
      for code in [EIO, ENOSPC] { try failOn(script, change, from: number, code, invariants) }
      try kill(script, change, number, invariants)
    }
  }

  private func begin(_ script: Script) throws -> Machine {
    try record.put(script.files)
    return Machine(script.files, script.truth, logPath: record.logPath, bug: bug)
  }

  // MARK: Faults

  private mutating func faults(of change: DiskChange, _ number: Int) -> [[Int: Machine.Fault]] {
    var faults: [[Int: Machine.Fault]] = [
      [number: .fails(EIO)], [number: .fails(ENOSPC)], [number: .interrupted],
    ]
    if case .write(_, _, let bytes) = change, bytes.count > 1 {
      let count = Int.random(in: 1..<bytes.count, using: &random)
      faults.append([number: .part(count)])
      faults.append([number: .part(count), number + 1: .fails(ENOSPC)])
      faults.append([number: .part(count), number + 1: .fails(EIO), number + 2: .fails(EIO)])
    }
    return faults
  }

  /// Something fails once. Whoever was told so tries again, and then all must be as if nothing had been.
  private mutating func fail(
    _ script: Script, _ change: DiskChange, _ faults: [Int: Machine.Fault], _ invariants: Invariants
  ) throws {
    let machine = try begin(script)
    machine.fail(faults)
    let session = Session(machine, record, indexes: Bool.random(using: &random))
    var moments: [Machine.Moment] = []
    let what = "\(faults.sorted { $0.key < $1.key }.map { "\($0.value) at \($0.key)" }), \(change.words)"
    for step in script.steps {
      // Each fault costs at most one attempt.
      for left in (0...faults.count).reversed() {
        do {
          try session.attempt(step)
          break
        } catch {
          moments.append(machine.moment("then"))
          if left == 0 { note(script, what, "again", "\(error)") }
        }
      }
    }
    session.close()
    for moment in moments { check(moment, .any, script, what, invariants) }
    for luck in [PowerCut.Luck.nothing, .any] {
      check(machine.moment("at the end"), luck, script, what, invariants)
    }
  }

  /// From one change on everything fails.
  private mutating func failOn(
    _ script: Script, _ change: DiskChange, from number: Int, _ code: Int32, _ invariants: Invariants
  ) throws {
    let machine = try begin(script)
    machine.fail(from: number, code)
    let session = Session(machine, record, indexes: false)
    for step in script.steps { do { try session.attempt(step) } catch { break } }
    session.close()
    let what = "all fails with \(code) from \(number), \(change.words)"
    for luck in [PowerCut.Luck.nothing, .everything, .any] {
      check(machine.moment("then"), luck, script, what, invariants)
    }
  }

  /// The process dies, another one goes on, and then the power is cut.
  private mutating func kill(
    _ script: Script, _ change: DiskChange, _ number: Int, _ invariants: Invariants
  ) throws {
    let machine = try begin(script)
    machine.fail([number: .dies])
    let what = "killed at \(number), \(change.words)"
    let first = Session(machine, record, indexes: Bool.random(using: &random))
    var rest = script.steps[...]
    while let step = rest.first {
      do { try first.attempt(step) } catch { break }
      rest.removeFirst()
    }
    machine.revive()
    let second = Session(machine, record, indexes: false)
    for step in rest { do { try second.attempt(step) } catch { note(script, what, "going on", "\(error)") } }
    second.close()
    for luck in [PowerCut.Luck.nothing, .any] {
      check(machine.moment("at the end"), luck, script, what, invariants)
    }
    if let later = machine.moments.dropFirst(number + 1).randomElement(using: &random) {
      check(later, .any, script, what, invariants)
    }
  }

  // MARK: Checks

  private mutating func check(
    _ moment: Machine.Moment, _ luck: PowerCut.Luck, _ script: Script, _ what: String,
    _ invariants: Invariants
  ) {
    report.cycles += 1
    let image = moment.disk.image(luck, &random)
    do {
      let index = try indexes.image(moment.truth, &random)
      try invariants.check(image, index: index, moment.truth, isThorough: report.cycles % 4 == 0)
    } catch { note(script, what, "\(moment.place), \(luck)", "\(error)") }
  }

  private mutating func note(_ script: Script, _ what: String, _ place: String, _ says: String) {
    report.violations.append("seed \(seed), \(script.name), \(what), \(place): \(says)")
  }
}
