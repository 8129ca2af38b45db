public import Schemas

public struct LeaderAllocated: Effect {
  public static let type = "LeaderAllocated"
  public static let summary = "An executive leader was allocated to a school."
  public static let power = Power.allocateLeader

  public let deployment: DeploymentCode
  public let leader: OfficeCode
  public let home: SchoolCode?
  public let school: SchoolCode
  public let daysPerWeek: Int
  public let authority: Authority
  public let homeCover: OfficeCode?
  public let homeEffect: HomeEffect?
  public let mitigation: Closable<String>?
  public let purpose: Closable<String>?
  public let firstDay: Day
  public let lastDay: Day

  public init(from form: inout Form) throws(FieldError) {
    deployment = try form("deployment", "Code of the deployment.")
    leader = try form("leader", "Executive leader, from within the trust.")
    home = try form("home", "School that the leader comes from.")
    school = try form("school", "School that the leader goes to.")
    daysPerWeek = try form("daysPerWeek", "Days a week at the school, 1 to 5.", 1...5)
    authority = try form("authority", "Whether the leader advises the head or manages the head.")
    homeCover = try form("homeCover", "Office that steps up in the home school.")
    homeEffect = try form("homeEffect", "Effect on the home school.")
    mitigation = try form("mitigation", "What is done about that effect.")
    purpose = try form("purpose", "What the deployment is for.")
    firstDay = try form("firstDay", "First day.")
    lastDay = try form("lastDay", "Last day.")
  }
}

public struct DeploymentChanged: Effect {
  public static let type = "DeploymentChanged"
  public static let summary = "A deployment got other days a week, another last day, or both."
  public static let power = Power.allocateLeader

  public let deployment: DeploymentCode
  public let leader: OfficeCode
  public let home: SchoolCode?
  public let daysPerWeek: Int
  public let firstDay: Day
  public let lastDay: Day

  public init(from form: inout Form) throws(FieldError) {
    deployment = try form("deployment", "The deployment.")
    leader = try form("leader", "Executive leader.")
    home = try form("home", "School that the leader comes from.")
    daysPerWeek = try form("daysPerWeek", "Days a week from the first day on, 1 to 5.", 1...5)
    firstDay = try form("firstDay", "First day of the change.")
    lastDay = try form("lastDay", "Last day.")
  }
}

public struct LeaderReleased: Effect {
  public static let type = "LeaderReleased"
  public static let summary = "An executive leader was released before the last day."
  public static let power = Power.allocateLeader

  public let deployment: DeploymentCode
  public let leader: OfficeCode
  public let lastDay: Day
  public let why: Closable<String>?

  public init(from form: inout Form) throws(FieldError) {
    deployment = try form("deployment", "The deployment.")
    leader = try form("leader", "Executive leader.")
    lastDay = try form("lastDay", "Last day at the school.")
    why = try form("why", "Why.")
  }
}

/// What the leader may do at the school.
public enum Authority: String, CaseIterable, FieldValue {
  case advises, manages
}
