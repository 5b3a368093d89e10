"""Which organisation a description means: "the company", "a trade body", "Europe's biggest brewer"."""

from __future__ import annotations

import re
from bisect import bisect_right

from quotesdb.data import word_list
from quotesdb.extract import lexicon as lx
from quotesdb.extract.coreference.apposition import PARTY_NAMES
from quotesdb.extract.coreference.beings import Being, Body, Person
from quotesdb.extract.coreference.discourse import FAR_BACK, Discourse, Fits, Resolved, as_agent, chained
from quotesdb.extract.coreference.phrases import Phrase, phrase_of
from quotesdb.extract.coreference.pronouns import Pronouns
from quotesdb.extract.coreference.sorts import SORTS, VARIED_BODIES, is_of_sort, is_otherwise
from quotesdb.extract.coreference.words import Name, words
from quotesdb.values import Span

_DEMONYM = re.compile(r"[A-Z]\w+(?:an|ish|ese)")
_SUPERLATIVE = re.compile(r"[a-z]{2,}est|leading|most")
_OF_STATE = lx.word_set(
    "government police court parliament senate army council country treasury party tribunal"
)
_ANY_BODY = lx.word_set("organisation organization body")
_LEAD_LENGTH = 900
_AHEAD = 900
_BESIDE = 40
_OTHERS = lx.word_set("but however although while rival another other meanwhile")
_LARGEST = lx.word_set("biggest largest")
_JOURNAL = re.compile(r"\bjournal,? $")
_OF_ANY_SORT = _ANY_BODY | {"company", "firm", "group"}
_TRADES = word_list("trades_of_firms")
_PAGE, _AROUND = 1500, 10_000


class DescribedBodies:
    """Finds the bodies that the descriptions of one article mean."""

    def __init__(self, discourse: Discourse, pronouns: Pronouns) -> None:
        self.discourse, self.pronouns = discourse, pronouns
        self.text, self.cast = discourse.text, discourse.cast
        self._introduced: dict[str, Resolved] = {}

    # -- before its name

    def introduced(self, phrase: Phrase, source: Span) -> Resolved | None:
        """What "a bank" in the lead means, and "the bank" from then on: the Harrow Bank that speaks next.

        Only where its name or the words beside it say that it is one: else whoever answers a bank would be
        taken for it.
        """
        noun = phrase.noun
        if phrase.definite and len(phrase.core) == 2 and noun in self._introduced:
            return chained(source, self._introduced[noun], "description")
        if source.start >= _LEAD_LENGTH or not _introduces_body(phrase):
            return None
        name = self._speaks_next(source)
        if name is None or self._is_set_against(name) or not self._is_called(self.cast.being_of(name), noun):
            return None
        self._introduced[noun] = as_agent(self.cast.being_of(name), source, "description", via=name.span)
        return self._introduced[noun]

    def _is_called(self, being: Being, noun: str) -> bool:
        """Whether a name has a noun in it, or is printed beside it: "the bank Harrow", "Harrow, a bank"."""
        before = re.compile(rf"\b{re.escape(noun)},? $")
        behind = re.compile(
            rf",? (?:\([A-Z]+\),? )?(?:is |which is )?(?:an?|the) (?:[\w-]+ ){{0,4}}?{re.escape(noun)}\b"
        )
        return noun in being.keys or any(
            before.search(self.text, max(0, m.span.start - _BESIDE), m.span.start)
            or behind.match(self.text, m.span.end)
            for m in being.mentions
        )

    def _is_set_against(self, name: Name) -> bool:
        """Whether a name is told, or its sentence begins, as another one: "But rival Harrow Bank"."""
        sentence = self.cast.sentences[self.cast.sentence_at(name.span.start)]
        return any(w.key in _OTHERS for w in words(self.text, sentence.start, name.span.end))

    def _speaks_next(self, source: Span) -> Name | None:
        """The name of the body that is named first by whoever speaks behind a source."""
        sources = self.discourse.sources
        for later in sources[bisect_right(sources, source) :]:
            names = self.cast.names_in(later)
            if later.start > source.end + _AHEAD:
                return None
            if names and not self.discourse.is_complement(later.start):
                found = self._speaking(names)
                return found if found and self._is_new(self.cast.being_of(found), source) else None
        return None

    def _speaking(self, names: list[Name]) -> Name | None:
        """The body among the names of a source: the first, or the one that a person is said to be of."""
        employers = {b.organisation for n in names if isinstance(b := self.cast.being_of(n), Person)}
        inside = next((n for n in names if self.cast.being_of(n).name in employers), None)
        if inside or isinstance(self.cast.being_of(names[0]), Body) or self._leads_up(names):
            return inside or (names[0] if names[0].kind != "place" else None)
        return next((n for n in self.cast.names if self.cast.being_of(n).name in employers), None)

    def _leads_up(self, names: list[Name]) -> bool:
        """Whether the first name only says for whom the next one speaks: "Harrow spokesman Roe"."""
        between = words(self.text, names[0].span.end, names[1].span.start) if len(names) > 1 else []
        return len(between) == 1 and between[0].text.islower() and lx.is_role_noun(between[0].key)

    def _is_new(self, being: Being, source: Span) -> bool:
        """Whether somebody is first named, the headline aside, behind the sentence of a source."""
        headline = self.cast.sentences[0].end
        here = self.cast.sentences[self.cast.sentence_at(source.start)]
        first = next((m.span.start for m in being.mentions if m.span.start >= headline), -1)
        return first >= here.end

    # -- behind its name

    def resolve(self, phrase: Phrase, source: Span) -> Resolved | None:
        """What "the company" means: an organisation with that word, else the one last in focus.

        A phrase that says more ("the transport ministry") means only a body with all those words.
        """
        noun = phrase.noun
        if phrase.tail or phrase.owned:
            return None
        if self._is_of_a_nation(phrase):
            return self.pronouns.body(source, _is_firm, back=3)
        if noun not in lx.ORGANISATION_NOUNS:
            return self.pronouns.body(source, _is_firm, back=3) if _retells(phrase) else None
        if len(phrase.core) == 2 and (unnamed := self._unnamed(noun)):
            return chained(source, unnamed, "description")
        said = {w.key for w in (*phrase.modifiers, phrase.core[-1]) if not w.key.endswith("-based")}
        for name in self.discourse.names_back(source.start):
            being = self.cast.being_of(name)
            if isinstance(being, Body) and name.kind != "place" and said <= set(being.keys):
                return as_agent(being, source, "description")
        if any(w.possessive for w in phrase.core):
            return self.pronouns.body(source, _is_firm, back=3) if _retells(phrase) else None
        if noun == "party" and (party := self.cast.body_before(source.start, noun) or self._party(source)):
            return as_agent(party, source, "description")
        return self._in_focus(noun, source, plain=said == {noun} or said == {"think", "tank"})

    def _is_of_a_nation(self, phrase: Phrase) -> bool:
        """Whether a firm is told by trade and nation alone, and the text has no other one of that trade."""
        nation = bool(phrase.modifiers) and all(w.key in lx.DEMONYMS and w.capital for w in phrase.modifiers)
        firm = phrase.noun in _TRADES and phrase.determiner == "the"
        if not (nation and firm) or self._has_other_firms(phrase):
            return False
        said = re.compile(rf"\b{re.escape(phrase.noun)}")
        start, end = phrase.span.start - _AROUND, phrase.span.end + _AROUND
        return len(said.findall(self.text, max(0, start), end)) == 1

    def _has_other_firms(self, phrase: Phrase) -> bool:
        """Whether the text before a phrase names several bodies: any of them can be of some nation."""
        before = self.cast.names_in(Span(max(0, phrase.span.start - _AROUND), phrase.span.start))
        beings = (self.cast.being_of(n) for n in before if n.kind != "place")
        return len({b.name for b in beings if isinstance(b, Body)}) > 1

    def _unnamed(self, noun: str) -> Resolved | None:
        """The body without a name that spoke before as "a bank" or "a Fenland bank"."""
        for _, spoken in self.discourse.recent():
            core = phrase_of(spoken.agent.name, Span(0, len(spoken.agent.name)))
            if spoken.being is None and core and core.noun == noun and core.determiner in ("a", "an"):
                return spoken
        return None

    def _in_focus(self, noun: str, source: Span, *, plain: bool) -> Resolved | None:
        if plain and (kindred := self._of_sort(noun, source) or self._told(noun, source)):
            return kindred
        if plain and noun not in VARIED_BODIES | _OF_STATE:
            found = self._body(noun, source, _is_body, back=3)
            if noun == "paper" and found and self._is_journal(found):
                return None
            return found or (self._body(noun, source, _is_firm, back=3) if noun in _ANY_BODY else None)
        if noun not in VARIED_BODIES:
            return None
        return self._body(noun, source, _is_firm, back=FAR_BACK if plain else 3)

    def _told(self, noun: str, source: Span) -> Resolved | None:
        """The only body before that is printed as one: "the maker" behind "Harrow, the toy maker"."""
        if noun in _OF_ANY_SORT:
            return None
        told, before = _apposed(noun), (f" {noun} ", f" {noun}, ")
        called = {
            being.name: being
            for name in self.cast.names_in(Span(max(0, source.start - _AROUND), source.start))
            if isinstance(being := self.cast.being_of(name), Body)
            and (
                told.match(self.text, name.span.end, source.start)
                or self.text[max(0, name.span.start - _BESIDE) : name.span.start].endswith(before)
            )
        }
        found = next(iter(called.values()), None)
        return as_agent(found, source, "description") if found and len(called) == 1 else None

    def _body(self, noun: str, source: Span, fits: Fits, back: int) -> Resolved | None:
        """The body in focus that its name does not tell to be something else than a noun says."""
        found = self.pronouns.body(source, lambda b: fits(b) and not _is_other(b, noun), back=back)
        return None if found and found.being and _is_other(found.being, noun) else found

    def _is_journal(self, found: Resolved) -> bool:
        """Whether a body is where researchers print: "in the journal Velda Letters" it is no "paper"."""
        mentions = found.being.mentions if found.being else []
        return any(_JOURNAL.search(self.text, max(0, m.span.start - 12), m.span.start) for m in mentions)

    def _party(self, source: Span) -> Body | None:
        """The party that is told only of its people, nearest before a source: "Tory leader Ada Roe"."""
        before = words(self.text, max(0, source.start - _PAGE), source.start)
        last = next((w for w in reversed(before) if w.capital and w.key in PARTY_NAMES), None)
        if last is None:
            return None
        return Body(last.bare, (last.key,), [Name(last.span, last.bare, "people", last.possessive)])

    def _of_sort(self, noun: str, source: Span) -> Resolved | None:
        """The body named last that has a word for such bodies in its name: the agency, a Bureau."""

        def fits(being: Being) -> bool:
            return isinstance(being, Body) and is_of_sort(being, noun)

        if noun not in SORTS:
            return None
        back = self.discourse.names_back(source.start)
        name = next((n for n in back if n.kind != "place" and fits(self.cast.being_of(n))), None)
        return as_agent(self.cast.being_of(name), source, "description", via=name.span) if name else None


def _apposed(noun: str) -> re.Pattern[str]:
    """What stands behind a body that is printed as a retailer: ", the furniture retailer,"."""
    link = r"(?!(?:of|by|for|from|to|and|at|in|on|with|that|which|who) )"
    ends = r"(?=[,.;:)]| (?:based|in|that|which)\b)"
    return re.compile(rf",? (?:is )?(?:an?|the) (?:{link}[\w-]+ ){{0,4}}?{re.escape(noun)}{ends}")


def _introduces_body(phrase: Phrase) -> bool:
    """Whether a phrase is "a trade union": of small letters, and of nothing further."""
    if phrase.core[0].key not in ("a", "an") or any(w.capital for w in (*phrase.core, *phrase.tail)[1:]):
        return False
    return phrase.noun in lx.ORGANISATION_NOUNS and not (phrase.tail and phrase.tail[0].key == "of")


def _retells(phrase: Phrase) -> bool:
    """Whether a phrase tells the body in focus by its size: "Europe's biggest brewer", "its oldest bank".

    What is not always a body is one only as the largest: Britain's richest woman is none, nor its best boxer.
    """
    said = {w.key for w in phrase.modifiers}
    if not any(w.possessive for w in phrase.core):
        return False
    if phrase.noun in lx.ORGANISATION_NOUNS:
        return any(_SUPERLATIVE.fullmatch(word) for word in said)
    return phrase.noun in _TRADES and bool(said & _LARGEST)


def _is_other(being: Being, noun: str) -> bool:
    return isinstance(being, Body) and is_otherwise(being, noun)


def _is_body(being: Being) -> bool:
    return isinstance(being, Body) and being.mentions[0].kind == "organisation"


def _is_firm(being: Being) -> bool:
    if not isinstance(being, Body) or being.mentions[0].kind == "place":
        return False
    return being.mentions[0].kind != "unknown" or not _DEMONYM.fullmatch(being.name)
