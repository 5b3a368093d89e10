"""``python -m quotesdb.cli``: the program where it is not installed."""

from quotesdb.cli import main

main(prog_name="quotesdb")
