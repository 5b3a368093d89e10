#!/usr/bin/env bash
# What a user installs works without this folder: build the wheel, install it with the locked dependencies
# in an empty environment, and do the main job with it from an empty folder.
# PYTHON makes the environment; BUILDER is the Python that has hatchling.
set -euo pipefail
cd "$(dirname "$0")/.."

root=$PWD
python=${PYTHON:-python3}
builder=${BUILDER:-python3}
build=$root/build/wheel
article=$root/fixtures/articles/text/wire-flood.txt
speaker='Amara Okonjo'
unset PYTHONPATH QUOTESDB_DB
export LC_ALL=C.UTF-8

say() { printf -- '-- %s\n' "$*"; }
fail() { printf 'wheel: %s\n' "$*" >&2; exit 1; }

say 'build'
rm -rf "$build"
"$builder" -m hatchling build -t wheel -d "$build"
wheel=$(echo "$build"/quotesdb-*.whl)

say 'every file of the package, the migrations and the model are inside'
"$builder" -m zipfile -l "$wheel" | awk '{ print $1 }' | sort > "$build/inside.txt"
git ls-files quotesdb alembic | sed 's#^alembic/#quotesdb/_alembic/#' | sort > "$build/expected.txt"
missing=$(comm -13 "$build/inside.txt" "$build/expected.txt")
[ -z "$missing" ] || fail "not in the wheel: $missing"
for needed in quotesdb/_alembic/versions/0001 quotesdb/extract/model/encoder.onnx; do
    grep -q "^$needed" "$build/inside.txt" || fail "no $needed in the wheel"
done

say 'install in an empty environment'
"$python" -m venv --without-pip "$build/env"
pip() { "$python" -m pip --python "$build/env/bin/python" "$@"; }
pip install --quiet --require-hashes -r requirements.lock
pip install --quiet --no-deps "$wheel"
pip check

empty=$(mktemp -d)
trap 'rm -rf "$empty"' EXIT
cd "$empty"
quotesdb() {
    printf '$ quotesdb %s\n' "$*" >&2
    "$build/env/bin/quotesdb" --db "$empty/main.db" "$@"
}

say 'the main job, from an empty folder'
quotesdb ingest "$article"
found=$(quotesdb quotes --speaker "$speaker" --json)
grep -q '"q-' <<< "$found" || fail "no quotation by $speaker was found"
cited=$(quotesdb export --format apa --speaker "$speaker")
grep -q 'machine-attributed, unreviewed' <<< "$cited" || fail 'the citation does not say who decided'
sed -n 1,4p <<< "$cited"
quotesdb stats --plot plot.png > /dev/null
[ -s plot.png ] || fail 'no picture was drawn'
quotesdb db check
"$build/env/bin/python" -c '
import quotesdb, sys
sys.exit(not quotesdb.__file__.startswith(sys.prefix))' || fail 'the package of the checkout was imported'
du -sh "$build/env" | awk '{ print "-- installed size: " $1 }'
