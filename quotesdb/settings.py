"""Mistakes in the settings that the program reads from the environment."""

from __future__ import annotations


class WrongSetting(ValueError):  # noqa: N818 - the name says what is wrong
    """An environment variable has a value that cannot be used; the message says which and why."""
