public import Schemas

/// One entry on help for a school.
public struct HelpStep: Sendable {
  public let school: SchoolCode
  public let day: Day
  public let ref: String
  public let what: What

  public enum What: Sendable {
    case asked([Closable<String>])
    case offered(days: Decimal?)
    case granted(need: Closable<String>?, days: Decimal?, inPart: Bool)
    case declined(need: Closable<String>?)
    case used(days: Decimal?)
    /// What is missing, all of it.
    case short([Closable<String>])
  }
}

/// Help for a school on a day: asked for, offered, granted, declined, used; and what is short of it.
public struct HelpLedger: Sendable {
  public private(set) var asked = 0
  public private(set) var offered = 0
  public private(set) var granted = 0
  public private(set) var grantedInPart = 0
  public private(set) var declined = 0
  public private(set) var grantedDays = DayCount()
  public private(set) var usedDays = DayCount()
  /// What is missing, each since when and by which entry: it stays until it is granted, or capacity is
  /// identified again without it.
  public private(set) var shortages: [Shortage] = []

  public struct Shortage: Sendable {
    public let what: Closable<String>
    public let since: Day
    public let ref: String
  }

  public var isEmpty: Bool {
    asked + offered + granted + declined == 0 && shortages.isEmpty && usedDays.isNone
  }

  init(_ steps: [HelpStep]) {
    for step in steps { take(step) }
  }

  private mutating func take(_ step: HelpStep) {
    switch step.what {
    case .asked(let needs): asked += needs.count
    case .offered: offered += 1
    case .granted(let need, let days, let inPart):
      granted += 1
      if inPart { grantedInPart += 1 }
      grantedDays.add(days)
      guard let need else { return }
      if inPart { add(need, step) } else { shortages.removeAll { $0.what == need } }
    case .declined(let need):
      declined += 1
      if let need { add(need, step) }
    case .used(let days): usedDays.add(days)
    case .short(let missing):
      let before = shortages
      shortages = missing.map { what in
        before.first { $0.what == what } ?? Shortage(what: what, since: step.day, ref: step.ref)
      }
    }
  }

  private mutating func add(_ need: Closable<String>, _ step: HelpStep) {
    guard !shortages.contains(where: { $0.what == need }) else { return }
    shortages.append(Shortage(what: need, since: step.day, ref: step.ref))
  }
}

/// Days of help, added up; a hundredth of a day is the smallest part that counts.
public struct DayCount: Sendable, CustomStringConvertible {
  private var hundredths = 0

  public var isNone: Bool { hundredths == 0 }

  public var description: String {
    let (whole, rest) = hundredths.quotientAndRemainder(dividingBy: 100)
    if rest == 0 { return String(whole) }
    let digits = rest < 10 ? "0\(rest)" : String(rest)
    return "\(whole).\(digits.hasSuffix("0") ? String(digits.dropLast()) : digits)"
  }

  mutating func add(_ days: Decimal?) {
    guard let days, !days.text.hasPrefix("-") else { return }
    let parts = days.text.split(separator: ".")
    let fraction = parts.count > 1 ? (String(parts[1]) + "00").prefix(2) : "00"
    guard let whole = Int(parts[0]), whole < 1_000_000, let part = Int(fraction) else { return }
    hundredths += whole * 100 + part
  }
}

extension Trust {
  /// Help for a school since its case opened; while it has none, since the last one ended.
  public func help(for school: SchoolCode, on day: Day) -> HelpLedger {
    let open = riskCase(of: school, on: day)
    let opened = open.map { open in open.decision.flatMap { decisions[$0]?.day } ?? open.days.first }
    let ended = cases.values.filter { $0.school == school }.compactMap(\.days.last).filter { $0 < day }.max()
    let start = opened ?? ended?.adding(days: 1)
    let steps = help.filter { $0.school == school && $0.day <= day && $0.day >= start ?? $0.day }
    return HelpLedger(steps)
  }

  fileprivate mutating func note(_ what: HelpStep.What, _ context: Context) {
    guard let school = context.school else { return }
    help.append(HelpStep(school: school, day: context.day, ref: context.ref, what: what))
  }
}

extension CapacityRequested {
  public func evolve(_ trust: inout Trust, _ context: Context) { trust.note(.asked(needs), context) }
}

extension CapacityOffered {
  public func evolve(_ trust: inout Trust, _ context: Context) { trust.note(.offered(days: days), context) }
}

extension CapacityConfirmed {
  public func evolve(_ trust: inout Trust, _ context: Context) {
    trust.note(.granted(need: need, days: days, inPart: inPart), context)
  }
}

extension CapacityDeclined {
  public func evolve(_ trust: inout Trust, _ context: Context) {
    trust.note(.declined(need: need ?? kind), context)
  }
}

extension CapacityUsed {
  public func evolve(_ trust: inout Trust, _ context: Context) { trust.note(.used(days: days), context) }
}

extension CapacityIdentified {
  public func evolve(_ trust: inout Trust, _ context: Context) {
    trust.note(.short(short), context)
    trust.note(.capacityIdentified, context)
  }
}
