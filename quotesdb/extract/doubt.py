"""Who else may be meant, where it is not sure who is: "the singer, or her representative".

Everybody of the article who is named near and may be meant is weighed as the one who was found is: by what
the confidence follows from. Who comes close is the alternative.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

from quotesdb.extract import lexicon as lx
from quotesdb.extract.confidence import confidence, traits_of
from quotesdb.extract.coreference.beings import Being, Body, Person
from quotesdb.extract.coreference.discourse import Discourse, Resolved, as_agent
from quotesdb.extract.coreference.phrases import head_of, is_person_noun, phrase_of
from quotesdb.extract.spans.draft import Draft
from quotesdb.values import Agent, AgentKind, Kind

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
    """Everybody else of that sort who is named a little before, the nearest first.

    Who is named in the source of somebody without a name is another: Ada in "Ada's grandmother".
    """
    anchor = draft.source or draft.contents[0]
    cast = discourse.cast
    since = cast.sentences[max(0, cast.sentence_at(anchor.start) - _SENTENCES)].start
    sort, gender = _sought(discourse, draft, found)
    owners = cast.names_in(draft.source) if found.being is None and draft.source else ()
    seen = {found.agent.name, *(cast.being_of(name).name for name in owners)}
    for name in discourse.names_back(anchor.start):
        being = cast.being_of(name)
        if name.span.start < since:
            return
        if being.name not in seen and isinstance(being, sort) and _may_be_meant(being, found, gender):
            seen.add(being.name)
            yield replace(as_agent(being, anchor, found.rule), shared=False)


def _sought(
    discourse: Discourse, draft: Draft, found: Resolved
) -> tuple[tuple[type[Person | Body], ...], str | None]:
    """What sort of agent is sought, and of which gender, also where nobody with a name was found."""
    if found.being is not None or draft.source is None:
        body = isinstance(found.being, Body)
        return ((Body,), None) if body else ((Person,), getattr(found.being, "gender", None))
    word = draft.source.text(discourse.text).lower()
    if word in lx.MALE_PRONOUNS | lx.FEMALE_PRONOUNS:
        return (Person,), "m" if word in lx.MALE_PRONOUNS else "f"
    phrase = phrase_of(discourse.text, head_of(discourse.text, draft.source))
    if phrase is None or found.agent.kind is AgentKind.GROUP:
        return (), None
    if phrase.noun in lx.ORGANISATION_NOUNS:
        return (Body,), None
    return ((Person,), None) if phrase.definite and is_person_noun(phrase.noun) else ((), None)


def _may_be_meant(other: Being, found: Resolved, gender: str | None) -> bool:
    """Whether somebody can be meant in place of the one who was found: of that gender, no place."""
    if isinstance(other, Body):
        return other.mentions[0].kind == "organisation"
    bears = not found.shared or (found.being is not None and other.keys[-1] == found.being.keys[-1])
    return bears and (None in (gender, other.gender) or gender == other.gender)
