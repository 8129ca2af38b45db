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
    let rows = trust.rows(of: self, context)
    let known = try checkHolders()
    try checkRows(rows, known)
    try checkLabels()
    try checkPowers(rows, known)
    try checkTiers(rows, known)
    try checkBodies(rows, trust)
    try checkSchools(trust)
    try checkCarriedOver(rows, trust)
  }

  private func checkRows(_ rows: [SchemeFunction], _ known: Set<String>) throws(Refusal) {
    var codes: Set<FunctionCode> = []
    for function in rows {
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
      let others = function.letters.map(\.holder) + [function.moderate, function.high].compactMap(\.self)
      for other in others + function.levels.map(\.holder) where !known.contains(other) {
        throw .record(
          "scheme-holder",
          "function '\(function.code)' names '\(other)', which the scheme does not explain",
          instead: ["add '\(other)' to the holders, with what it stands for"])
      }
    }
  }

  /// A label means one thing, and only letters of ours are what it can be matched with.
  private func checkLabels() throws(Refusal) {
    var seen: Set<String> = []
    for label in labels {
      guard seen.insert(label.label).inserted else {
        throw .record("scheme-label", "the letter '\(label.label)' is explained twice")
      }
      guard label.letter.map({ Letter(rawValue: $0) != nil }) ?? (label.meaning != nil) else {
        throw .record(
          "scheme-label",
          "the letter '\(label.label)' is explained by "
            + (label.letter.map { "'\($0)'" } ?? "nothing"),
          instead: ["its meaning is one of \(Letter.explained), or words of the trust's own"])
      }
    }
  }

  /// Whoever approves must be somebody: a body that was never constituted can decide nothing.
  private func checkBodies(_ rows: [SchemeFunction], _ trust: Trust) throws(Refusal) {
    let approving = Set(rows.map(\.holder) + powers.flatMap(\.holders))
    for holder in holders where approving.contains(holder.code) {
      guard !holder.stands.contains("{school}"), let code = Party(holder.stands)?.body else { continue }
      if trust.bodies[code]?.terms.contains(where: { $0.days.reaches(firstDay) }) == true { continue }
      let function = rows.first { $0.holder == holder.code }?.code
      throw .record(
        "scheme-body",
        "'\(holder.code)', who holds \(function.map { "'\($0)'" } ?? "a power"), stands for the body "
          + "'\(code)', which the trust does not have on \(firstDay.spoken)",
        instead: [
          "constitute it first: kite body constitute \(code) --kind KIND --size N --quorum N --first-day DAY",
          "or say which body it is, of \(quoted(trust.bodies.keys.sorted()))",
        ])
    }
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

  private func checkPowers(_ rows: [SchemeFunction], _ known: Set<String>) throws(Refusal) {
    let codes = Set(rows.map(\.code))
    var bound: Set<PowerCode> = []
    for binding in powers {
      guard bound.insert(binding.power).inserted else {
        throw .record("scheme-power", "power '\(binding.power)' is bound twice")
      }
      guard PowerCode.all.contains(binding.power) else {
        throw .record(
          "scheme-power", "'\(binding.power)' is not a power that the rules know",
          instead: ["the powers: \(quoted(PowerCode.all))"])
      }
      if let function = binding.function, !codes.contains(function) {
        throw .record(
          "scheme-power",
          "power '\(binding.power)' is bound to '\(function)', which the scheme does not have",
          instead: ["bind it to a function or a holder of this scheme: --power '\(binding.power): CODE'"])
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
      try checkFixed(binding, rows)
    }
  }

  /// Who may vary the scheme cannot be varied: a variation could give away the power that made it.
  private func checkFixed(_ binding: PowerBinding, _ rows: [SchemeFunction]) throws(Refusal) {
    guard binding.power == .varyScheme || binding.power == .adoptScheme,
      let row = rows.first(where: { $0.code == binding.function }), !row.never
    else { return }
    throw .record(
      "scheme-power", "power '\(binding.power)' is bound to '\(row.code)', which a variation could move",
      instead: ["mark '\(row.code)' as never to be moved"])
  }

  private func checkTiers(_ rows: [SchemeFunction], _ known: Set<String>) throws(Refusal) {
    let never = Dictionary(rows.map { ($0.code, $0.never) }) { first, _ in first }
    var names: Set<String> = []
    for tier in tiers {
      guard names.insert(tier.name).inserted else {
        throw .record("scheme-tier", "tier '\(tier.name)' stands twice")
      }
      var given: Set<FunctionCode> = []
      for item in tier.functions {
        guard let isNever = never[item.function], known.contains(item.holder) else {
          throw .record(
            "scheme-tier",
            "tier '\(tier.name)' gives '\(item.function)' to '\(item.holder)': the scheme lacks one of them",
            instead: [
              "name the tiers anew, each with a column 'tier: NAME' if it moves anything: --tier NAME"
            ])
        }
        guard !isNever else {
          throw .record(
            "scheme-tier",
            "tier '\(tier.name)' gives '\(item.function)' to '\(item.holder)', and '\(item.function)' is "
              + "marked never to be moved",
            instead: ["leave '\(item.function)' out of the tier"])
        }
        guard given.insert(item.function).inserted else {
          throw .record(
            "scheme-tier",
            "tier '\(tier.name)' gives '\(item.function)' twice: a function has exactly one holder")
        }
      }
    }
  }

  /// A school that stands in a tier stands in a tier of the new version, or is put in one.
  private func checkSchools(_ trust: Trust) throws(Refusal) {
    let names = tiers.map(\.name)
    for item in schoolTiers {
      try trust.requireSchool(item.school, on: firstDay)
      guard names.contains(item.tier) else {
        throw .record(
          "scheme-tier", "'\(item.school)' would be in tier '\(item.tier)', which '\(scheme)' does not have",
          instead: ["choose one of \(quoted(names))"])
      }
    }
    guard !tiers.isEmpty else { return }
    for school in trust.tiers.keys.sorted() where !schoolTiers.contains(where: { $0.school == school }) {
      guard let tier = trust.tierSet(of: school, on: firstDay)?.tier, !names.contains(tier) else { continue }
      throw .record(
        "scheme-tier", "'\(school)' is in tier '\(tier)', which '\(scheme)' does not have",
        instead: ["say in which it will be, of \(quoted(names)): --school-tier '\(school): TIER'"])
    }
  }
}

extension SchemeAdopted {
  public func evolve(_ trust: inout Trust, _ context: Context) {
    let before = firstDay.adding(days: -1)
    for index in trust.schemes.indices { trust.schemes[index].days.end(on: before) }
    trust.schemes.append(Scheme(self, rows: trust.rows(of: self, context), decision: context.decisionRef))
    trust.listedFunctions[scheme] = nil
    for code in ended + redecided.map(\.variation) { trust.variations[code]?.end(on: before) }
    for item in redecided {
      guard let school = trust.variations[item.variation]?.school else { continue }
      trust.redecisions[item.anew] = Redecision(
        variation: item.variation, school: school, scheme: scheme, firstDay: firstDay,
        decision: context.decisionRef)
    }
    for item in schoolTiers {
      trust.tiers[item.school, default: []].append(
        TierHeld(tier: item.tier, from: firstDay, decision: context.decisionRef))
    }
  }
}

extension SchemeHolder {
  /// Whether what it stands for can be resolved: a body, an office, `local`, `interim`.
  var isUnderstood: Bool {
    stands == Self.local || stands == Self.interim
      || Party(Trust.filled(stands, school: SchoolCode(unchecked: "S"))) != nil
  }
}
