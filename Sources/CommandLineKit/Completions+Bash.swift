extension Completions {
  var bash: String {
    """
    # Completions of \(name) for bash: source <(\(name) completions bash)
    _\(name)() {
      local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}
      local place='' words='' options='' kind='' word i
      for ((i = 1; i < COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        case $word in
          \(labelPattern)) ((i++)); continue ;;
        esac
        case $place/$word in
          \(places.joined(separator: "|"))) place=$place/$word ;;
        esac
      done
      COMPREPLY=()
      case "$place $previous" in
    \(bashValues)
      esac
      case $previous in
        \(labelPattern)) return ;;
      esac
      case $place in
    \(sites.map(bashCase).joined(separator: "\n"))
      esac
      case $current in
        -*) mapfile -t COMPREPLY < <(compgen -W "$options" -- "$current") ;;
        *)
          mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
          [ -z "$kind" ] || _\(name)_paths "$kind" "$current"
          ;;
      esac
    }
    _\(name)_paths() {
      compopt -o filenames 2>/dev/null
      mapfile -t COMPREPLY < <(compgen "$1" -- "$2")
    }
    complete -F _\(name) \(name)

    """
  }

  private var bashValues: String {
    var lines: [String] = []
    for site in sites {
      for option in site.options where option.form == .option && option.completion != .nothing {
        let pattern = option.labels.map { label in
          let here = "\"\(site.place) \(label)\""
          return site.isGroup ? "\(here)|\"\(site.place)/\"*\" \(label)\"" : here
        }.joined(separator: "|")
        lines.append("    \(pattern)) \(bashAction(option.completion)); return ;;")
      }
    }
    return lines.isEmpty ? "    *) ;;" : lines.joined(separator: "\n")
  }

  private func bashAction(_ completion: Declaration.Completion) -> String {
    switch completion {
    case .nothing: ":"
    case .files: "_\(name)_paths -f \"$current\""
    case .folders: "_\(name)_paths -d \"$current\""
    case .choices(let choices):
      "mapfile -t COMPREPLY < <(compgen -W \(Self.quoted(choices.joined(separator: " "))) -- \"$current\")"
    }
  }

  private func bashCase(_ site: Site) -> String {
    let words = Self.quoted(site.words.map(\.word).joined(separator: " "))
    let options = Self.quoted(options(at: site).map(\.label).joined(separator: " "))
    let kind =
      switch site.argument {
      case .files: " kind=-f"
      case .folders: " kind=-d"
      case .nothing, .choices: ""
      }
    return "    '\(site.place)') words=\(words) options=\(options)\(kind) ;;"
  }
}
