"""Passwords as Argon2 hashes."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from quotesdb.services.errors import BadRequest

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST, LONGEST = 10, 200


def hashed(password: str) -> str:
    """What is stored of a password.

    Raises:
        BadRequest: if it is too short to be one, or absurdly long.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise BadRequest(f"a password has {SHORTEST} to {LONGEST} characters")
    return _hasher().hash(password)


def fits(stored: str | None, password: str) -> bool:
    """Whether a password is the one; where there is nobody it takes as long to say no."""
    from argon2.exceptions import Argon2Error, InvalidHashError

    try:
        return _hasher().verify(stored or _nobodys(), password[:LONGEST]) and stored is not None
    except (Argon2Error, InvalidHashError):
        return False


@cache
def _hasher() -> PasswordHasher:
    try:
        from argon2 import PasswordHasher
    except ModuleNotFoundError as error:
        raise BadRequest("argon2-cffi is not installed: pip install 'quotesdb[web]'") from error
    return PasswordHasher()


@cache
def _nobodys() -> str:
    return _hasher().hash("nobody's password")
