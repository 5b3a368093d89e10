"""What keeps an address from being fetched."""

from __future__ import annotations


class FetchError(ValueError):
    """Nothing was fetched; the message says in one line why."""
