import Asking
import CommandLineKit
import EventLog
import Governance
import History
import JSON
import Schemas

/// `kite person about`: what the record holds about a person, for who asks for it or asks to be erased.
struct PersonCommand {
  let world: World

  private static let person = Parameter<PersonCode>.argument("person", help: "The person's id: p-017.")

  var command: Command {
    Command(
      "about", summary: "What the record holds about a person; what can be erased, and what stays.",
      discussion: """
        For a request to see one's data, or to have it erased. kite trail --person lists the entries; with \
        --audience person:ID the ids of others are masked in it.
        """,
      examples: ["kite person about p-042": "Then kite trail --person p-042 --audience person:p-042."],
      [Self.person.declaration] + Options.asking
    ) { input in
      let answers = try Answers(input, world)
      let about = try AboutPerson(input[Self.person], answers)
      return AskCommands(world: world).answer(
        input, answers, json: [about.json], text: about.text(width: world.width))
    }
  }
}

/// What the record holds about a person.
struct AboutPerson {
  let person: PersonCode
  let offices: [Tenure]
  let selected: SelectedEntries
  /// The events that register the person, and of each the closed fields, with what became of them.
  let registered: [(place: String, fields: [(path: String, erased: Gap.Erasure?, isHeld: Bool)])]
  let holds: [Hold]
  let names: Names

  init(_ person: PersonCode, _ answers: Answers) throws {
    let trust = try answers.trust(Reads.bodies + [Reads([HoldPlaced.self, HoldLifted.self])])
    guard trust.persons.contains(person) else {
      throw CommandFailure(.notFound, "there is no person '\(person)' in this record")
    }
    self.person = person
    names = Names(trust: trust, day: answers.on)
    offices = trust.tenures.filter { $0.person == person }.sorted { $0.days.first < $1.days.first }
    var selection = EntrySelection()
    selection.person = person
    if !answers.isKnownNow { selection.upTo = answers.position.rawValue }
    selected = try SelectedEntries(selection, answers)
    let query = Query(types: [PersonRegistered.type], tags: [person.fullTag])
    let found = try answers.log.events(matching: query, after: .start, upTo: answers.position)
    registered = try found.map { try TrustEvent($0) }.map { event in
      let commit = try answers.log.events(ref: event.ref)
      let same = commit.filter { $0.isOfType(PersonRegistered.type) }
      let number = (same.firstIndex { $0.id == event.id } ?? 0) + 1
      let shown = try ShownEntry(event.ref, answers)
      let place = "\(event.ref)/\(PersonRegistered.type)\(same.count > 1 ? "/\(number)" : "")"
      let fields = event.data.closedPaths.map { path, contentClass in
        let erased = shown.dossier.disclosure.erasure(of: event.id, path)
        let isHeld = answers.log.contents.isHeld(event.id, in: contentClass.rawValue)
        return (path: path, erased: erased, isHeld: isHeld && erased == nil)
      }
      return (place, fields)
    }
    let tags = Set(selected.entries.flatMap { ["entry/\($0.ref)"] } + [person.fullTag])
    holds = trust.holds.filter { $0.concerns.contains { tags.contains($0.text) } }
  }

  private var grounds: [(PersonSearch.Ground, Int)] {
    PersonSearch.Ground.allCases.compactMap { ground in
      let count = selected.grounds.values.count { $0.contains(ground) }
      return count == 0 ? nil : (ground, count)
    }
  }

  var json: JSONValue {
    [
      "person": .string(person.text),
      "offices": .array(
        offices.map {
          [
            "office": .string($0.office.text), "firstDay": .string($0.days.first.text),
            "lastDay": .optional($0.days.last?.text),
          ]
        }),
      "entries": .integer(selected.entries.count),
      "grounds": .object(grounds.map { JSONMember($0.0.rawValue, .integer($0.1)) }),
      "personal": .array(
        registered.flatMap { event in
          event.fields.map { field in
            [
              "entry": .string(event.place), "field": .string(field.path), "held": .bool(field.isHeld),
              "erasedBy": .optional(field.erased?.ref),
            ]
          }
        }),
      "holds": .texts(holds.map(\.ref)),
    ]
  }

  func text(width: Int) -> String {
    var sheet = Sheet(width: width)
    sheet.say("\(person)")
    sheet.row(
      "offices",
      offices.isEmpty
        ? ["none on record"]
        : offices.map { tenure in
          let last = tenure.days.last.map { " to \($0.spoken)" } ?? " on"
          return "\(tenure.office)\(tenure.acting ? " (acting)" : "") from \(tenure.days.first.spoken)\(last)"
        })
    let counted = grounds.map { "\($0.1) \(AboutPerson.words($0.0))" }
    let count = selected.entries.count
    sheet.row(
      "entries",
      "\(Prose.count(count, "entry", "entries")) \(count == 1 ? "concerns" : "concern") the person"
        + (counted.isEmpty ? "" : ", some in several ways: \(counted.joined(separator: ", "))"))
    sheet.row("", "kite trail --person \(person) --audience person:\(person), with others masked")
    sheet.row("", "what is closed in other entries was not looked in")
    tellErasable(&sheet)
    return sheet.text
  }

  private func tellErasable(_ sheet: inout Sheet) {
    let held = registered.flatMap { event in
      event.fields.filter(\.isHeld).map { (place: event.place, path: $0.path) }
    }
    sheet.row(
      "can go",
      held.isEmpty
        ? ["nothing: no personal content of theirs is held here"]
        : Set(held.map(\.place)).sorted().map { place in
          let fields = held.filter { $0.place == place }.map(\.path)
          let options = fields.map { "--field \($0)" }.joined(separator: " ")
          return "\(Prose.list(fields)): kite erase \(place) \(options)"
        })
    for event in registered {
      for field in event.fields {
        guard let erased = field.erased else { continue }
        sheet.row("gone", "\(field.path), erased on \(erased.day.spoken) (\(erased.ref))")
      }
    }
    sheet.row(
      "stays",
      "offices, interests, votes and decisions, which hold an id and no name: the record of a public task "
        + "(UK GDPR, article 17(3)); every seal and proof goes on to hold")
    for hold in holds {
      sheet.row(
        "hold",
        "\(hold.ref) since \(hold.placed.spoken)\(hold.because.map { ": \($0)" } ?? ""); nothing can go")
    }
  }

  private static func words(_ ground: PersonSearch.Ground) -> String {
    switch ground {
    case .named: "name them"
    case .interest: "tell their interest"
    case .dissent: "hold their dissent"
    case .office: "concern their office"
    case .seat: "concern a body on which they sat"
    case .recorded: "were recorded by them"
    case .mentioned: "mention them"
    }
  }
}
