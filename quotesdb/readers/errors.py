"""The one error that readers raise."""

from __future__ import annotations


class ReadError(ValueError):
    """An input that cannot be made into an article; the message is one line for the user."""
