"""What proves who somebody is: tokens of programs, and browsers that were logged in. The caller commits.

Both are random and long, so a plain digest keeps them; a password is neither.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from quotesdb.db.models import Account, Credential
from quotesdb.db.types import CredentialKind
from quotesdb.names.key import name_key
from quotesdb.services.accounts.passwords import fits
from quotesdb.services.accounts.results import NewToken, User
from quotesdb.services.accounts.users import find_account, user_of
from quotesdb.services.errors import BadRequest, UnknownName

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_LOGIN_LASTS = timedelta(days=7)
_TOKEN_BEGINS = "qdb_"  # noqa: S105 - what tells such a token from other strings, for whoever searches logs


def log_in(session: Session, name: str, password: str) -> str | None:
    """What a browser shows from now on; null if name and password do not belong together."""
    account = session.scalar(select(Account).where(Account.name_key == name_key(name)))
    known = account is not None and account.disabled_at is None
    if not fits(account.password if account and known else None, password) or account is None:
        return None
    now = datetime.now(UTC)
    session.execute(
        delete(Credential).where(Credential.kind == CredentialKind.LOGIN, Credential.expires_at < now)
    )
    return _make(session, account, CredentialKind.LOGIN, secrets.token_urlsafe(32), now + _LOGIN_LASTS)


def log_out(session: Session, shown: str) -> None:
    """Have a browser's log-in hold no longer."""
    found = session.scalar(select(Credential).where(Credential.digest == digest_of(shown)))
    if found is not None:
        found.revoked_at = datetime.now(UTC)


def make_token(session: Session, name: str, label: str) -> NewToken:
    """Make a token for a program of a user.

    Raises:
        UnknownName: if there is no such user.
        BadRequest: if the user has a token of that label, or it is none.
    """
    account = find_account(session, name)
    wanted = " ".join(label.split())
    if not wanted:
        raise BadRequest("a token has a label")
    if wanted in user_of(account).tokens:
        raise BadRequest(f"{account.name} has a token {wanted!r} already")
    token = new_token()
    _make(session, account, CredentialKind.TOKEN, token, None, wanted)
    return NewToken(account.name, wanted, token)


def revoke_token(session: Session, name: str, label: str) -> User:
    """Have a token hold no longer.

    Raises:
        UnknownName: if there is no such user, or no such token that holds.
    """
    account = find_account(session, name)
    held = (each for each in account.credentials if each.revoked_at is None and each.label == label)
    found = next((each for each in held if each.kind is CredentialKind.TOKEN), None)
    if found is None:
        raise UnknownName(f"{account.name} has no token {label!r}")
    found.revoked_at = datetime.now(UTC)
    session.flush()
    return user_of(account)


def who_holds(session: Session, shown: str, kind: CredentialKind) -> User | None:
    """Whose token or log-in this is, if it holds."""
    found = session.scalar(
        select(Credential).where(
            Credential.digest == digest_of(shown), Credential.kind == kind, Credential.revoked_at.is_(None)
        )
    )
    if found is None or (found.expires_at is not None and found.expires_at <= datetime.now(UTC)):
        return None
    return None if found.account.disabled_at is not None else user_of(found.account)


def _make(
    session: Session,
    account: Account,
    kind: CredentialKind,
    secret: str,
    until: datetime | None,
    label: str | None = None,
) -> str:
    account.credentials.append(
        Credential(
            kind=kind, label=label, digest=digest_of(secret), created_at=datetime.now(UTC), expires_at=until
        )
    )
    session.flush()
    return secret


def new_token() -> str:
    """A token that nobody has."""
    return f"{_TOKEN_BEGINS}{secrets.token_urlsafe(32)}"


def digest_of(secret: str) -> str:
    """What is stored of a token or a log-in."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
