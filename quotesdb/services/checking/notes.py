"""What a person should know of a passage beside the verdict, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from quotesdb.check.evidence import Region
from quotesdb.cite.wording import described
from quotesdb.extract.spans.layout import Layout
from quotesdb.names.claimed import same_speaker
from quotesdb.text.denial import denies
from quotesdb.values import UNSTORED, AgentKind

if TYPE_CHECKING:
    from quotesdb.check.decide import Passage
    from quotesdb.check.evidence import Said
    from quotesdb.services.identity.results import NamedSo

_SHARED = "{count} people here are called {name}; these are words of {who}"
_DENIED = "the article reports these words with “{cue}”: it does not have them said"
_UNSAID = "with “{words}” the article does not have these words said: it denies them, or has them alleged"
_VOICE = "said by {who}: what its people say counts as words of {name}"


def of_passage(best: Passage) -> Iterator[str]:
    """What stands beside the words, and how sure it is whose they are."""
    for cut in best.cuts:
        if cut.unsaid:
            yield _UNSAID.format(words=cut.words)
            continue
        where = "before" if cut.before else "after"
        does = "governs" if cut.governs else "contrasts with"
        yield f"right {where} these words stands “{cut.words}”, which {does} them"
    if best.insertions:
        yield f"in brackets, not spoken as printed: {', '.join(best.insertions)}"
    if best.region is Region.REPORTED and best.said is not None and best.said.cue is not None:
        cue = best.said.cue.text(best.evidence.text)
        if denies(cue):
            yield _DENIED.format(cue=" ".join(cue.split()))
    if best.said is not None and best.fits and not best.said.sure:
        yield "the stored attribution is itself a guess"
    if best.said is not None and best.said.note:
        yield best.said.note


def of_speaker(claimed: str, said: Said, called: Callable[[], Sequence[NamedSo]]) -> Iterator[str]:
    """Who spoke, where the claimed name fits others too, or is that of a body whose people speak for it.

    ``called`` gives those whom look-ups take the name for: thousands, where it is "a spokesman", whom nobody
    tells apart.
    """
    speaker = said.speaker
    if speaker is None or speaker.kind not in (AgentKind.PERSON, AgentKind.ANONYMOUS):
        return
    if not same_speaker(claimed, replace(speaker, organisation=None), said.names):
        yield _VOICE.format(who=described(speaker), name=claimed)
        return
    if speaker.kind is AgentKind.ANONYMOUS:
        return
    people = [one for one in called() if one.kind is AgentKind.PERSON]
    if len(people) > 1:
        own = next((one for one in people if said.speaker_id in one.ids), None)
        who = own.name if own else speaker.name
        if own and any(one.name == who for one in people if one is not own):
            who = f"{described(speaker)} ({said.speaker_id})"
        yield _SHARED.format(count=len(people), name=claimed, who=who)


def unstored(passages: Sequence[Passage]) -> Iterator[str]:
    """That words are nobody's, but stand in one pair of marks: left out, or found by no program."""
    for passage in (one for one in passages if one.region is Region.NARRATION):
        marked = Layout(passage.evidence.text).index.at(passage.spans[0].start)
        if marked is not None and all(marked.span.contains(span) for span in passage.spans):
            yield UNSTORED
