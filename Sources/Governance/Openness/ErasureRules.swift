public import Schemas

/// A legal hold: nothing of what it concerns may be erased.
public struct Hold: Sendable, Equatable {
  public let ref: String
  public let concerns: [Reference]
  public let placed: Day
  public let actor: PersonCode
  /// Why, where that is open.
  public let because: String?
}

extension HoldPlaced {
  public func evolve(_ trust: inout Trust, _ context: Context) {
    trust.holds.append(
      Hold(
        ref: context.ref, concerns: concerns, placed: context.day, actor: context.actor,
        because: note?.contentClass == .open ? note?.why?.value ?? note?.what?.value : nil))
  }
}

extension HoldLifted: Guarded {
  public static func reads(_ scope: Scope) -> [Reads] { [Reads([HoldPlaced.self, HoldLifted.self])] }

  /// Who placed it, or a recorder of the Trust Board.
  public func guardRecording(_ trust: Trust, _ context: Context) throws(Refusal) {
    let held = trust.holds.filter { $0.concerns.contains { concerns.contains($0) } }
    if !held.isEmpty, held.allSatisfy({ $0.actor == context.actor }) { return }
    try trust.requireRecorder(of: trust.boardParty, context, doing: "lift a legal hold")
  }

  public func check(_ trust: Trust, _ context: Context) throws(Refusal) {
    let free = concerns.filter { concern in !trust.holds.contains { $0.concerns.contains(concern) } }
    guard free.isEmpty else {
      throw .record(
        "hold-unknown", "no legal hold is on \(quoted(free))",
        instead: ["kite trail --type HoldPlaced, to see the holds"])
    }
  }

  public func evolve(_ trust: inout Trust, _ context: Context) {
    trust.holds = trust.holds.compactMap { hold in
      let left = hold.concerns.filter { !concerns.contains($0) }
      return left.isEmpty
        ? nil
        : Hold(
          ref: hold.ref, concerns: left, placed: hold.placed, actor: hold.actor, because: hold.because)
    }
  }
}

extension ContentErased {
  public static func reads(_ scope: Scope) -> [Reads] { [Reads([HoldPlaced.self, HoldLifted.self])] }

  /// What is destroyed cannot be brought back: so it is not destroyed on anybody's word but the holder's own.
  public func check(_ trust: Trust, _ context: Context) throws(Refusal) {
    guard let decision = context.decision else { return }
    let who = quoted(decision.by.map(\.text))
    if decision.irregularBecause != nil {
      throw .record(
        "erase-irregular",
        "\(who) does not hold the power to erase, and an irregular erasure would destroy at once",
        instead: ["let the holder of 'erase-content' decide it"])
    }
    let recorded = context.recorded.londonDay
    let isHolder = decision.by.contains { party in
      party.office.flatMap { trust.holder(of: $0, on: recorded) }?.person == context.actor
    }
    guard isHolder || decision.isConfirmed(trust, context) else {
      throw .record(
        "erase-unconfirmed",
        "\(context.actor) is no recorder of \(who): what is destroyed cannot be brought back, so the entry "
          + "is made by one who is",
        instead: ["let a recorder of \(who) enter it, with their own key: --as PERSON"])
    }
  }

  /// A hold counts from the moment it is on record, whatever day the erasure was decided on.
  public func checkNew(_ trust: Trust, _ context: Context) throws(Refusal) {
    guard let erased = trust.entries[entry.text] else { return }
    let named = Set(erased.tags + ["entry/\(erased.ref)"])
    guard let hold = trust.holds.first(where: { $0.concerns.contains { named.contains($0.text) } }) else {
      return
    }
    let because = hold.because.map { ": \($0.hasSuffix(".") ? String($0.dropLast()) : $0)" } ?? ""
    throw .record(
      "legal-hold",
      "a legal hold is on \(quoted(hold.concerns.map(\.text))) since \(hold.placed.spoken) "
        + "(\(hold.ref))\(because)",
      instead: [
        "erase it when the hold is lifted: kite record HoldLifted --concerns \(hold.concerns[0].text)"
      ])
  }
}
