/// Scripts that let a shell complete command lines, made from the table of commands.
///
/// All three walk the words typed so far, skipping the values of options, to the path of the command that is
/// being typed, such as `/variation/approve`; everything else is looked up by that path.
struct Completions {
  enum Shell: String, CaseIterable, ParameterValue {
    case bash, zsh, fish
  }

  let root: Command

  func script(for shell: Shell) -> String {
    ""
  }
}
