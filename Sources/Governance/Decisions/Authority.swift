import Schemas

extension Trust {
  /// Who must decide: the holder of the function that the power is bound to, or every holder that it names;
  /// the Trust Board where no scheme binds it.
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
    // Of old minutes nobody may know which function it was; by itself it moves nothing.
    if power == .exerciseFunction, decision.function == nil, decision.admits("function-missing") { return }
    let holders = try holders(of: power, function: decision.function, pounds: decision.pounds, context)
    guard !holders.isEmpty else {
      throw .record(
        "power-unheld", "nobody holds '\(power)' on \(context.day.spoken)",
        instead: ["constitute the body, or give the office, that holds it"])
    }
    if Set(decision.by).isSuperset(of: holders) { return }
    if try isDecidedInAbsence(power, of: holders, decision, context) { return }
    throw refusal(
      of: power, function: decision.function, by: decision.by, holders: holders, context)
  }

  /// The powers that an irregular decision used, held by who ratifies it and who took it together: what they
  /// had is theirs, what they lacked is given by the body that holds it.
  func requireRatification(of irregular: DecisionRecord, _ context: Context) throws(Refusal) {
    guard let ratifying = context.decision else { return }
    var context = context
    context.school = irregular.school ?? context.school
    for power in irregular.powers.union([irregular.power]).sorted(by: { $0.text < $1.text }) {
      let holders = try holders(
        of: power, function: irregular.function, pounds: irregular.pounds, context)
      // Too few of a body are not the body: what they lacked is given by the whole of it.
      let had = irregular.lackedQuorum ? [] : irregular.by
      guard holders.isEmpty || !Set(ratifying.by + had).isSuperset(of: holders) else { continue }
      throw refusal(
        of: power, function: irregular.function, by: ratifying.by, holders: holders, context)
    }
  }

  /// A decision goes by the function that its power is bound to, and by no other.
  func requireFunction(_ decision: DecisionTaken, _ context: Context) throws(Refusal) {
    guard let named = decision.function, let scheme = scheme(on: context.day),
      let bound = try boundFunction(of: decision.power, named: named, scheme), bound != named
    else { return }
    throw Refusal(
      "function-other", "'\(decision.power)' goes by '\(bound)', not by '\(named)'",
      whose: "scheme \(scheme.version), power '\(decision.power)'",
      instead: ["leave the function out: it follows from the power"])
  }

  private func refusal(
    of power: Power, function named: FunctionCode?, by deciders: [Party], holders: [Party], _ context: Context
  ) -> Refusal {
    func names(_ parties: [Party]) -> String {
      parties.map { spokenName(of: $0, context) }.joined(separator: " with ")
    }
    let scheme = scheme(on: context.day)
    let function = scheme.flatMap { scheme in (try? boundFunction(of: power, named: named, scheme)) ?? nil }
    let whose: String
    switch (scheme, function) {
    case (nil, _): whose = "no scheme is in force: what is not delegated is the Trust Board's"
    case (let scheme?, let function?):
      let row = "scheme \(scheme.version), \(function)"
      if scheme.functions[function]?.never == true {
        whose = "\(row): \(names(holders)) cannot pass it on"
      } else {
        let moved = holding(of: function, school: context.school, on: context.day)?.variation
        whose = row + (moved.map { ", moved by variation \($0)" } ?? "")
      }
    case (let scheme?, nil):
      whose =
        scheme.powers[power] == nil
        ? "scheme \(scheme.version) does not delegate '\(power)': it is the Trust Board's"
        : "scheme \(scheme.version), power '\(power)'"
    }
    let title = function.flatMap { scheme?.functions[$0]?.title }
    // A power of the rules has its verb; any other function only its title.
    let says: String
    if let title, power == .exerciseFunction {
      says = "'\(title)' is for \(names(holders)), not for \(names(deciders))"
    } else {
      says = "\(names(holders)) \(power.act(title)), not \(names(deciders))"
    }
    return Refusal(
      "authority", says, whose: whose,
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
  /// What its holder does: it follows the holder's name in a sentence.
  func act(_ title: String?) -> String {
    switch self {
    case .adoptScheme: "adopts the scheme"
    case .varyScheme: "varies the scheme"
    case .setTier: "sets a school's tier"
    case .setTrust: "sets the trust's bodies and settings"
    case .watchSchool: "puts a school on the watch list or takes it off"
    case .placeAtRisk: "places a school at risk"
    case .placeAtRiskUrgently: "places a school at risk urgently"
    case .changeRiskLevel: "changes the level of risk"
    case .endAtRisk: "ends the at-risk status"
    case .installInterimBoard: "installs, extends or ends an interim board"
    case .constituteLocalBody: "constitutes a local body"
    case .addGovernors: "adds members to a local body"
    case .allocateLeader: "allocates, changes or releases an executive leader"
    case .appointHead: "appoints a headteacher"
    case .approvePlan: "approves or returns a recovery plan"
    case .agreeMilestone: "moves a milestone that slipped twice"
    case .closeReportMonth: "closes a month without a report"
    case .releaseContent: "releases what is closed"
    case .eraseContent: "erases closed content"
    case .approveMinutes: "approves minutes"
    default: title.map { "decides on '\($0)'" } ?? "decides that"
    }
  }

  /// The command that puts a decision before the holder, where there is one.
  fileprivate var proposal: [String] {
    self == .varyScheme ? ["kite variation propose --input FILE"] : []
  }
}
