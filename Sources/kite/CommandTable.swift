import CommandLineKit

/// The whole tree of commands, as `kite --help` shows it.
struct CommandTable {
  let tool: Tool

  init(_ world: World) {
    tool = Tool(
      Command(
        "kite", summary: "The decision record of a schools trust.", Options.everywhere,
        groups: [
          "Start": StartCommands(world: world).all,
          "Record": RecordCommands(world: world).all,
          "Ask": AskCommands(world: world).all,
          "Export": ExportCommands(world: world).all + PaperCommands(world: world).all
            + [HandoverCommands(world: world).command, SchemaCommand(world: world).command],
          "Keep": KeepCommands(world: world).all,
        ]),
      version: Program.version, released: Program.released, topics: [.json, .keys, SettingCommands.topic])
  }
}
