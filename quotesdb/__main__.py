"""``python -m quotesdb``: the program by the name of its package."""

from quotesdb.cli import main

main(prog_name="quotesdb")
