"""The one error that readers raise, and how it names what was wrong."""

from __future__ import annotations


def shown(value: object) -> str:
    """Quote a value in a message: on one line, and not all of it where it is long."""
    line = " ".join(str(value).split())
    return f"'{line[:60]}...'" if len(line) > 60 else f"'{line}'"


class ReadError(ValueError):
    """An input that cannot be made into an article; the message is one line for the user."""
