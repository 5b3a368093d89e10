"""Decisions of people as JSON lines, to be carried to another database (docs/decisions.md)."""

from quotesdb.services.transfer.outcomes import Arrival, ImportOutcome
from quotesdb.services.transfer.transfer import export_decisions, import_decisions, read_lines

__all__ = ["Arrival", "ImportOutcome", "export_decisions", "import_decisions", "read_lines"]
