public import Schemas

extension Trust {
  /// Who holds an office on a day; somebody acting comes before the holder, the latest before earlier ones.
  public func holder(of office: OfficeCode, on day: Day) -> Tenure? {
    let held = tenures.filter { $0.office == office && $0.days.contains(day) }
    return held.last { $0.acting } ?? held.max { $0.days.first < $1.days.first }
  }

  /// The offices of a person on a day, in order.
  public func offices(of person: PersonCode, on day: Day) -> [OfficeCode] {
    Set(tenures.filter { $0.person == person && $0.days.contains(day) }.map(\.office)).sorted()
  }

  /// Persons with a seat on a body on a day.
  public func members(of body: BodyCode, on day: Day) -> Set<PersonCode> {
    guard let found = bodies[body], found.term(on: day) != nil else { return [] }
    let seats = tenures.filter { $0.seatOn == body && $0.days.contains(day) }.map(\.person)
    return Set(seats + found.members.filter { $0.days.contains(day) }.map(\.person))
  }

  /// The body that governs a school locally on a day: its interim board where one stands, else its local
  /// body.
  public func localBody(of school: SchoolCode, on day: Day) -> BodyCode? {
    if let interim = interimBoard(of: school, on: day) { return interim.body }
    return bodies.values
      .filter { $0.kind == .local && $0.governs(school, on: day) }
      .map(\.code).min()
  }

  public func interimBoard(of school: SchoolCode, on day: Day) -> InterimBoard? {
    interimBoards.values.filter { $0.school == school && $0.days.contains(day) }.min { $0.body < $1.body }
  }

  public func shadow(of school: SchoolCode, on day: Day) -> BodyCode? {
    shadows.values.filter { $0.school == school && $0.days.contains(day) }.map(\.body).min()
  }
}
