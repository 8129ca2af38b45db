extension Completions {
  var fish: String {
    """
    # Completions of \(name) for fish: \(name) completions fish | source
    function __\(name)_place
        set -l place ''
        set -l skip 0
        for word in (commandline -opc)[2..]
            if test $skip = 1
                set skip 0
                continue
            end
            switch $word
                case \(labelsWithValue.isEmpty ? "''" : labelsWithValue.joined(separator: " "))
                    set skip 1
                    continue
            end
            switch $place/$word
                case \(places.joined(separator: " "))
                    set place $place/$word
            end
        end
        echo $place
    end
    function __\(name)_at
        test (__\(name)_place) = "$argv[1]"
    end
    function __\(name)_under
        string match -q -- "$argv[1]/*" (__\(name)_place)/
    end
    complete -c \(name) -f
    complete -c \(name) -l help -s h -d 'Print the help.'
    complete -c \(name) -n '__\(name)_at ""' -l version -d 'Print the version.'
    \(sites.flatMap(fishLines).joined(separator: "\n"))

    """
  }

  private func fishLines(_ site: Site) -> [String] {
    let place = site.place.isEmpty ? "\"\"" : site.place
    let at = "complete -c \(name) -n '__\(name)_at \(place)'"
    let under = "complete -c \(name) -n '__\(name)_under \(place)'"
    let words = site.words.map { "\(at) -a \(fishQuoted($0.word)) -d \(fishQuoted($0.says))" }
    let options = site.options.map { option in
      let short = option.short.map { " -s \($0)" } ?? ""
      return "\(under) -l \(option.name)\(short)\(fishValue(option)) -d \(fishQuoted(option.help))"
    }
    let argument: [String] =
      switch site.argument {
      case .files: ["\(at) -F"]
      case .folders: ["\(at) -a '(__fish_complete_directories)'"]
      case .nothing, .choices: []
      }
    return words + argument + options
  }

  private func fishValue(_ option: Declaration) -> String {
    guard option.form == .option else { return "" }
    return switch option.completion {
    case .nothing: " -x"
    case .files: " -r -F"
    case .folders: " -x -a '(__fish_complete_directories)'"
    case .choices(let choices): " -x -a \(fishQuoted(choices.joined(separator: " ")))"
    }
  }

  /// Between single quotes fish also reads `\\`, which the other shells do not.
  private func fishQuoted(_ text: String) -> String {
    Self.quoted(text.map { $0 == "\\" ? "\\\\" : String($0) }.joined(), escape: "\\'")
  }
}
