"""Users: adding them, changing what they may do, listing them. The caller commits."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import exists, select, update
from sqlalchemy.orm import selectinload

from quotesdb.db.models import Account, Credential
from quotesdb.db.types import CredentialKind, Role
from quotesdb.names.key import name_key
from quotesdb.services.accounts.passwords import hashed
from quotesdb.services.accounts.results import User
from quotesdb.services.errors import BadRequest, UnknownName

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_LONGEST = 100


def has_users(session: Session) -> bool:
    """Whether anybody can log in."""
    return bool(session.scalar(select(exists().where(Account.disabled_at.is_(None)))))


def list_users(session: Session) -> list[User]:
    """All users by name."""
    query = select(Account).order_by(Account.name_key).options(selectinload(Account.credentials))
    return [user_of(account) for account in session.scalars(query)]


def add_user(session: Session, name: str, role: Role, password: str) -> User:
    """Add a user.

    Raises:
        BadRequest: if the name is none or somebody's, or the password is too short.
    """
    shown = " ".join(name.split())
    key = name_key(shown)
    if not key or len(shown) > _LONGEST:
        raise BadRequest(f"a user has a name of at most {_LONGEST} characters")
    if session.scalar(select(Account.id).where(Account.name_key == key)) is not None:
        raise BadRequest(f"there is a user {shown!r} already")
    account = Account(
        name=shown, name_key=key, role=role, password=hashed(password), created_at=datetime.now(UTC)
    )
    session.add(account)
    session.flush()
    return user_of(account)


def change_user(
    session: Session,
    name: str,
    *,
    role: Role | None = None,
    password: str | None = None,
    disabled: bool | None = None,
) -> User:
    """Change what a user may do, or the password; whatever it is, browsers are to log in again.

    Raises:
        UnknownName: if there is no such user.
        BadRequest: if nothing is to be changed, or the password is too short.
    """
    if role is None and password is None and disabled is None:
        raise BadRequest("say what to change: the role, the password, or whether the user may log in")
    account = find_account(session, name)
    now = datetime.now(UTC)
    if role is not None:
        account.role = role
    if password is not None:
        account.password = hashed(password)
    if disabled is not None:
        account.disabled_at = now if disabled else None
    session.execute(
        update(Credential)
        .where(
            Credential.account_id == account.id,
            Credential.kind == CredentialKind.LOGIN,
            Credential.revoked_at.is_(None),
        )
        .values(revoked_at=now)
    )
    session.flush()
    return user_of(account)


def find_account(session: Session, name: str) -> Account:
    """The account of that name, case and accents folded.

    Raises:
        UnknownName: if there is none.
    """
    account = session.scalar(select(Account).where(Account.name_key == name_key(name)))
    if account is None:
        raise UnknownName(f"there is no user {name!r}")
    return account


def user_of(account: Account) -> User:
    """What is said of an account."""
    tokens = sorted(
        each.label or ""
        for each in account.credentials
        if each.kind is CredentialKind.TOKEN and each.revoked_at is None
    )
    return User(account.name, account.role, account.created_at, account.disabled_at, tuple(tokens))
