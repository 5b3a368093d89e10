"""Who else may be meant, where it is not sure who is: "the singer, or her representative".

Everybody of the article who is named near and may be meant is weighed as the one who was found is: by what
the confidence follows from. Who comes close is the alternative.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

from quotesdb.extract.confidence import alike, confidence, traits_of
from quotesdb.extract.coreference.cast import Being, Body, Person
from quotesdb.extract.coreference.discourse import Discourse, Resolved, as_agent
from quotesdb.extract.spans.draft import Draft
from quotesdb.values import Agent, Kind

DOUBTFUL = 0.8
"""The confidence from which nobody else is looked for."""

CLOSE = 1.0
"""How much likelier, in log-odds, the one who was found may be than the alternative."""

_NAMED = frozenset({"name", "surname", "turn", "names", "issuer"})
_SENTENCES = 6


def alternative(
    discourse: Discourse, draft: Draft, found: Resolved | None, kind: Kind, sure: float
) -> Agent | None:
    """Who else may be meant by the source of a draft, nearly as likely as the one who was found."""
    if found is None:
        return None
    if sure >= DOUBTFUL or (found.rule in _NAMED and not found.shared):
        return None
    weighed = [
        (confidence(traits_of(discourse, draft, other, kind), None), -number, other.agent)
        for number, other in enumerate(_others(discourse, draft, found))
    ]
    if not weighed:
        return None
    likely, _, agent = max(weighed, key=lambda each: each[:2])
    return agent if _odds(likely) >= _odds(sure) - CLOSE else None


def _odds(chance: float) -> float:
    inside = min(0.999, max(0.001, chance))
    return math.log(inside / (1 - inside))


def _others(discourse: Discourse, draft: Draft, found: Resolved) -> Iterator[Resolved]:
    """Everybody else of that sort who is named or speaks a little before, the nearest first."""
    position = draft.source.start if draft.source else draft.start
    anchor = draft.source or draft.contents[0]
    cast = discourse.cast
    here = cast.sentence_at(position)
    since = cast.sentences[max(0, here - _SENTENCES)].start
    seen = {found.agent.name}
    for name in discourse.names_back(position):
        if name.span.start < since:
            return
        being = cast.being_of(name)
        if being.name not in seen and _may_be_meant(being, found):
            seen.add(being.name)
            yield replace(as_agent(being, anchor, found.rule), shared=False)


def _may_be_meant(other: Being, found: Resolved) -> bool:
    """Whether somebody is of the sort that was found: a person of that gender, a body."""
    being = found.being
    if isinstance(being, Person):
        of_name = not found.shared or other.keys[-1] == being.keys[-1]
        return isinstance(other, Person) and of_name and alike(being, other)
    if isinstance(being, Body):
        return isinstance(other, Body) and other.mentions[0].kind == "organisation"
    return isinstance(other, Person)
