"""Searches that somebody keeps under a name, each with a feed of what is new for it. The caller commits.

The address of a feed carries a token of its own, which opens nothing else: programs that read feeds keep
addresses, and cannot log in. As of other tokens only a digest is stored.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from sqlalchemy import select

from quotesdb.db.models import Account, SavedSearch
from quotesdb.names.key import name_key
from quotesdb.services.accounts.credentials import digest_of, new_token
from quotesdb.services.accounts.results import KeptSearch, NewFeed
from quotesdb.services.errors import BadRequest, UnknownName
from quotesdb.services.identity.erased_names import erased_surnames, surnames_asked_for
from quotesdb.services.store.erased import tombstones

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_MOST = 100
"""Searches that one user keeps."""

_LAST = 2**31 - 1
"""The largest number that a row of a database can have; of larger ones it may not even be asked."""

_LONGEST = 100
_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_LONGEST_QUERY = 8_000


def save_search(session: Session, owner: str, name: str, query: str) -> NewFeed:
    """Keep a search under a name; ``query`` is what its address asks for.

    Raises:
        BadRequest: if the name is none or taken, nothing is asked for, or too much is kept.
    """
    shown = " ".join(name.split())
    key, owner_key = name_key(shown), name_key(owner)
    if not key or len(shown) > _LONGEST:
        raise BadRequest(f"a search is kept under a name of at most {_LONGEST} characters")
    if not query or len(query) > _LONGEST_QUERY:
        raise BadRequest("say what to search for, in few words")
    theirs = select(SavedSearch.name_key).where(SavedSearch.owner_key == owner_key)
    known = session.scalars(theirs).all()
    if key in known:
        raise BadRequest(f"there is a search {shown!r} already")
    if len(known) >= _MOST:
        raise BadRequest(f"{_MOST} searches are kept: delete one first")
    token = new_token()
    kept = SavedSearch(
        owner_key=owner_key,
        name=shown,
        name_key=key,
        query=query,
        digest=digest_of(token),
        created_at=datetime.now(UTC),
    )
    session.add(kept)
    session.flush()
    return NewFeed(_shown(session, kept), token)


def list_searches(session: Session, owner: str) -> list[KeptSearch]:
    """The searches that somebody keeps, by name."""
    query = select(SavedSearch).where(SavedSearch.owner_key == name_key(owner)).order_by(SavedSearch.name_key)
    return [_shown(session, kept) for kept in session.scalars(query)]


def query_of(session: Session, owner: str, number: int) -> str:
    """What the address of a search asks for.

    Raises:
        UnknownName: if its owner keeps none of that number, or it names somebody who was erased since.
    """
    kept = _find(session, owner, number)
    if _names_erased(session, kept):
        raise UnknownName("nobody is called as this search says any more: delete it")
    return kept.query


def delete_search(session: Session, owner: str, number: int) -> None:
    """Keep a search no longer; its feed is gone.

    Raises:
        UnknownName: if its owner keeps none of that number.
    """
    session.delete(_find(session, owner, number))
    session.flush()


def renew_feed(session: Session, owner: str, number: int) -> NewFeed:
    """Give the feed of a search another address; the one that it had leads nowhere from now on.

    Raises:
        UnknownName: if its owner keeps none of that number.
    """
    kept, token = _find(session, owner, number), new_token()
    kept.digest = digest_of(token)
    session.flush()
    return NewFeed(_shown(session, kept), token)


def search_of_feed(session: Session, token: str, *, users_only: bool) -> tuple[KeptSearch, str] | None:
    """The search whose feed has this token, and what it asks for; null if nobody may read it any more.

    With ``users_only`` its owner must be a user who may log in; otherwise it may be whoever the page was
    started for, but never a user who may not.
    """
    query = (
        select(SavedSearch, Account.id, Account.disabled_at)
        .outerjoin(Account, Account.name_key == SavedSearch.owner_key)
        .where(SavedSearch.digest == digest_of(token))
    )
    found = session.execute(query).first()
    if found is None or found.disabled_at is not None or (users_only and found.id is None):
        return None
    kept: SavedSearch = found[0]
    if _names_erased(session, kept):
        return None
    return _shown(session, kept), kept.query


def _find(session: Session, owner: str, number: int) -> SavedSearch:
    kept = session.get(SavedSearch, number) if 0 < number <= _LAST else None
    if kept is None or kept.owner_key != name_key(owner):
        raise UnknownName("there is no such search")
    return kept


def _names_erased(session: Session, kept: SavedSearch) -> bool:
    asked = parse_qs(kept.query)
    speakers = asked.get("speaker", ())
    if any(surnames_asked_for(session, name) for name in speakers):
        return True
    words = " ".join(value for values in asked.values() for value in values)
    return tombstones(session).hide(words, erased_surnames(session)) != words


def _shown(session: Session, kept: SavedSearch) -> KeptSearch:
    """A search as it is shown: who was erased since is not named in it, in small letters neither."""
    typed = [word for word in _WORD.findall(kept.name) if surnames_asked_for(session, word)]
    return KeptSearch(kept.id, tombstones(session).hide(kept.name, typed), kept.created_at)
