"""Whether a speaker was named rightly, defined as in the project's reference scorer (score_speakers.py)."""

from __future__ import annotations

from quotesdb.evaluate.annotation import Attribution
from quotesdb.names.scored import is_same_name
from quotesdb.values import Agent


def is_named_rightly(attribution: Attribution, speaker: Agent | None) -> bool:
    """Whether the speaker is one of the attribution's right answers; of an unnamed one, whether it is none.

    Case, accents, titles, a leading article and possessives do not count. A person may be named with more
    words before the full name ("Northern Ireland minister Ada Example"), never with fewer: the surname
    alone is wrong where the annotator has a fuller name.
    """
    if speaker is None or not speaker.name:
        return not attribution.names
    return any(
        is_same_name(right, speaker.name, is_person=attribution.is_person) for right in attribution.names
    )
