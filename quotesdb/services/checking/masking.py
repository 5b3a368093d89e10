"""What is not to be told of checks that were kept: names and words of those who were erased since."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from quotesdb.db.models import Appearance, ClaimCheck, ClaimMatch
from quotesdb.names.key import name_key
from quotesdb.resolve import parse
from quotesdb.services.identity.name_endings import ending_with
from quotesdb.services.store.erased import Tombstones, erased_in, is_erased, masked, tombstones
from quotesdb.values import AgentKind, Span

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class Masking:
    """Whose names are masked: those of the ``known``, and ``surnames`` that nobody else bears."""

    known: Tombstones
    surnames: frozenset[str]

    @classmethod
    def of(cls, session: Session) -> Masking:
        """What holds now."""
        known = tombstones(session)
        return cls(known, _surnames(session) if known else frozenset())

    def passages(self, session: Session, row: ClaimCheck) -> frozenset[int]:
        """Those that were found for a check and are of somebody erased."""
        return frozenset(match.id for match in row.matches if self.known and _is_theirs(session, match))

    def claim(self, row: ClaimCheck, passages: frozenset[int]) -> str:
        """The claim, masked as a whole where it is about somebody erased, or what was found for it is."""
        whole = [Span(0, len(row.claim))] if passages or self._means(row.speaker) else []
        return masked(self.known.hide(row.claim, self.surnames), whole)

    def speaker(self, name: str | None) -> str | None:
        """The name that was asked for."""
        return masked(name, [Span(0, len(name))]) if name and self._means(name) else self.line(name)

    def line(self, text: str | None) -> str | None:
        """A line, if there is one, with such names masked."""
        return self.known.hide(text, self.surnames) if text else text

    def _means(self, name: str | None) -> bool:
        """Whether a name is that of somebody erased, or a surname alone that nobody else bears."""
        parsed = parse(name or "")
        alone = not parsed.first and parsed.surname in {parse(each).surname for each in self.surnames}
        return self.known.mean(name) or bool(name and alone)


def _surnames(session: Session) -> frozenset[str]:
    """The surnames of those who are erased, as printed, that nobody else has."""
    names = select(Appearance.name).where(is_erased(), Appearance.kind == AgentKind.PERSON).distinct()
    theirs = {
        word
        for name in session.scalars(names)
        for word in name.split()
        if parse(word).surname == parse(name).surname
    }
    return frozenset(word for word in theirs if not ending_with(session, name_key(word), silent=True))


def _is_theirs(session: Session, match: ClaimMatch) -> bool:
    """Whether a passage that was kept is of somebody who was erased, by its speaker or by its words."""
    names, said = erased_in(session, match.article_id)
    return match.speaker in names or any(each in match.text or match.text in each for each in said)
