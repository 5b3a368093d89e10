"""Write the JSON Schema of all that commands print with --json, or check that it is up to date.

python -m tools.json_schema          write docs/schema/quotesdb.schema.json
python -m tools.json_schema --check  exit status 1 if it is stale
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import click

from quotesdb.present.schema import schema

ROOT = Path(__file__).resolve().parents[1]
SCHEMA = ROOT / "docs" / "schema" / "quotesdb.schema.json"


def written() -> str:
    """The file as it should be."""
    return json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"


def run(arguments: list[str]) -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description="Write or check docs/schema/quotesdb.schema.json.")
    parser.add_argument("--check", action="store_true", help="change nothing, say whether it is stale")
    if not parser.parse_args(arguments).check:
        SCHEMA.parent.mkdir(exist_ok=True)
        SCHEMA.write_text(written(), encoding="utf-8")
        click.echo(f"wrote {SCHEMA.relative_to(ROOT)}")
        return 0
    if SCHEMA.is_file() and SCHEMA.read_text(encoding="utf-8") == written():
        return 0
    click.echo(f"{SCHEMA.name} is stale: run make docs", err=True)
    return 1


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
