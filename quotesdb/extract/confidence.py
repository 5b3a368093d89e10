"""How sure a quotation is: the chance that its words are one and that its speaker is right.

A logistic score of what is known of it: how sure the model was, which rule named the speaker, who else could
be meant. Its weights are fitted on annotated articles (training/confidence.py) and come with the package.
"""

from __future__ import annotations

import json
import math
import os
import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from quotesdb.extract.coreference.beings import Being, Body, Person
from quotesdb.extract.coreference.discourse import Discourse, Resolved
from quotesdb.extract.coreference.phrases import DETERMINERS
from quotesdb.extract.coreference.words import words
from quotesdb.extract.spans.cues import known_cue
from quotesdb.extract.spans.draft import Draft, count_words
from quotesdb.settings import MODEL_VARIABLE
from quotesdb.values import AgentKind, Kind

FILE = "confidence.json"
_SURE, _UNSURE = 0.9995, 0.3
_AROUND = 700
_SHARED = 0.5
_FAR = 12
_FEW = 4
_LEAD = 400
_PLAIN = re.compile(r"\b(?:said|says|say|told|tells|add(?:s|ed)|according to)\b", re.IGNORECASE)

Traits = dict[str, float]


@dataclass(frozen=True, slots=True)
class Weights:
    """The weight of each trait, and of none."""

    base: float
    of: dict[str, float]

    def chance(self, traits: Traits) -> float:
        """The chance that a quotation with these traits is right."""
        score = self.base + sum(self.of.get(name, 0.0) * value for name, value in traits.items())
        return 1 / (1 + math.exp(-score))


@cache
def shipped_weights() -> Weights:
    """The weights that come with the package, or those beside the model of the folder QUOTESDB_MODEL."""
    own = Path(os.environ.get(MODEL_VARIABLE) or "") / FILE
    file = (
        own
        if os.environ.get(MODEL_VARIABLE) and own.is_file()
        else files("quotesdb.extract") / "model" / FILE
    )
    stored = json.loads(file.read_text(encoding="utf8"))
    return Weights(stored["base"], stored["weights"])


def traits_of(discourse: Discourse, draft: Draft, found: Resolved | None, kind: Kind) -> Traits:
    """What is known of a quotation before it is said how sure it is."""
    tagged = min(_SURE, max(_UNSURE, draft.probability))
    rule = _rule(draft, found)
    odds = math.log(tagged / (1 - tagged))
    number = sum(count_words(c.text(discourse.text)) for c in draft.contents)
    cue = draft.cue.text(discourse.text) if draft.cue else ""
    traits: Traits = {
        "tagged": odds,
        f"tagged {kind}": odds,
        f"found by {draft.rule}": 1,
        f"rule {rule}": 1,
        f"kind {kind}": 1,
        "words": math.log(1 + number),
        "few words": number <= _FEW,
        "no cue": draft.cue is None,
        "known cue": bool(cue) and known_cue(cue),
        "plain cue": bool(_PLAIN.search(cue)),
        "in the lead": draft.start < _LEAD,
    }
    if draft.source is not None and draft.cue is not None:
        behind = draft.source.start > draft.cue.start
        gap = draft.source.start - draft.cue.end if behind else draft.cue.start - draft.source.end
        traits["gap"] = math.log(1 + max(0, gap))
        traits["source behind"] = behind
    if found is not None:
        traits |= _of_speaker(discourse, draft, found, rule)
    return {name: float(value) for name, value in traits.items() if value}


def confidence(traits: Traits, found: Resolved | None) -> float:
    """The chance by the shipped weights; a surname that several people bear proves none of them."""
    chance = shipped_weights().chance(traits)
    return round(min(chance, _SHARED) if found and found.shared else chance, 3)


def _rule(draft: Draft, found: Resolved | None) -> str:
    if found is None:
        return "none"
    return found.rule if draft.source is not None else "floating"


def _of_speaker(discourse: Discourse, draft: Draft, found: Resolved, rule: str) -> Traits:
    agent, being = found.agent, found.being
    traits: Traits = {
        f"speaker {agent.kind}": 1,
        "short name": agent.kind is AgentKind.PERSON and len(words(agent.name)) == 1,
    }
    if being is None:
        return traits | _of_unnamed(discourse, draft, found)
    position = draft.source.start if draft.source else draft.start
    traits[f"{rule} of body"] = isinstance(being, Body)
    traits["namings"] = math.log(1 + len(being.mentions))
    if rule not in ("name", "surname"):
        traits["rivals"] = math.log(1 + len(_rivals(discourse, being, position)))
        traits["far"] = math.log(1 + _sentences_back(discourse, being, position))
        traits["spoke last"] = _spoke_last(discourse, found, position)
        traits["gender unknown"] = isinstance(being, Person) and being.gender is None
    return traits


def _of_unnamed(discourse: Discourse, draft: Draft, found: Resolved) -> Traits:
    printed = words(found.agent.name)
    source = words(discourse.text, draft.source.start, draft.source.end) if draft.source else []
    definite = bool(source) and source[0].key in DETERMINERS - {"a", "an", "another", "some"}
    return {
        "unnamed": 1,
        "unnamed, definite": definite,
        "unnamed, with a name": any(w.capital for w in printed[1:]),
        "unnamed, one word": len(printed) == 1,
    }


def _rivals(discourse: Discourse, being: Being, position: int) -> set[str]:
    """Who else of this sort is named a little before a position."""
    others = set()
    for name in discourse.names_back(position):
        if name.span.start < position - _AROUND:
            break
        other = discourse.cast.being_of(name)
        if other is not being and _alike(being, other):
            others.add(other.name)
    return others


def _alike(one: Being, other: Being) -> bool:
    if isinstance(one, Person) and isinstance(other, Person):
        return None in (one.gender, other.gender) or one.gender == other.gender
    return isinstance(one, Body) and isinstance(other, Body)


def _spoke_last(discourse: Discourse, found: Resolved, position: int) -> bool:
    """Whether the last one who spoke before a position is the same."""
    before = next((spoken for at, spoken in discourse.recent() if at < position), None)
    return before is not None and before.agent.name == found.agent.name


def _sentences_back(discourse: Discourse, being: Being, position: int) -> int:
    """How many sentences before a position somebody was last named."""
    before = bisect_left(being.mentions, position, key=lambda m: m.span.start)
    if not before:
        return _FAR
    last = discourse.cast.sentence_at(being.mentions[before - 1].span.start)
    return min(_FAR, discourse.cast.sentence_at(position) - last)
