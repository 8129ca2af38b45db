import CommandLineKit
import Governance
import JSON
import Schemas

/// `kite schema`: the event catalogue, for people and for programs.
struct SchemaCommand {
  let world: World

  private static let type = Parameter<String?>.argument(
    "type", help: "A type of event: VariationMade; the whole catalogue when absent.")
  private static let table = Parameter<Bool>.flag("table", help: "As a table of its fields, in Markdown.")

  var command: Command {
    Command(
      "schema", summary: "The event catalogue as JSON Schema.",
      discussion: """
        With a type, its JSON Schema (draft 2020-12); without one, every type with its summary, or with \
        --json every schema, one a line. It needs no record.
        """,
      examples: [
        "kite schema VariationMade": "What the data of such an event holds.",
        "kite schema --json > catalogue.jsonl": "All of them, for a program.",
      ],
      [Self.type.declaration, Self.table.declaration]
    ) { input in
      if let name = input[Self.type] {
        guard let description = Catalogue.description(of: name) else {
          throw Self.unknownType(name, .notFound)
        }
        world.out(input[Self.table] ? description.documentationTable : "\(description.jsonSchema.text)\n")
        return .done
      }
      let groups = Catalogue.groups.map { group in
        (group.name, group.types.compactMap { Catalogue.description(of: $0.type) })
      }
      if input[Options.json] {
        world.out(groups.flatMap(\.1).map { "\($0.jsonSchema.text)\n" }.joined())
      } else if input[Self.table] {
        world.out(Self.tables(groups))
      } else {
        world.out(list(groups))
      }
      return .done
    }
  }

  static func unknownType(_ name: String, _ status: ExitStatus) -> CommandFailure {
    let nearest = nearestName(to: name, among: Catalogue.names).map { "; did you mean '\($0)'?" } ?? ""
    return CommandFailure(
      status,
      "there is no type '\(name)' in the catalogue\(nearest)"
        + " ('kite schema' lists all \(Catalogue.names.count))"
    )
  }

  private static func tables(_ groups: [(String, [PayloadDescription])]) -> String {
    groups.map { name, descriptions in
      "## \(name)\n\n"
        + descriptions.map { "### \($0.type)\n\n\($0.summary)\n\n\($0.documentationTable)\n" }.joined()
    }.joined()
  }

  private func list(_ groups: [(String, [PayloadDescription])]) -> String {
    let longest = Catalogue.names.map(\.count).max() ?? 0
    var sheet = Sheet(width: world.width, indent: longest + 4)
    for (name, descriptions) in groups {
      sheet.space()
      sheet.say(name)
      for description in descriptions { sheet.row(description.type, description.summary) }
    }
    return sheet.text
  }
}
