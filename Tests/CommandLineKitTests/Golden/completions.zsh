#compdef library
# Completions of library for zsh: source <(library completions zsh)
_library() {
  local place='' kind='' word i
  local -a offers options
  for ((i = 2; i < CURRENT; i++)); do
    word=$words[i]
    case $word in
      (--shelf|-s|--tag|-t|--year|-y|--order|--limit|-n|--because|--mood|--pages|--reader) ((i++)); continue ;;
    esac
    case $place/$word in
      (/add|/list|/discard|/lend|/fine|/fine/set|/fine/waive|/help|/completions|/manual) place=$place/$word ;;
    esac
  done
  case "$place $words[CURRENT-1]" in
    (" --shelf"|"/"*" --shelf"|" -s"|"/"*" -s") _files -/; return ;;
    ("/list --order") compadd -- 'title' 'author' 'year'; return ;;
    ("/discard --mood") compadd -- 'good' 'worn' 'torn'; return ;;
  esac
  case $words[CURRENT-1] in
    (--shelf|-s|--tag|-t|--year|-y|--order|--limit|-n|--because|--mood|--pages|--reader) return ;;
  esac
  case $place in
    ('') offers=('add:Put a book on the shelf.' 'list:List the books.' 'discard:Throw a book away.' 'lend:Lend books.' 'fine:Fines for late books.' 'help:Explain a command or a topic.' 'completions:Print the completions for a shell.' 'manual:Print the manual page, in mdoc.'); options=('--shelf:Where the books are.' '--quiet:Say nothing.' '--help:Print the help.' '--version:Print the version.') ;;
    ('/add') offers=(); options=('--tag:Say what it is about.' '--year:When it was printed.' '--shelf:Where the books are.' '--quiet:Say nothing.' '--help:Print the help.') ;;
    ('/list') offers=(); options=('--order:What comes first.' '--limit:How many at most.' '--long:Tell more of each.' '--all:Lent ones too.' '--shelf:Where the books are.' '--quiet:Say nothing.' '--help:Print the help.') ;;
    ('/discard') offers=(); options=('--because:Why.' '--mood:How it looks.' '--pages:How many.' '--shelf:Where the books are.' '--quiet:Say nothing.' '--help:Print the help.') ;;
    ('/lend') offers=(); options=('--reader:Who takes it.' '--shelf:Where the books are.' '--quiet:Say nothing.' '--help:Print the help.') ;;
    ('/fine') offers=('set:Set a fine.' 'waive:Waive a fine.'); options=('--shelf:Where the books are.' '--quiet:Say nothing.' '--help:Print the help.') ;;
    ('/fine/set') offers=(); options=('--shelf:Where the books are.' '--quiet:Say nothing.' '--help:Print the help.') ;;
    ('/fine/waive') offers=(); options=('--shelf:Where the books are.' '--quiet:Say nothing.' '--help:Print the help.') ;;
    ('/help') offers=('add:Put a book on the shelf.' 'list:List the books.' 'discard:Throw a book away.' 'lend:Lend books.' 'fine:Fines for late books.' 'help:Explain a command or a topic.' 'completions:Print the completions for a shell.' 'manual:Print the manual page, in mdoc.' 'dates:How dates are written.' 'exit-status:What the exit status tells a script.'); options=('--shelf:Where the books are.' '--quiet:Say nothing.' '--help:Print the help.') ;;
    ('/completions') offers=('bash:The shell that will read it.' 'zsh:The shell that will read it.' 'fish:The shell that will read it.'); options=('--shelf:Where the books are.' '--quiet:Say nothing.' '--help:Print the help.') ;;
    ('/manual') offers=(); options=('--shelf:Where the books are.' '--quiet:Say nothing.' '--help:Print the help.') ;;
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
if [[ $funcstack[1] == _library ]]; then _library "$@"; else compdef _library library; fi
