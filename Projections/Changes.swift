internal import EventLog
internal import Governance
internal import Schemas

/// Which schools' state a catch-up may have changed.
struct Changes {
  private(set) var schools: Set<String> = []
  private(set) var everySchool = false
  /// Deployments whose later events need not name the school.
  private var deployments: Set<String> = []
  /// References of entries that were corrected, voided or ratified: what they concern may count otherwise
  /// now.
  private var amended: Set<String> = []
  private var noted = Position.start

  /// Notes what an event concerns. Each event counts once, however many projections note it.
  mutating func note(_ event: RecordedEvent) {
    guard event.position > noted else { return }
    noted = event.position
    concern(event)
    guard Changes.amending.contains(event.type) else { return }
    for tag in event.tags {
      if tag.hasPrefix("entry/") { amended.insert(String(tag.dropFirst(6))) }
      if tag.hasPrefix("decision/") { amended.insert(String(tag.dropFirst(9))) }
    }
  }

  private mutating func concern(_ event: RecordedEvent) {
    let type = event.type
    if Changes.ofTheTrust.contains(type) { everySchool = true }
    guard Changes.ofASchool.contains(type) else { return }
    for tag in event.tags + [event.subject] {
      if tag.hasPrefix("school/") { schools.insert(String(tag.dropFirst(7))) }
      if tag.hasPrefix("deployment/") { deployments.insert(tag) }
    }
  }

  /// Follows what was noted to the schools that it concerns.
  mutating func resolve(_ log: Log) throws {
    for ref in amended { for event in try log.events(ref: ref) { concern(event) } }
    if everySchool {
      for event in try log.events(matching: Query(types: [SchoolJoined.type])) { concern(event) }
      return
    }
    for deployment in deployments {
      let query = Query(types: [LeaderAllocated.type], tags: [deployment])
      for event in try log.events(matching: query) { concern(event) }
    }
  }

  private static let amending: Set<String> = [
    EntryCorrected.type, EntryVoided.type, IrregularDecisionRatified.type,
  ]
  private static let ofASchool = Set(
    Reads.ofOneSchool.flatMap(\.types) + [SchoolJoined.type, SchoolLeft.type]
  )
  .subtracting(amending)
  private static let ofTheTrust: Set<String> = [
    BodyConstituted.type, BodyDissolved.type, CalendarSet.type, BankHolidayProclaimed.type, SettingSet.type,
    SchemeAdopted.type,
    TierSet.type,
  ]
}
