#!/usr/bin/env bash
# The migrations make the schema that the models describe, and every one goes down as well as up.
set -euo pipefail
cd "$(dirname "$0")/.."

folder=build/migrations
rm -rf "$folder"
mkdir -p "$folder"

step() {
    printf '$ alembic %s\n' "$*"
    alembic -x "db=$folder/check.db" "$@"
}

step upgrade head
step check
step downgrade base
step upgrade head
step check
printf '$ quotesdb db check\n'
quotesdb --db "$folder/check.db" db check
