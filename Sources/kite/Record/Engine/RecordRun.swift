import CommandLineKit
import EventLog
import Governance
import JSON
import Recording
import Schemas

/// One run of a recording command: puts the request together, has it recorded, and says what is true now.
struct RecordRun {
  let row: RecordCommand
  let input: Input
  let world: World

  func run() throws -> ExitStatus {
    let file = try InputFile(input, world)
    // What cannot be undone is shown and asked for before it is done.
    if row.question != nil, let ask = somebody {
      return try Interview(run: self, file: file, ask: ask).start()
    }
    do {
      let desk = try Desk(input, world)
      var filling = try Filling(row, input, desk, file)
      try filling.complete()
      return try record(filling, file, desk)
    } catch let missing as MissingOptions {
      guard let ask = somebody else { throw missing }
      return try Interview(run: self, file: file, ask: ask).start()
    } catch let doubted as Doubted {
      return try Interview(run: self, file: file, ask: doubted.ask).start()
    } catch let refusal as Refusal where refusal.rule == "decision-incomplete" {
      guard let ask = somebody else { throw refusal }
      return try Interview(run: self, file: file, ask: ask).start()
    }
  }

  /// Who can be asked; nil off a terminal, and for programs.
  private var somebody: (@Sendable (String) -> String?)? {
    input[Options.dryRun] || input[Options.json] ? nil : world.ask
  }

  /// There are warnings, and somebody is there to look at them before it is recorded.
  private struct Doubted: Error { let ask: @Sendable (String) -> String? }

  /// From what lies beside the log to the answer, nothing is left half done.
  ///
  /// - Parameter isLookedAt: somebody saw the whole of it, with its warnings, and said yes.
  func record(
    _ filling: Filling, _ file: InputFile?, _ desk: Desk, isLookedAt: Bool = false
  ) throws -> ExitStatus {
    try Interruption.deferred { try recordWhole(filling, file, desk, isLookedAt) }
  }

  private func recordWhole(
    _ filling: Filling, _ file: InputFile?, _ desk: Desk, _ isLookedAt: Bool
  ) throws -> ExitStatus {
    let request = filling.request
    // When somebody else came first, it is tried again; what is done before it is done once.
    var isReady = false
    do {
      let receipt = try desk.registrar.record(
        request, time: desk.time, dryRun: desk.isDryRun,
        confirm: { receipt in
          if isReady { return }
          if !isLookedAt, !receipt.warnings.isEmpty, let ask = somebody { throw Doubted(ask: ask) }
          isReady = true
          if !isLookedAt { warn(receipt.warnings) }
          try filling.beforeAppending()
        })
      if desk.isDryRun { warn(receipt.warnings) } else { filling.afterAppending() }
      let report = ReceiptReport(receipt: receipt, trust: desk.trust, isDryRun: desk.isDryRun)
      world.out(input[Options.json] ? report.json.text + "\n" : report.text)
      return .done
    } catch let missing as MissingFields {
      if let refusal = refusal(of: request, desk, despite: missing) { throw told(refusal, request, file) }
      throw MissingOptions(missing, row: row, besides: filling.missingFields)
    } catch let refusal as Refusal {
      if isReady { filling.afterFailing() }
      throw told(refusal, request, file)
    } catch let invalid as InvalidField {
      if isReady { filling.afterFailing() }
      throw InvalidOption(invalid, row, input, file)
    } catch LogError.closedByFailure(let failure) {
      throw LogError.closedByFailure(failure)
    } catch {
      if isReady { filling.afterFailing() }
      throw error
    }
  }

  func warn(_ warnings: [String]) {
    for warning in warnings { world.err("kite: warning: \(warning)\n") }
  }

  /// Whoever may not decide it at all need not write down the reasons first.
  private func refusal(of request: Request, _ desk: Desk, despite missing: MissingFields) -> Refusal? {
    guard request.decision != nil else { return nil }
    var probe = request
    for part in missing.parts where part.type == DecisionTaken.type {
      for field in part.fields {
        switch field.name {
        case "because", "decision": probe.decision?.data[field.name] = "-"
        case "present": probe.decision?.data[field.name] = 1
        case "votes": probe.decision?.data[field.name] = ["for": 1, "against": 0, "abstained": 0]
        default: continue
        }
      }
    }
    do {
      _ = try desk.registrar.record(probe, time: desk.time, dryRun: true)
      return nil
    } catch let refusal as Refusal where refusal.rule == "authority" {
      return refusal
    } catch {
      return nil
    }
  }

  /// A refusal of authority also says what the holder will ask for.
  private func told(_ refusal: Refusal, _ request: Request, _ file: InputFile?) -> Refusal {
    let entries = input.values(of: RecordCommand.argumentName("entry"))
    if refusal.rule == "entry-unknown", let entry = entries.first {
      return Refusal(
        refusal.rule, "entry '\(entry)' was voided: it counts for nothing, and nothing more is said of it",
        whose: refusal.whose, instead: ["kite show \(entry), to see what it was and what voided it"])
    }
    guard refusal.rule == "authority", let decision = request.decision?.data else { return refusal }
    var instead = refusal.instead
    if let file {
      instead = instead.map { $0.replacing("--input FILE", with: "--input \(file.name)") }
    }
    let asked = [
      ("because", "the reasons (none yet)"), ("options", "at least one rejected option (none yet)"),
      ("lesserSteps", "lesser steps tried first (none yet)"),
      ("neighbours", "effect on neighbouring schools (empty)"),
    ].filter { decision[$0.0] == nil || decision[$0.0] == .array([]) }.map(\.1)
    if !asked.isEmpty {
      let propose = "propose it to "
      let holder = instead.first { $0.hasPrefix(propose) }.map { String($0.dropFirst(propose.utf8.count)) }
      instead.append("\(holder ?? "the holder") will ask: \(asked.joined(separator: "; "))")
    }
    return Refusal(refusal.rule, refusal.says, whose: refusal.whose, instead: instead)
  }
}
