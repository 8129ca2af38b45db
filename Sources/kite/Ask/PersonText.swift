import Asking
import Governance
import Schemas

/// What the record holds of a person, as it is read on a terminal.
struct PersonText {
  let held: PersonInRecord
  let answer: AccountabilityAnswer

  init(_ held: PersonInRecord, _ answer: AccountabilityAnswer) {
    self.held = held
    self.answer = answer
  }

  func text(width: Int) -> String {
    var sheet = Sheet(width: width, indent: 14)
    sheet.say("What the record holds of \(held.person)")
    for tenure in held.offices {
      let seat = tenure.seatOn.map { " (a seat on \($0))" } ?? ""
      let until = tenure.days.last.map { " to \($0.short)" } ?? ""
      let acting = tenure.acting ? ", acting" : ""
      sheet.row("office", "\(tenure.office)\(seat)\(acting), from \(tenure.days.first.short)\(until)")
    }
    for (interest, words) in held.declared {
      let school = interest.school.map { " (\($0))" } ?? ""
      sheet.row("declared", "\(words)\(school), \(interest.ref)")
    }
    if held.declared.isEmpty { sheet.row("declared", "nothing on the register by this id") }
    for (file, interest) in held.withdrew {
      sheet.row("withdrew", told(file) + (interest.map { ": \($0)" } ?? ""))
    }
    for (file, interest) in held.cleared { sheet.row("cleared", "\(told(file)): \(interest)") }
    for dissent in held.dissents {
      sheet.row("against", "\(told(dissent.file)): \"\(dissent.words)\"")
      let answer =
        dissent.answer.map { mention in
          "answered by \(mention.ref) on \(mention.day.spoken)"
            + (dissent.answerWords.map { ": \($0)" } ?? "")
        } ?? "no later decision speaks of it"
      sheet.row("", answer)
    }
    if !held.decided.isEmpty {
      let refs = held.decided.map(\.ref.text).joined(separator: " ")
      sheet.row("decided", "in office: \(refs)")
    }
    if !held.sat.isEmpty {
      let free = held.sat.filter { !$0.decision.withdrew.contains(held.person) }
      sheet.row(
        "votes",
        "\(Prose.count(free.count, "decision")) of bodies on which \(held.person) had a seat and no "
          + "interest. "
          + "Votes are counted, not named, and so is attendance: only dissent and withdrawals are on "
          + "record by person")
    }
    return sheet.text
  }

  private func told(_ file: DecisionFile) -> String {
    let school = file.school.map { " (\($0))" } ?? ""
    return "\(file.ref)\(school), \(file.day.spoken)"
  }
}
