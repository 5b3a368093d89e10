"""Mistakes in the settings that the program reads from the environment."""

from __future__ import annotations

MODEL_VARIABLE = "QUOTESDB_MODEL"
"""A folder with a model of one's own, which is used instead of the one that comes with the package."""

THREADS_VARIABLE = "QUOTESDB_THREADS"
"""How many processor cores one run of the model may use."""


class WrongSetting(ValueError):  # noqa: N818 - the name says what is wrong
    """An environment variable has a value that cannot be used; the message says which and why."""
