import JSON
import Schemas

extension SchemeAdopted {
  public static func reads(_ scope: Scope) -> [Reads] { [Reads.variations(of: nil)] }

  public func checkNew(_ trust: Trust, _ context: Context) throws(Refusal) {
    guard trust.schemes.contains(where: { $0.version == scheme }) else { return }
    throw .record(
      "scheme-version-used", "'\(scheme)' has been adopted already",
      instead: ["give the new scheme a new version"])
  }

  public func check(_ trust: Trust, _ context: Context) throws(Refusal) {
    try context.requireFirstDay(firstDay)
    if let later = trust.schemes.last, firstDay <= later.days.first {
      throw .record(
        "scheme-order",
        "'\(scheme)' would begin on \(firstDay.spoken), but '\(later.version)' began on "
          + "\(later.days.first.spoken)",
        instead: ["choose a later first day"])
    }
    try checkRows()
    try checkCarriedOver(trust)
  }

  private func checkRows() throws(Refusal) {
    var codes: Set<FunctionCode> = []
    let known = try checkHolders()
    for function in functions {
      guard codes.insert(function.code).inserted else {
        throw .record(
          "scheme-one-holder", "function '\(function.code)' stands twice: a function has exactly one holder")
      }
      guard known.contains(function.holder) else {
        throw .record(
          "scheme-holder",
          "function '\(function.code)' is held by '\(function.holder)', which the scheme does not explain",
          instead: ["add '\(function.holder)' to the holders, with what it stands for"])
      }
    }
    try checkPowers(codes, known)
    try checkTiers(codes, known)
  }

  private func checkHolders() throws(Refusal) -> Set<String> {
    var known: Set<String> = []
    for holder in holders {
      guard known.insert(holder.code).inserted else {
        throw .record("scheme-holder", "holder '\(holder.code)' is explained twice")
      }
      guard holder.isUnderstood else {
        throw .record(
          "scheme-holder", "holder '\(holder.code)' stands for '\(holder.stands)'",
          instead: ["write 'body/…', 'office/…', 'local' or 'interim'"])
      }
    }
    return known
  }

  private func checkPowers(_ codes: Set<FunctionCode>, _ known: Set<String>) throws(Refusal) {
    var bound: Set<PowerCode> = []
    for binding in powers {
      guard bound.insert(binding.power).inserted else {
        throw .record("scheme-power", "power '\(binding.power)' is bound twice")
      }
      guard PowerCode.all.contains(binding.power) else {
        throw .record("scheme-power", "'\(binding.power)' is not a power that the rules know")
      }
      if let function = binding.function, !codes.contains(function) {
        throw .record(
          "scheme-power", "power '\(binding.power)' is bound to '\(function)', which the scheme does not have"
        )
      }
      for holder in binding.holders where !known.contains(holder) {
        throw .record(
          "scheme-power",
          "power '\(binding.power)' is bound to '\(holder)', which the scheme does not explain")
      }
      guard (binding.function == nil) != binding.holders.isEmpty else {
        throw .record(
          "scheme-power",
          "power '\(binding.power)' is bound to "
            + (binding.holders.isEmpty ? "nothing" : "a function and to holders"),
          instead: ["name a function, or the holders who must all decide"])
      }
      try checkFixed(binding)
    }
  }

  /// Who may vary the scheme cannot be varied: a variation could give away the power that made it.
  private func checkFixed(_ binding: PowerBinding) throws(Refusal) {
    guard binding.power == .varyScheme || binding.power == .adoptScheme,
      let row = functions.first(where: { $0.code == binding.function }), !row.never
    else { return }
    throw .record(
      "scheme-power", "power '\(binding.power)' is bound to '\(row.code)', which a variation could move",
      instead: ["mark '\(row.code)' as never to be moved"])
  }

  private func checkTiers(_ codes: Set<FunctionCode>, _ known: Set<String>) throws(Refusal) {
    var names: Set<String> = []
    for tier in tiers {
      guard names.insert(tier.name).inserted else {
        throw .record("scheme-tier", "tier '\(tier.name)' stands twice")
      }
      var given: Set<FunctionCode> = []
      for item in tier.functions {
        guard codes.contains(item.function), known.contains(item.holder) else {
          throw .record(
            "scheme-tier",
            "tier '\(tier.name)' gives '\(item.function)' to '\(item.holder)': the scheme lacks one of them")
        }
        guard given.insert(item.function).inserted else {
          throw .record(
            "scheme-tier",
            "tier '\(tier.name)' gives '\(item.function)' twice: a function has exactly one holder")
        }
      }
    }
  }

  /// A new version must say of every live variation what becomes of it.
  private func checkCarriedOver(_ trust: Trust) throws(Refusal) {
    let live = trust.variations.values.filter { $0.reaches(firstDay) }.map(\.code).sorted()
    let unsaid = live.filter { !carried.contains($0) && !ended.contains($0) }
    guard unsaid.isEmpty else {
      throw .record(
        "scheme-carry-over",
        "\(quoted(unsaid)) would be in force on \(firstDay.spoken) or later, and '\(scheme)' does not say "
          + "what becomes of \(unsaid.count == 1 ? "it" : "them")",
        instead: unsaid.map { "carry '\($0)' on, end it, or decide it anew" })
    }
    for code in carried + ended where !live.contains(code) {
      throw .record(
        "scheme-carry-over",
        "'\(code)' is not in force on \(firstDay.spoken) or later: nothing of it can be carried or ended")
    }
    for code in carried {
      guard !ended.contains(code) else {
        throw .record("scheme-carry-over", "'\(code)' is both carried on and ended", instead: ["choose one"])
      }
      if let variation = trust.variations[code] { try checkCarried(variation) }
    }
  }

  private func checkCarried(_ variation: Variation) throws(Refusal) {
    let known = Set(holders.map(\.code))
    for function in variation.functions(from: firstDay) {
      guard let row = functions.first(where: { $0.code == function }) else {
        throw .record(
          "scheme-carry-over", "'\(variation.code)' varies '\(function)', which '\(scheme)' does not have",
          instead: ["hand '\(function)' back, or end the variation"])
      }
      guard !row.never else {
        throw .record(
          "scheme-carry-over", "'\(variation.code)' varies '\(function)', which '\(scheme)' never lets move",
          instead: ["hand '\(function)' back, or end the variation"])
      }
    }
    for span in Array(variation.items.values.joined()) + variation.remainder where span.days.reaches(firstDay)
    {
      for code in [span.holder, span.limit?.upTo].compactMap(\.self) where !known.contains(code) {
        throw .record(
          "scheme-carry-over",
          "'\(variation.code)' gives powers to '\(code)', which '\(scheme)' does not explain",
          instead: ["add '\(code)' to the holders, or end the variation"])
      }
    }
  }

  public func evolve(_ trust: inout Trust, _ context: Context) {
    let before = firstDay.adding(days: -1)
    for index in trust.schemes.indices { trust.schemes[index].days.end(on: before) }
    trust.schemes.append(Scheme(self, decision: context.decisionRef))
    for code in ended { trust.variations[code]?.end(on: before) }
  }
}

extension SchemeHolder {
  /// Whether what it stands for can be resolved: a body, an office, `local`, `interim`.
  var isUnderstood: Bool {
    stands == Self.local || stands == Self.interim
      || Party(Trust.filled(stands, school: SchoolCode(unchecked: "S"))) != nil
  }
}

extension TierSet {
  public func check(_ trust: Trust, _ context: Context) throws(Refusal) {
    try context.requireFirstDay(firstDay)
    try context.requireSchool(school, trust, on: firstDay)
    let tiers = trust.scheme(on: firstDay)?.tiers.map(\.name) ?? []
    guard tiers.contains(tier) else {
      throw .record(
        "tier-unknown", "the scheme has no tier '\(tier)'", instead: ["choose one of \(quoted(tiers))"])
    }
  }

  public func evolve(_ trust: inout Trust, _ context: Context) {
    trust.tiers[school, default: []].append((firstDay, tier))
  }
}
