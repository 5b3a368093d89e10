"""Whom a claim says to have spoken."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quotesdb.names.claimed import same_speaker

if TYPE_CHECKING:
    from quotesdb.check.evidence import Said


@dataclass(frozen=True, slots=True)
class Whom:
    """The name that a claim has for the speaker.

    ``others`` are the ids of speakers who bear that name, but whom the words before it do not mean: another
    Example than the "Mayor Example" of the claim.
    """

    name: str
    others: Collection[str] = ()

    def said(self, said: Said | None) -> bool:
        """Whether a quotation is this speaker's."""
        return (
            said is not None
            and said.speaker is not None
            and said.speaker_id not in self.others
            and same_speaker(self.name, said.speaker, said.names)
        )
