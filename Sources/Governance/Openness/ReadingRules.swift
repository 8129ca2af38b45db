import Schemas

extension RestrictedRead {
  /// Who may read what is restricted is a setting of the trust.
  public func check(_ trust: Trust, _ context: Context) throws(Refusal) {
    let readers = trust.names(.restrictedReaders, on: context.day)
    guard !readers.isEmpty, !readers.contains(where: { trust.stands($0, for: person, context) }) else {
      return
    }
    throw .setting(
      .restrictedReaders, "reader", "\(person) is not among those who may read what is restricted",
      instead: ["ask one of \(quoted(readers)) to read it", "ask for its release: kite evidence release"])
  }
}

extension Trust {
  /// Whether a name of a person, an office or a body takes in a person.
  fileprivate func stands(_ name: String, for person: PersonCode, _ context: Context) -> Bool {
    if name == person.text { return true }
    let day = context.recorded.londonDay
    let party = party(for: name, school: context.school, on: day)
    let offices = offices(of: person, on: day)
    if offices.contains(where: { $0.text == name || party?.office == $0 }) { return true }
    guard let body = party?.body ?? BodyCode(name), let found = bodies[body] else { return false }
    let seats = tenures.contains { $0.person == person && $0.seatOn == body && $0.days.contains(day) }
    return seats || found.members.contains { $0.person == person && $0.days.contains(day) }
  }
}

extension ContentReleased {
  /// What everybody could see is closed for a reason; nothing is moved to where it is.
  public func check(_ trust: Trust, _ context: Context) throws(Refusal) {
    guard from != to else {
      throw .record("released-already", "it is of the class '\(to.rawValue)' already")
    }
    guard from == .open else { return }
    guard note?.withheldBecause != nil else {
      throw .record(
        "closed-without-reason",
        "everybody could see it, and no lawful reason for withholding it from now on is given",
        instead: ["say why: --withheld-because TEXT, and when that is looked at again: --withheld-until DAY"])
    }
  }

  public func evolve(_ trust: inout Trust, _ context: Context) {
    guard let ref = trust.entries[entry.text]?.ref else { return }
    if to == .open {
      trust.withholdings[ref] = nil
    } else if from == .open, let until = note?.withheldUntil {
      trust.withholdings[ref] = Withholding(ref: ref, until: until, school: context.school, evidence: code)
    }
  }
}
