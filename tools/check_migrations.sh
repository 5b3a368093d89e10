#!/usr/bin/env bash
# The migrations make the schema that the models describe, and every one goes down as well as up: in SQLite, and
# in PostgreSQL where it is installed, as it is in CI.
set -euo pipefail
cd "$(dirname "$0")/.."

folder=build/migrations
rm -rf "$folder"
mkdir -p "$folder"

check() {
    local database=$1
    step() {
        printf '$ alembic %s\n' "$*"
        alembic -x "db=$database" "$@"
    }
    step upgrade head
    step check
    step downgrade base
    step upgrade head
    step check
    printf '$ quotesdb db check\n'
    quotesdb --db "$database" db check
}

check "$folder/check.db"
if url=$(python -m tests.postgresql_server "$folder" $$); then
    check "$url"
elif [ "${CI:-}" = true ]; then
    exit 1
fi
