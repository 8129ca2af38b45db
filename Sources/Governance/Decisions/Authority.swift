import Schemas

extension Trust {
  /// Who must decide: the holder of the function that the power is bound to, or every holder that it names; the Trust
  /// Board where no scheme binds it.
  func holders(
    of power: Power, function named: FunctionCode?, pounds: Int?, _ context: Context
  ) throws(Refusal) -> [Party] {
    let day = context.day
    guard let scheme = scheme(on: day) else { return boardParty.map { [$0] } ?? [] }
    guard let function = try boundFunction(of: power, named: named, scheme) else {
      guard let binding = scheme.powers[power] else { return boardParty.map { [$0] } ?? [] }
      var parties: [Party] = []
      for code in binding.holders {
        guard let party = party(for: code, school: context.school, on: day) else {
          throw .record(
            "holder-absent", "'\(code)', who holds '\(power)', stands for nobody on \(day.spoken)")
        }
        parties.append(party)
      }
      return parties
    }
    guard let holding = holding(of: function, school: context.school, on: day) else {
      throw .unknownFunction(function, scheme)
    }
    guard let limit = holding.limit else { return holding.party.map { [$0] } ?? [] }
    guard let pounds else {
      throw Refusal(
        "amount-missing",
        "'\(function)' has one holder up to \(limit.pounds) pounds and another above: the amount is missing",
        whose: "variation \(holding.variation?.text ?? "")",
        instead: ["say how many pounds it commits: --pounds N"])
    }
    let code = pounds <= limit.pounds ? limit.upTo : holding.holder
    return party(for: code, school: context.school, on: day).map { [$0] } ?? []
  }

  /// The function that carries a power; a decision of any other kind names its own.
  func boundFunction(of power: Power, named: FunctionCode?, _ scheme: Scheme) throws(Refusal) -> FunctionCode?
  {
    if power == .exerciseFunction {
      guard let named else {
        throw .record(
          "function-missing", "the decision names no function of the scheme",
          instead: ["say which: --function CODE"])
      }
      guard scheme.functions[named] != nil else { throw .unknownFunction(named, scheme) }
      return named
    }
    return scheme.powers[power]?.function
  }

  /// Refuses a decision by anybody but the holder of the power on the day decided.
  func requireAuthority(_ power: Power, _ decision: DecisionTaken, _ context: Context) throws(Refusal) {
    let holders = try holders(of: power, function: decision.function, pounds: decision.pounds, context)
    guard !holders.isEmpty else {
      throw .record(
        "power-unheld", "nobody holds '\(power)' on \(context.day.spoken)",
        instead: ["constitute the body, or give the office, that holds it"])
    }
    if Set(decision.by).isSuperset(of: holders) { return }
    throw refusal(of: power, decision, holders: holders, context)
  }

  private func refusal(
    of power: Power, _ decision: DecisionTaken, holders: [Party], _ context: Context
  ) -> Refusal {
    func names(_ parties: [Party]) -> String {
      parties.map { spokenName(of: $0, context) }.joined(separator: " with ")
    }
    let scheme = scheme(on: context.day)
    let function = scheme.flatMap { scheme in
      (try? boundFunction(of: power, named: decision.function, scheme)) ?? nil
    }
    let whose: String
    switch (scheme, function) {
    case (nil, _): whose = "no scheme is in force: what is not delegated is the Trust Board's"
    case (let scheme?, let function?):
      let never = scheme.functions[function]?.never == true ? ": it cannot be passed on" : ""
      whose = "scheme \(scheme.version), \(function)\(never)"
    case (let scheme?, nil):
      whose =
        scheme.powers[power] == nil
        ? "scheme \(scheme.version) does not delegate '\(power)': it is the Trust Board's"
        : "scheme \(scheme.version), power '\(power)'"
    }
    return Refusal(
      "authority", "\(power.act(function)) is for \(names(holders)), not for \(names(decision.by))",
      whose: whose,
      instead: ["propose it to \(names(holders))"] + power.proposal)
  }

  /// What people say of a party: the scheme's name for it, else its own.
  public func spokenName(of party: Party, _ context: Context) -> String {
    let scheme = scheme(on: context.day) ?? schemes.last
    let code = code(for: party, school: context.school, on: context.day)
    if let name = scheme?.holders[code]?.name { return "the \(name)" }
    if case .body(let body) = party, let name = bodies[body]?.name { return "the \(name)" }
    return party.text
  }
}

extension PowerCode {
  /// What the power lets its holder do, as the subject of a sentence.
  func act(_ function: FunctionCode?) -> String {
    switch self {
    case .adoptScheme: "to adopt the scheme"
    case .varyScheme: "to vary the scheme"
    case .setTier: "to set a school's tier"
    case .setTrust: "to set the trust's bodies and settings"
    case .watchSchool: "to put a school on the watch list or take it off"
    case .placeAtRisk: "to place a school at risk"
    case .placeAtRiskUrgently: "to place a school at risk urgently"
    case .changeRiskLevel: "to change the level of risk"
    case .endAtRisk: "to end the at-risk status"
    case .installInterimBoard: "to install, extend or end an interim board"
    case .constituteLocalBody: "to constitute a local body"
    case .addGovernors: "to add members to a local body"
    case .allocateLeader: "to allocate, change or release an executive leader"
    case .appointHead: "to appoint a headteacher"
    case .approvePlan: "to approve or return a recovery plan"
    case .agreeMilestone: "to move a milestone that slipped twice"
    case .closeReportMonth: "to close a month without a report"
    case .releaseContent: "to release what is closed"
    case .eraseContent: "to erase closed content"
    case .approveMinutes: "to approve minutes"
    default: function.map { "to decide on '\($0)'" } ?? "to decide that"
    }
  }

  /// The command that puts a decision before the holder, where there is one.
  fileprivate var proposal: [String] {
    self == .varyScheme ? ["kite variation propose --input FILE, then kite paper for the board paper"] : []
  }
}
