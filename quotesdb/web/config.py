"""How the page is served: which database, who may write, under which names it is reached."""

from __future__ import annotations

from dataclasses import dataclass

LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True)
class Config:
    """What holds while the page is served.

    ``reviewer`` is who decides where nobody is logged in; nobody may write then if it is null. With ``login``
    nobody may read either who is not. ``hosts`` are the names under which the page may be asked for:
    another one means that a foreign page had its own name lead here. ``secure`` marks cookies for HTTPS.
    """

    database: str
    reviewer: str | None = None
    login: bool = False
    hosts: tuple[str, ...] = LOOPBACK
    secure: bool = False
    publisher: str | None = None

    def others(self, host: str) -> list[str]:
        """The names and addresses by which other machines reach the page that listens at ``host``."""
        return [name for name in (host, *self.hosts) if name not in LOOPBACK]
