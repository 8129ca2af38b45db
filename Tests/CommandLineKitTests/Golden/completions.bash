# Completions of library for bash: source <(library completions bash)
_library() {
  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}
  local place='' words='' options='' kind='' word i
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    case $word in
      --shelf|-s|--tag|-t|--year|-y|--order|--limit|-n|--because|--mood|--pages|--reader) ((i++)); continue ;;
    esac
    case $place/$word in
      /add|/list|/discard|/lend|/fine|/fine/set|/fine/waive|/help|/completions|/manual) place=$place/$word ;;
    esac
  done
  COMPREPLY=()
  case "$place $previous" in
    " --shelf"|"/"*" --shelf"|" -s"|"/"*" -s") _library_paths -d "$current"; return ;;
    "/list --order") mapfile -t COMPREPLY < <(compgen -W 'title author year' -- "$current"); return ;;
    "/discard --mood") mapfile -t COMPREPLY < <(compgen -W 'good worn torn' -- "$current"); return ;;
  esac
  case $previous in
    --shelf|-s|--tag|-t|--year|-y|--order|--limit|-n|--because|--mood|--pages|--reader) return ;;
  esac
  case $place in
    '') words='add list discard lend fine help completions manual' options='--shelf --quiet --help --version' ;;
    '/add') words='' options='--tag --year --shelf --quiet --help' ;;
    '/list') words='' options='--order --limit --long --all --shelf --quiet --help' ;;
    '/discard') words='' options='--because --mood --pages --shelf --quiet --help' ;;
    '/lend') words='' options='--reader --shelf --quiet --help' ;;
    '/fine') words='set waive' options='--shelf --quiet --help' ;;
    '/fine/set') words='' options='--shelf --quiet --help' ;;
    '/fine/waive') words='' options='--shelf --quiet --help' ;;
    '/help') words='add list discard lend fine help completions manual dates exit-status' options='--shelf --quiet --help' ;;
    '/completions') words='bash zsh fish' options='--shelf --quiet --help' ;;
    '/manual') words='' options='--shelf --quiet --help' ;;
  esac
  case $current in
    -*) mapfile -t COMPREPLY < <(compgen -W "$options" -- "$current") ;;
    *)
      mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
      [ -z "$kind" ] || _library_paths "$kind" "$current"
      ;;
  esac
}
_library_paths() {
  compopt -o filenames 2>/dev/null
  mapfile -t COMPREPLY < <(compgen "$1" -- "$2")
}
complete -F _library library
