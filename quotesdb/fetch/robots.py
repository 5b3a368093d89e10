"""What robots.txt of a site says (RFC 9309)."""

from __future__ import annotations

from typing import Protocol


class Rules(Protocol):
    """What a site lets a program do."""

    @property
    def pause(self) -> float:
        """Seconds between two requests, as the site wishes."""

    def allows(self, url: str) -> bool:
        """Whether the program may fetch an address of the site."""


class _NoRules:
    pause = 0.0

    def allows(self, url: str) -> bool:  # noqa: ARG002 - as every site is asked
        return True


class _Read:
    def __init__(self, text: str, agent: str) -> None:
        from protego import Protego

        self._rules = Protego.parse(text)
        self._agent = agent
        self.pause = float(self._rules.crawl_delay(agent) or 0.0)

    def allows(self, url: str) -> bool:
        return bool(self._rules.can_fetch(url, self._agent))


def rules(text: bytes, agent: str) -> Rules:
    """The rules for a program that a file gives."""
    return _Read(text.decode("utf8", "replace"), agent)


def no_rules() -> Rules:
    """Those of a site that has no such file."""
    return _NoRules()
