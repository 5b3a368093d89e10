"""How a public id follows from what it names. A pure function: no database is asked."""

from __future__ import annotations

from base64 import b32encode
from hashlib import sha256

LENGTH = 10


def derive(letter: str, *parts: str) -> str:
    """The id of that letter for these parts: 50 bits of their SHA-256.

    >>> derive("a", "url:example.org/story")
    'a-hqycrbvsoi'
    """
    digest = sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).digest()
    return f"{letter}-{b32encode(digest).decode()[:LENGTH].lower()}"
