"""What is not to be told of checks that were kept: names and words of those who were erased since."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from quotesdb.db.models import ClaimCheck, ClaimMatch
from quotesdb.resolve import parse
from quotesdb.services.identity.erased_names import erased_surnames
from quotesdb.services.store.erased import Tombstones, erased_in, masked, tombstones
from quotesdb.values import Span

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
        return cls(known, erased_surnames(session))

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


def _is_theirs(session: Session, match: ClaimMatch) -> bool:
    """Whether a passage that was kept is of somebody who was erased, by its speaker or by its words."""
    names, said = erased_in(session, match.article_id)
    return match.speaker in names or any(each in match.text or match.text in each for each in said)
