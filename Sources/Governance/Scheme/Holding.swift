public import Schemas

/// Who holds a function in a school on a day, and because of what.
public struct Holding: Sendable, Equatable {
  public let function: FunctionCode
  public let title: String
  public let school: SchoolCode?
  public let on: Day
  /// As the scheme codes it: `CFO`.
  public let holder: String
  /// The one body or office that the holder is in this school; nil when there is none on the day.
  public let party: Party?
  public let via: String?
  /// The holder when nothing is varied.
  public let normally: String
  /// The variation; nil when nothing is varied.
  public let variation: VariationCode?
  public let limit: Limit?
  /// The decision that it rests on: the one that made or last renewed the variation, or that adopted the
  /// scheme.
  public let decision: DecisionRef?
  public let standing: Standing
  public let scheme: SchemeVersion
  /// The school's tier of autonomy; nil where the scheme has none.
  public let tier: String?
  /// Whether the function has another holder in this tier than in the scheme at large.
  public let isByTier: Bool
}

extension Trust {
  /// The one holder of a function: a live variation that names it wins; an interim board's rule catches what
  /// would otherwise be the local body's; else the scheme's default. Nil without a scheme, or for an unknown
  /// function.
  public func holding(of function: FunctionCode, school: SchoolCode?, on day: Day) -> Holding? {
    guard let scheme = scheme(on: day), let row = scheme.functions[function],
      let normally = scheme.standardHolder(of: function, tier: tier(of: school, on: day))
    else { return nil }
    let tier = tier(of: school, on: day)
    let isByTier = scheme.tiers.contains {
      $0.name == tier && $0.functions.contains { $0.function == function }
    }
    func answer(_ holder: String, _ span: Variation.Held?, _ variation: Variation?) -> Holding {
      // Where the tier moves it, the answer rests on the decision that put the school there.
      let byTier = isByTier ? school.flatMap { tierSet(of: $0, on: day) }?.decision : nil
      let decision = span?.decision ?? byTier ?? scheme.decision
      return Holding(
        function: function, title: row.title, school: school, on: day, holder: holder,
        party: party(for: holder, school: school, on: day), via: span?.via, normally: normally,
        variation: variation?.code, limit: span?.limit, decision: decision,
        standing: standing(of: decision, variation, on: day), scheme: scheme.version, tier: tier,
        isByTier: isByTier)
    }
    guard let school else { return answer(normally, nil, nil) }
    let live = variations.values.filter { $0.school == school }.sorted { $0.code < $1.code }
    for variation in live {
      if let span = variation.named(function, on: day) { return answer(span.holder, span, variation) }
    }
    if scheme.stands(normally, for: SchemeHolder.local) {
      if !row.never {
        for variation in live {
          if let span = variation.remainder(on: day) { return answer(span.holder, span, variation) }
        }
      }
      // Where an interim board stands in the local body's place, it holds what the local body would.
      if interimBoard(of: school, on: day) != nil,
        let interim = scheme.code(standingFor: SchemeHolder.interim)
      {
        return answer(interim, nil, nil)
      }
    }
    return answer(normally, nil, nil)
  }

  /// A variation that was made for a case rests on the decision that opened the case.
  private func standing(of decision: DecisionRef?, _ variation: Variation?, on day: Day) -> Standing {
    let standing = decision.flatMap { decisions[$0]?.standing } ?? .confirmed
    guard let variation, standing == .confirmed || standing == .corrected else { return standing }
    return unratified(variation.madeBy, in: variation.school, on: day) == nil ? standing : .unratified
  }

  /// The urgent decision that one of its case rests on, while nobody has ratified it.
  public func unratified(_ decision: DecisionRef?, in school: SchoolCode, on day: Day) -> DecisionRef? {
    guard let open = riskCase(of: school, on: day), open.awaitsRatification(on: day) != nil,
      let urgent = open.decision, let made = decision.flatMap({ decisions[$0] }),
      made.position >= decisions[urgent]?.position ?? .max
    else { return nil }
    return urgent
  }

  /// What a holder's code stands for in a school on a day.
  public func party(for code: String, school: SchoolCode?, on day: Day) -> Party? {
    guard let stands = scheme(on: day)?.holders[code]?.stands else { return nil }
    switch stands {
    case SchemeHolder.local: return school.flatMap { localBody(of: $0, on: day) }.map(Party.body)
    case SchemeHolder.interim: return school.flatMap { interimBoard(of: $0, on: day) }.map { .body($0.body) }
    default:
      if school == nil, stands.contains("{school}") { return nil }
      return Party(Trust.filled(stands, school: school))
    }
  }

  /// The holder's code for a party: `body/trust-board` is `TB`; the party's own text where the scheme has
  /// none.
  public func code(for party: Party, school: SchoolCode?, on day: Day) -> String {
    guard let scheme = scheme(on: day) ?? schemes.first else { return party.text }
    if case .body(let code) = party, let body = bodies[code] {
      switch body.kind {
      case .local: if let local = scheme.code(standingFor: SchemeHolder.local) { return local }
      case .interim: if let interim = scheme.code(standingFor: SchemeHolder.interim) { return interim }
      default: break
      }
    }
    let match = scheme.holders.values.filter { holder in
      holder.stands == party.reference
        || (holder.stands.contains("{school}")
          && schools.keys.contains { Trust.filled(holder.stands, school: $0) == party.reference })
    }
    return match.map(\.code).min() ?? party.text
  }

  static func filled(_ stands: String, school: SchoolCode?) -> String {
    guard let range = stands.firstRange(of: "{school}") else { return stands }
    return stands.replacingCharacters(in: range, with: school?.text ?? "")
  }
}

extension String {
  fileprivate func replacingCharacters(in range: Range<String.Index>, with text: String) -> String {
    String(self[..<range.lowerBound]) + text + String(self[range.upperBound...])
  }
}
