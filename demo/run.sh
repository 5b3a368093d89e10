#!/usr/bin/env bash
# The main job, a command at a time: articles -> who said what -> the evidence -> a citation.
# Run it twice: the second time every article is `unchanged`.
set -euo pipefail
cd "$(dirname "$0")/.."

export QUOTESDB_DB=build/demo.db
speaker='Amara Okonjo'
mkdir -p build

run() {
    local word line=''
    for word in "$@"; do
        case $word in *' '*) line+=" \"$word\"" ;; *) line+=" $word" ;; esac
    done
    printf '\n$%s\n' "$line"
    "$@"
}

printf 'The database is %s.\n' "$QUOTESDB_DB"
run quotesdb ingest fixtures/articles
run quotesdb speakers
run quotesdb speaker "$speaker"
run quotesdb quotes --speaker "$speaker" --limit 5

# Attributed to "she", so the evidence has something to prove.
found=$(run quotesdb quotes 'Ask me on Thursday' --speaker "$speaker" --json 2>&1)
printf '%s\n' "$found"
[[ $found =~ \"(q-[a-z2-7]{10})\" ]] || { echo "no such quotation by $speaker was found" >&2; exit 1; }
run quotesdb quote "${BASH_REMATCH[1]}"
run quotesdb export --format apa "${BASH_REMATCH[1]}"

# Are these the words? The second claim has one wrong, so its exit status is 1.
run quotesdb check "What nobody had was a place to put the water" --speaker "$speaker"
run quotesdb check "What nobody had was a room to put the water" --speaker "$speaker" || [[ $? == 1 ]]

printf '\nTo look at all this in a browser, and to decide: QUOTESDB_DB=%s .venv/bin/quotesdb serve --as you\n' "$QUOTESDB_DB"
