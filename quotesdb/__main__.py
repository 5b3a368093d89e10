"""The program as it is installed, and ``python -m quotesdb``."""

import sys


def run() -> None:
    """Run the program; Ctrl-C while it is still being loaded stops it as one later does."""
    try:
        from quotesdb.cli import main
    except KeyboardInterrupt:
        sys.stderr.write("quotesdb: stopped\n")
        sys.exit(130)  # as INTERRUPTED of the command line, which is not there yet
    main(prog_name="quotesdb")


if __name__ == "__main__":
    run()
