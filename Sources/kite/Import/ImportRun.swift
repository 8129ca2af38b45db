import CommandLineKit
import EventLog
import Governance
import JSON
import Recording
import Schemas

/// One run of `kite import`: every row is judged before any is recorded; then each is an entry of its own, so
/// that a run that is interrupted goes on when it is run again.
struct ImportRun {
  let file: ImportFile
  let desk: Desk
  let source: ImportSource
  private var registrar: Registrar
  private var trust: Trust

  init(_ file: ImportFile, _ desk: Desk, certifier: PersonCode?) {
    self.file = file
    self.desk = desk
    source = ImportSource(file: file, certifier: certifier ?? desk.registrar.actor)
    registrar = desk.registrar
    registrar.days = DecisionDays()
    trust = desk.trust
  }

  /// Judges all rows in the order of their days, each on what the ones before it would leave.
  ///
  /// - Throws: `ImportFaults` with all that is wrong.
  mutating func judge() throws -> [ImportResult] {
    let earlier = try EarlierImports(file.rows, of: file.name, in: desk.log)
    var firsts: [String: Int] = [:]
    var results: [ImportResult] = []
    var faults: [ImportFault] = []
    for row in file.rows.sorted(by: { ($0.decided, $0.number) < ($1.decided, $1.number) }) {
      if let first = firsts[row.digest] {
        results.append(ImportResult(row, .twice(first)))
        continue
      }
      firsts[row.digest] = row.number
      do {
        results.append(ImportResult(row, try fate(of: row, earlier.matches[row.number])))
      } catch let fault as ImportFault {
        faults.append(fault)
      } catch let refusal as Refusal {
        let instead = refusal.instead.isEmpty ? "" : "; \(refusal.instead.joined(separator: "; "))"
        faults.append(ImportFault(row.number, "refused: \(refusal)\(instead)"))
      }
    }
    guard faults.isEmpty else {
      throw ImportFaults(file: file.name, faults: faults.sorted { ($0.row ?? 0) < ($1.row ?? 0) })
    }
    return results
  }

  private mutating func fate(of row: ImportRow, _ match: EarlierImports.Match?) throws -> ImportResult.Fate {
    var request = try row.request(desk, trust)
    guard request.decision != nil else { throw ImportFault(row.number, "it decides nothing") }
    switch match {
    case .same(let entry): return entry.isVoided ? .voided(entry.ref) : .already(entry.ref)
    case .changed(let entry):
      let changed = Self.differing(request, entry.data)
      return changed.isEmpty ? .already(entry.ref) : .changed(entry.ref, changed)
    case nil: break
    }
    source.mark(&request, row)
    do {
      // What somebody entered by hand is on record, too.
      let found = try ImportJudgement(registrar: registrar, time: desk.time).judge(request)
      try suppose(found.receipt)
      return .new(found)
    } catch let missing as MissingFields {
      let names = missing.parts.flatMap(\.fields).map(\.name)
      throw ImportFault(row.number, "there is no \(list(names.map(ImportColumn.plain), "and"))")
    } catch let refusal as Refusal where refusal.rule == "recorded-already" {
      let show = "kite show "
      guard let ref = refusal.instead.first, ref.hasPrefix(show) else { throw refusal }
      return .already(String(ref.dropFirst(show.utf8.count)))
    } catch let invalid as InvalidField {
      throw fault(invalid, row)
    } catch let error as InputError {
      throw ImportFault(row.number, error.says)
    }
  }

  private mutating func suppose(_ receipt: Registrar.Receipt) throws {
    registrar.supposing.add(receipt)
    let standing = Set(Reads.standing.flatMap(\.types))
    if receipt.recorded.contains(where: { standing.contains($0.type) }) { trust = try registrar.standing() }
  }

  private func fault(_ invalid: InvalidField, _ row: ImportRow) -> ImportFault {
    let field = invalid.problem.path.split(separator: "/").first.map(String.init) ?? ""
    let column = row.column(field)
    guard ImportColumn.plain(field) == ImportColumn.by else {
      return ImportFault(
        row.number, column ?? field, "expected \(invalid.problem.expected), found \(invalid.problem.found)")
    }
    let scheme = trust.scheme(on: row.decided)
    let names = trust.bodies.keys.map(\.text) + (scheme.map { Array($0.holders.keys) } ?? [])
    let word = invalid.problem.found.replacing("\"", with: "").replacing("'", with: "")
    let near = nearestName(to: word, among: names).map { " (did you mean '\($0)'?)" } ?? ""
    return ImportFault(
      row.number, column,
      "\(invalid.problem.found) is no body or office of the record\(near); it has "
        + "\(list(names.sorted(), "and")); or say in --map what the word stands for")
  }

  /// The fields of a decision in which a row differs from what was made of it.
  private static func differing(_ request: Request, _ recorded: JSONValue) -> [String] {
    // What stands for a party may be written in several ways; what Kite fills in is not the row's.
    let passed: Set<String> = ["by", "basis", "minutes", "quorum", "function", "power", "withdrew"]
    return (request.decision?.data.members ?? []).filter { member in
      !passed.contains(member.name) && recorded[member.name] != member.value
    }.map(\.name)
  }

  /// Records what was judged, in the same order.
  func record(_ results: inout [ImportResult], told: (ImportResult) -> Void) throws {
    var registrar = registrar
    registrar.supposing = Supposition()
    for index in results.indices {
      if case .new(let found) = results[index].fate {
        results[index].recorded = try Interruption.deferred {
          try registrar.record(found.request, time: desk.time)
        }
      }
      told(results[index])
    }
  }
}

/// What became of a row.
struct ImportResult {
  enum Fate {
    case new(ImportJudgement.Found)
    /// It is on record, under this reference.
    case already(String)
    /// It was imported, and says something else now.
    case changed(String, [String])
    /// It was imported, and voided since.
    case voided(String)
    /// It says the same as another row of the file.
    case twice(Int)
  }

  let row: ImportRow
  let fate: Fate
  var recorded: Registrar.Receipt?

  init(_ row: ImportRow, _ fate: Fate) {
    self.row = row
    self.fate = fate
  }
}
