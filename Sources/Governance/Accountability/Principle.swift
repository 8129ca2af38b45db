public import Schemas

/// The seven principles of public life.
public enum Principle: String, CaseIterable, FieldValue {
  case selflessness, integrity, objectivity, accountability, openness, honesty, leadership

  /// Where the wording comes from. It has changed, and will change: every answer that quotes it says which
  /// it quotes.
  public static let wording = Wording(
    version: "descriptors of January 2013, as amended",
    published: "Committee on Standards in Public Life, 31 May 1995; revised January 2013 (Cm 8519)",
    asGiven: Day(year: 2022, month: 1, day: 1) ?? Day(daysSinceEpoch: 0),
    licence: "Crown copyright, Open Government Licence")

  public struct Wording: Sendable {
    public let version: String
    public let published: String
    /// The year in which the text was current in this wording: the first of January.
    public let asGiven: Day
    public let licence: String

    public var words: String { "\(published); \(version), as given in \(asGiven.year); \(licence)" }
  }

  public var name: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }

  /// What the principle says.
  public var text: String {
    switch self {
    case .selflessness: "Holders of public office should act solely in terms of the public interest."
    case .integrity:
      """
      Holders of public office must avoid placing themselves under any obligation to people or organisations \
      that might try inappropriately to influence them in their work. They should not act or take decisions \
      in order to gain financial or other material benefits for themselves, their family, or their friends. \
      They must declare and resolve any interests and relationships.
      """
    case .objectivity:
      """
      Holders of public office must act and take decisions impartially, fairly and on merit, using the best \
      evidence and without discrimination or bias.
      """
    case .accountability:
      """
      Holders of public office are accountable to the public for their decisions and actions and must submit \
      themselves to the scrutiny necessary to ensure this.
      """
    case .openness:
      """
      Holders of public office should act and take decisions in an open and transparent manner. Information \
      should not be withheld from the public unless there are clear and lawful reasons for so doing.
      """
    case .honesty: "Holders of public office should be truthful."
    case .leadership:
      """
      Holders of public office should exhibit these principles in their own behaviour and treat others with \
      respect. They should actively promote and robustly support the principles and challenge poor behaviour \
      wherever it occurs.
      """
    }
  }
}

extension Principles {
  /// The decision's own note on a principle.
  public subscript(principle: Principle) -> Closable<String>? {
    switch principle {
    case .selflessness: selflessness
    case .integrity: integrity
    case .objectivity: objectivity
    case .accountability: accountability
    case .openness: openness
    case .honesty: honesty
    case .leadership: leadership
    }
  }
}
