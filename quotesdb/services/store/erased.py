"""Whom nobody is to find any more: known by keyed hashes of their names, and masked in what is shown.

What is masked keeps its length, so that every place in a text stays where it is.
"""

from __future__ import annotations

import hmac
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, or_, select, union

from quotesdb.db.models import (
    Appearance,
    CurrentQuote,
    ErasedName,
    Erasure,
    Quote,
    SpeakerName,
)
from quotesdb.db.models.current_quote import Shown
from quotesdb.names.given import given_names
from quotesdb.names.key import name_key
from quotesdb.names.person import parse
from quotesdb.services.store.once import once
from quotesdb.values import MASK, Span

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_WORD = re.compile(r"[^\W_]+(?:['’.-]+[^\W_]+)*\.?")
_LONGEST = 5
"""Words of a name that is looked for in a text."""

_HANDLE = re.compile(r"(?<=[@#])\w(?:[\w.-]*\w)?|[\w.+-]+(?=@\w)")
"""What people are called by on the web, and before the @ of an address."""

_PART = re.compile(r"[^\W\d_]+")
_CAPITAL = re.compile(r"(?<=[a-zß-öø-ÿ])(?=[A-ZÀ-ÖØ-Þ])")

_SHORT = 1_000
"""Characters up to which names are looked for in small letters too: as people type them."""

TELLING = 3
"""Letters that a single word of a name has at least to be masked by itself."""

_INITIAL = 2
"""Characters of an initial with its point: behind a longer word, a point may end the sentence."""

_APART = re.compile(r"\n\s*\n|[\"“”«»,;:!?()]")
"""What does not stand inside a name."""

_BEFORE = re.compile(r"\b([^\W\d_][\w'’-]*)[ \n]\Z")
_ARTICLES = ("the", "a", "an")


def forms(name: str) -> frozenset[str]:
    """The folded forms under which a name is known again: whole, without titles, without middle names.

    >>> sorted(forms("Dr Amara B. Okonjo"))
    ['amara b okonjo', 'amara okonjo']
    """
    parsed = parse(name)
    short = " ".join(filter(None, (parsed.first, *parsed.particles, parsed.surname)))
    return frozenset(filter(None, (name_key(name), " ".join(parsed.words), short)))


def digest(salt: str, form: str) -> str:
    """The keyed hash of a folded form."""
    return hmac.digest(bytes.fromhex(salt), form.encode("utf-8", "surrogatepass"), "sha256").hex()


@dataclass(frozen=True, slots=True)
class Tombstones:
    """The hashes of the names of all who are erased, by key; false if nobody is."""

    digests: Mapping[str, Collection[str]]

    def __bool__(self) -> bool:
        return bool(self.digests)

    def mean(self, name: str | None) -> bool:
        """Whether a name is that of somebody erased."""
        return bool(name and self) and self._has(forms(name or ""))

    def names_in(self, text: str) -> list[Span]:
        """Where a text has such names in full."""
        words = list(_WORD.finditer(text)) if self else []
        found: list[Span] = []
        for at, first in enumerate(words):
            if found and first.start() < found[-1].end:
                continue
            if len(text) > _SHORT and not first[0][0].isupper():
                continue
            found += self._longest(text, words[at : at + _LONGEST])
        handles = _HANDLE.finditer(text) if self else ()
        return [*found, *(Span(*each.span()) for each in handles if self._has(_names_run_together(each[0])))]

    def _longest(self, text: str, words: Sequence[re.Match[str]]) -> list[Span]:
        """The longest of the names that begin with the first of these words, middle names aside."""
        start = words[0].start()
        for last in reversed(words):
            keys = {name_key(text[start : last.end()])}
            between = [word for word in words[1:] if word.start() < last.start()]
            if between and _is_one_name(text[start : last.end()], [word[0] for word in between]):
                keys.add(name_key(f"{words[0][0]} {last[0]}"))
            if self._has(keys):
                return [Span(start, last.end() - (last[0].endswith(".") and len(last[0]) > _INITIAL))]
        return []

    def _has(self, keys: Iterable[str]) -> bool:
        return any(digest(salt, key) in known for key in keys for salt, known in self.digests.items())

    def hide(
        self, text: str, names: Iterable[str] = (), spans: Iterable[Span] = (), others: Iterable[str] = ()
    ) -> str:
        """A text with such names masked, also their single words then; with these names and stretches too.

        ``others`` are people who are named in it and stay: their names may have the same words.
        """
        if not self:
            return text
        found = self.names_in(text)
        single = {
            word
            for name in (*names, *(span.text(text) for span in found))
            for word in name.split()
            if len(word) >= TELLING and name_key(word) in parse(name).words
        }
        kept = _standing(text, [name for name in others if " " in name]) if single else []
        again = [one for one in _names_with(text, single) if not any(one.overlaps(each) for each in kept)]
        return masked(text, [*spans, *found, *again])

    def shows(self, key: str, part: str) -> bool:
        """Whether a folded name has this folded part where it is shown too, names masked."""
        return part in name_key(self.hide(key))

    def line(self, text: str | None) -> str | None:
        """A line, if there is one, with such names masked."""
        return self.hide(text) if text else text


def _names_run_together(handle: str) -> Iterator[str]:
    """The folded names, first or last name first, that somebody may have who is called so on the web.

    >>> list(_names_run_together("ada.example7"))
    ['ada example', 'example ada']
    """
    words = [name_key(word) for word in _PART.findall(_CAPITAL.sub(" ", handle))]
    pairs = [(words[0], words[-1])] if len(words) > 1 else []
    if len(words) == 1:
        pairs = [(words[0][:at], words[0][at:]) for at in range(1, len(words[0]))]
    for one, other in pairs:
        yield f"{one} {other}"
        yield f"{other} {one}"


def _is_one_name(whole: str, between: Collection[str]) -> bool:
    """Whether words between a first and a last name are middle names: no other sentence and no small word."""
    cut = any(word.endswith(".") and len(word) > _INITIAL for word in between)
    return not cut and all(word[0].isupper() for word in between) and not _APART.search(whole)


def _names_with(text: str, words: Collection[str]) -> Iterator[Span]:
    """Where these words of a name stand: with a given name before them, since half a name is one.

    Behind "the" stands a word that the text has in small letters too: "The Weir Is Closed" is about a weir.
    """
    for span in _standing(text, words):
        before = _BEFORE.search(text, 0, span.start)
        word = before[1] if before else ""
        if word.lower() in _ARTICLES and re.search(rf"\b{re.escape(span.text(text).lower())}\b", text):
            continue
        given = before is not None and word[0].isupper() and name_key(word) in given_names()
        yield Span(before.start(1), span.end) if before and given else span


def _standing(text: str, words: Collection[str]) -> list[Span]:
    """Where these words stand, as they are or in capitals."""
    if not words:
        return []
    either = "|".join(sorted({re.escape(form) for word in words for form in (word, word.upper())}))
    return [Span(*match.span()) for match in re.finditer(rf"\b(?:{either})\b", text)]


def masked(text: str, spans: Iterable[Span]) -> str:
    """A text with everything but blanks masked in these stretches.

    >>> masked("Ada Example said so", [Span(0, 11)])
    '███ ███████ said so'
    """
    letters = list(text)
    for span in spans:
        for at in range(span.start, min(span.end, len(letters))):
            if not letters[at].isspace():
                letters[at] = MASK
    return "".join(letters)


def tombstones(session: Session) -> Tombstones:
    """Those that hold now, read once a transaction."""
    return once(session, "tombstones", _holding)


_LIVE = select(Erasure.salt, Erasure.digest).where(Erasure.live())


def _holding(session: Session) -> Tombstones:
    found = defaultdict[str, set[str]](set)
    for salt, known in session.execute(_LIVE).all():
        found[salt].add(known)
    return Tombstones(found)


def erased_speakers() -> Select[Any]:
    """Select the row numbers of the speakers of whom a name, as printed or as somebody gave it, is erased.

    From the names, which are few: joined with them, SQLite begins with all appearances.
    """
    of_name = select(Appearance.speaker_id).where(Appearance.speaker_id.is_not(None))
    names = select(ErasedName.name_key)
    printed = of_name.where(Appearance.name_key.in_(names))
    given = of_name.join(SpeakerName, SpeakerName.appearance_id == Appearance.id).where(
        SpeakerName.live(), SpeakerName.name_key.in_(names)
    )
    found = union(printed, given).subquery("erased_speaker")
    return select(found.c[0])


def is_erased() -> ColumnElement[bool]:
    """The condition that an appearance is of somebody erased."""
    named = Appearance.name_key.in_(select(ErasedName.name_key))
    return or_(named, Appearance.speaker_id.in_(erased_speakers()))


def hidden_quotes(session: Session, article_id: int) -> set[int]:
    """The quotes of an article that are never shown."""
    row = CurrentQuote
    return set(
        session.scalars(
            select(row.quote_id).where(row.article_id == article_id, row.shown == Shown.ERASED.value)
        )
    )


def erased_in(session: Session, article_id: int) -> tuple[set[str], set[str]]:
    """The names that those who are erased have in an article, and what its texts have of their words."""
    names = select(Appearance.name).where(Appearance.article_id == article_id, is_erased())
    said = select(Quote.exact).where(Quote.id.in_(hidden_quotes(session, article_id)))
    return set(session.scalars(names)), set(session.scalars(said))


def note_erased(session: Session, keys: Iterable[str], known: Tombstones) -> None:
    """Let those of these folded names that are erased be known, unless they are."""
    new = {key for key in keys if known.mean(key)}
    new -= set(session.scalars(select(ErasedName.name_key)))
    session.add_all(ErasedName(name_key=key) for key in sorted(new))
    session.flush()
