import CommandLineKit
import Governance
import JSON
import Recording
import Schemas

/// Asks for what is missing, one question at a time, shows the whole record, and asks whether to record it.
///
/// While somebody thinks, nothing is locked: the record is opened for writing when all is said.
struct Interview {
  let run: RecordRun
  let file: InputFile?
  let ask: @Sendable (String) -> String?

  func start() throws -> ExitStatus {
    let reader = try Desk(run.input, run.world, isDryRun: true)
    var filling = try Filling(run.row, run.input, reader, file)
    try filling.complete()
    let receipt = try complete(&filling, reader)
    run.world.err(ReceiptReport(receipt: receipt, trust: reader.trust, isDryRun: true).text)
    run.warn(receipt.warnings)
    let question = run.row.question ?? "Record it? yes or no: "
    guard let answer = ask(question), ["yes", "y"].contains(answer.lowercased()) else {
      throw CommandFailure(.refused, "not recorded; nothing was changed")
    }
    return try run.record(filling, file, try Desk(run.input, run.world), isLookedAt: true)
  }

  private func complete(_ filling: inout Filling, _ desk: Desk) throws -> Registrar.Receipt {
    var explained: Set<String> = []
    while true {
      do {
        return try desk.registrar.record(filling.request, time: desk.time, dryRun: true)
      } catch let missing as MissingFields {
        let missing = MissingOptions(missing, row: run.row, besides: filling.missingFields)
        try askFor(missing.rows, &filling, else: missing)
      } catch let refusal as Refusal where refusal.rule == "decision-incomplete" {
        let rows = MissingOptions.rows(of: filling.missingFields, run.row)
        guard !rows.isEmpty else { throw refusal }
        try askFor(rows, &filling, else: refusal)
      } catch let refusal as Refusal {
        guard let option = explanation(for: refusal), explained.insert(option.name).inserted else {
          throw refusal
        }
        run.world.err("  \(refusal)\n")
        let question = "\(option.field.help) (\(option.placeholder), or nothing to leave it): "
        guard let words = ask(question), !words.isEmpty else { throw refusal }
        try filling.take(try option.value(from: [words]), option)
        filling.completeDecision()
      }
    }
  }

  private func askFor(
    _ rows: [MissingOptions.Row], _ filling: inout Filling, else missing: any Error
  ) throws {
    for row in rows {
      // What lies deeper than a field is better written in a file.
      guard let option = row.option else { throw missing }
      try filling.take(try value(of: option, missing), option)
    }
    filling.completeDecision()
  }

  /// What a rule lets in when somebody says why: the option that a refusal names for it.
  private func explanation(for refusal: Refusal) -> FieldOption? {
    let named = refusal.instead.flatMap { $0.matches(of: /--([a-z-]+) TEXT/) }.map { String($0.output.1) }
    let options = run.row.ownOptions + run.row.decisionOptions
    return named.compactMap { name in options.first { $0.name == name && !run.input.isGiven(name) } }.first
  }

  private func value(of option: FieldOption, _ missing: any Error) throws -> JSONValue {
    var words: [String] = []
    while true {
      let hint = option.choices.isEmpty ? option.placeholder : option.choices.joined(separator: ", ")
      let more =
        option.repeats && !words.isEmpty ? "  another, or nothing: " : "\(option.field.help) (\(hint)): "
      guard let word = ask(more) else { throw missing }
      if word.isEmpty {
        if words.isEmpty { continue }
        return try option.value(from: words)
      }
      do throws(FieldError) {
        let value = try option.value(from: words + [word])
        if !option.repeats { return value }
        words.append(word)
      } catch {
        run.world.err("  expected \(error.expected)\n")
      }
    }
  }
}
