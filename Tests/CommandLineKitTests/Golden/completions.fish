# Completions of library for fish: library completions fish | source
function __library_place
    set -l place ''
    set -l skip 0
    for word in (commandline -opc)[2..]
        if test $skip = 1
            set skip 0
            continue
        end
        switch $word
            case --shelf -s --tag -t --year -y --order --limit -n --because --mood --pages --reader
                set skip 1
                continue
        end
        switch $place/$word
            case /add /list /discard /lend /fine /fine/set /fine/waive /help /completions /manual
                set place $place/$word
        end
    end
    echo $place
end
function __library_at
    test (__library_place) = "$argv[1]"
end
function __library_under
    string match -q -- "$argv[1]/*" (__library_place)/
end
complete -c library -f
complete -c library -l help -s h -d 'Print the help.'
complete -c library -n '__library_at ""' -l version -d 'Print the version.'
complete -c library -n '__library_at ""' -a 'add' -d 'Put a book on the shelf.'
complete -c library -n '__library_at ""' -a 'list' -d 'List the books.'
complete -c library -n '__library_at ""' -a 'discard' -d 'Throw a book away.'
complete -c library -n '__library_at ""' -a 'lend' -d 'Lend books.'
complete -c library -n '__library_at ""' -a 'fine' -d 'Fines for late books.'
complete -c library -n '__library_at ""' -a 'help' -d 'Explain a command or a topic.'
complete -c library -n '__library_at ""' -a 'completions' -d 'Print the completions for a shell.'
complete -c library -n '__library_at ""' -a 'manual' -d 'Print the manual page, in mdoc.'
complete -c library -n '__library_under ""' -l shelf -s s -x -a '(__fish_complete_directories)' -d 'Where the books are.'
complete -c library -n '__library_under ""' -l quiet -s q -d 'Say nothing.'
complete -c library -n '__library_under /add' -l tag -s t -x -d 'Say what it is about.'
complete -c library -n '__library_under /add' -l year -s y -x -d 'When it was printed.'
complete -c library -n '__library_under /list' -l order -x -a 'title author year' -d 'What comes first.'
complete -c library -n '__library_under /list' -l limit -s n -x -d 'How many at most.'
complete -c library -n '__library_under /list' -l long -s l -d 'Tell more of each.'
complete -c library -n '__library_under /list' -l all -s a -d 'Lent ones too.'
complete -c library -n '__library_under /discard' -l because -x -d 'Why.'
complete -c library -n '__library_under /discard' -l mood -x -a 'good worn torn' -d 'How it looks.'
complete -c library -n '__library_under /discard' -l pages -x -d 'How many.'
complete -c library -n '__library_under /lend' -l reader -x -d 'Who takes it.'
complete -c library -n '__library_at /fine' -a 'set' -d 'Set a fine.'
complete -c library -n '__library_at /fine' -a 'waive' -d 'Waive a fine.'
complete -c library -n '__library_at /help' -a 'add' -d 'Put a book on the shelf.'
complete -c library -n '__library_at /help' -a 'list' -d 'List the books.'
complete -c library -n '__library_at /help' -a 'discard' -d 'Throw a book away.'
complete -c library -n '__library_at /help' -a 'lend' -d 'Lend books.'
complete -c library -n '__library_at /help' -a 'fine' -d 'Fines for late books.'
complete -c library -n '__library_at /help' -a 'help' -d 'Explain a command or a topic.'
complete -c library -n '__library_at /help' -a 'completions' -d 'Print the completions for a shell.'
complete -c library -n '__library_at /help' -a 'manual' -d 'Print the manual page, in mdoc.'
complete -c library -n '__library_at /help' -a 'dates' -d 'How dates are written.'
complete -c library -n '__library_at /help' -a 'exit-status' -d 'What the exit status tells a script.'
complete -c library -n '__library_at /completions' -a 'bash' -d 'The shell that will read it.'
complete -c library -n '__library_at /completions' -a 'zsh' -d 'The shell that will read it.'
complete -c library -n '__library_at /completions' -a 'fish' -d 'The shell that will read it.'
