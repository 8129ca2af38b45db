import Schemas

/// Whose interest is served, and whose is not.
extension AccountabilityCheck {
  static let selflessness: [AccountabilityCheck] = [
    AccountabilityCheck(
      "pupils-first", .selflessness, "whose interest it serves", isGap: true
    ) { file, _ in
      if file.decision.pupilsFirst != nil { return .held("pupilsFirst", "principles/selflessness") }
      if file.decision.principles?.selflessness != nil { return .held("principles/selflessness") }
      return .lacks(
        Lack(
          "nothing says how it serves pupils or the public", why: DecisionField.pupilsFirst.why,
          todo: mend(file, "pupilsFirst")))
    },
    AccountabilityCheck(
      "own-seat", .selflessness, "nobody decided on a seat of their own", isGap: true
    ) { file, record in
      let given = seats(file, record)
      let own = given.filter { person in file.bodies.contains { record.sits(person, on: $0, file.day) } }
      if own.isEmpty { return .notAsked }
      let voted = own.filter { !file.decision.withdrew.contains($0) }
      if voted.isEmpty { return .held(says: "\(names(own)) withdrew from it") }
      return .lacks(
        Lack(
          "\(names(voted)) did not withdraw, and was given a seat by it",
          why: "who gains by a decision does not take it",
          todo: "let the body decide it again without \(names(voted))", isError: true))
    },
  ]

  static let integrity: [AccountabilityCheck] = [
    AccountabilityCheck(
      "interested-voted", .integrity, "nobody with an interest voted", isGap: true
    ) { file, record in
      let decision = file.decision
      let known = Set(decision.interests.map(\.who)).union(decision.withdrew)
      let silent = record.interests.filter { interest in
        interest.days.contains(file.day) && interest.school != nil && interest.school == file.school
          && !known.contains(interest.person)
          && file.bodies.contains { record.sits(interest.person, on: $0, file.day) }
      }
      if let interest = silent.first {
        return .lacks(
          Lack(
            "\(interest.person) has an interest in \(file.school?.text ?? "it") on the register "
              + "(\(interest.ref)), and neither withdrew nor was cleared",
            why: "an interest that is not declared casts doubt on every vote",
            todo: "ask \(interest.person); if the interest held, let the body decide again without them",
            isError: true))
      }
      if let votes = decision.votes, let present = decision.present,
        votes.cast > present - Set(decision.withdrew).count
      {
        return .lacks(
          Lack(
            "\(votes.cast) votes are counted, and \(present - Set(decision.withdrew).count) could vote",
            why: "somebody who had withdrawn was counted", todo: mend(file, "votes"), isError: true))
      }
      if known.isEmpty { return .notAsked }
      return .held(
        "interests", says: decision.withdrew.isEmpty ? nil : "\(names(decision.withdrew)) withdrew")
    },
    AccountabilityCheck("interests-asked", .integrity, "interests were asked for") { file, _ in
      if file.decision.principles?.integrity != nil { return .held("principles/integrity") }
      if !file.decision.interests.isEmpty || !file.decision.withdrew.isEmpty { return .held("interests") }
      return .lacks(
        Lack(
          "nothing says whether interests were asked for",
          why: "that none is named may mean that nobody asked",
          todo: "from now on: --principle integrity=\"Interests were asked for; …\""))
    },
    AccountabilityCheck(
      "register", .integrity, "the register of interests was not older than a year"
    ) { file, record in
      guard !file.bodies.isEmpty, file.decision.basis != .fromMinutes else { return .notAsked }
      let last = record.confirmations.filter { $0.day <= file.day }.max { $0.day < $1.day }
      guard let last else {
        return .lacks(
          Lack(
            "no confirmation of the register of interests is on record by its day",
            why: registerMatters, todo: "kite person interests-confirmed"))
      }
      let age = last.day.days(to: file.day)
      if age <= registerDays {
        return .held(says: "register confirmed \(last.day.spoken) (\(last.ref)), \(age) days before")
      }
      return .lacks(
        Lack(
          "the register of interests was confirmed \(age) days before it, on \(last.day.spoken) "
            + "(\(last.ref))",
          why: registerMatters, todo: "kite person interests-confirmed"))
    },
  ]

  static let registerMatters = "a register that is older than a year does not show today's interests"
  static let registerDays = 366

  /// Who is given a seat by a decision, or keeps one for longer.
  private static func seats(_ file: DecisionFile, _ record: AccountabilityRecord) -> [PersonCode] {
    var persons: [PersonCode] = []
    for effect in file.effects {
      switch effect {
      case let added as GovernorAdded: persons.append(added.person)
      case let board as InterimBoardInstalled: persons += board.members
      case let board as InterimBoardExtended:
        persons += (record.trust.bodies[board.body]?.members ?? []).filter { $0.days.contains(file.day) }
          .map(\.person)
      case let office as OfficeGiven: persons.append(office.person)
      default: break
      }
    }
    return Array(Set(persons)).sorted()
  }

  private static func names(_ persons: [PersonCode]) -> String {
    let names = Set(persons).sorted().map(\.text)
    return names.count < 2
      ? names.first ?? "" : names.dropLast().joined(separator: ", ") + " and " + names[names.count - 1]
  }
}
