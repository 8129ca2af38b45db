extension Completions {
  var zsh: String {
    """
    #compdef \(name)
    # Completions of \(name) for zsh: source <(\(name) completions zsh)
    _\(name)() {
      local place='' kind='' word i
      local -a offers options
      for ((i = 2; i < CURRENT; i++)); do
        word=$words[i]
        case $word in
          (\(labelPattern)) ((i++)); continue ;;
        esac
        case $place/$word in
          (\(places.joined(separator: "|"))) place=$place/$word ;;
        esac
      done
      case "$place $words[CURRENT-1]" in
    \(zshValues)
      esac
      case $words[CURRENT-1] in
        (\(labelPattern)) return ;;
      esac
      case $place in
    \(sites.map(zshCase).joined(separator: "\n"))
      esac
      case $words[CURRENT] in
        (-*) _describe -o option options ;;
        (*)
          (( $#offers )) && _describe word offers
          case $kind in
            (files) _files ;;
            (folders) _files -/ ;;
          esac
          ;;
      esac
    }
    if [[ $funcstack[1] == _\(name) ]]; then _\(name) "$@"; else compdef _\(name) \(name); fi

    """
  }

  private var zshValues: String {
    var lines: [String] = []
    for site in sites {
      for option in site.options where option.form == .option && option.completion != .nothing {
        let pattern = option.labels.map { label in
          let here = "\"\(site.place) \(label)\""
          return site.isGroup ? "\(here)|\"\(site.place)/\"*\" \(label)\"" : here
        }.joined(separator: "|")
        lines.append("    (\(pattern)) \(zshAction(option.completion)); return ;;")
      }
    }
    return lines.isEmpty ? "    (*) ;;" : lines.joined(separator: "\n")
  }

  private func zshAction(_ completion: Declaration.Completion) -> String {
    switch completion {
    case .nothing: ":"
    case .files: "_files"
    case .folders: "_files -/"
    case .choices(let choices): "compadd -- \(choices.map { Self.quoted($0) }.joined(separator: " "))"
    }
  }

  private func zshCase(_ site: Site) -> String {
    let words = site.words.map { zshItem($0.word, $0.says) }.joined(separator: " ")
    let options = options(at: site).map { zshItem($0.label, $0.says) }.joined(separator: " ")
    let kind =
      switch site.argument {
      case .files: "; kind=files"
      case .folders: "; kind=folders"
      case .nothing, .choices: ""
      }
    return "    ('\(site.place)') offers=(\(words)); options=(\(options))\(kind) ;;"
  }

  /// `_describe` splits word and text at the first colon that has no backslash.
  private func zshItem(_ word: String, _ says: String) -> String {
    let word = word.map { $0 == ":" ? "\\:" : String($0) }.joined()
    return Self.quoted("\(word):\(says)")
  }
}
