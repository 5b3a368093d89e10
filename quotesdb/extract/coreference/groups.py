"""Several named people or bodies as one speaker: "A, B and C", "both men", "each"."""

from __future__ import annotations

from itertools import pairwise

from quotesdb.extract import lexicon as lx
from quotesdb.extract.coreference.beings import Being, Person
from quotesdb.extract.coreference.discourse import Discourse, Resolved
from quotesdb.extract.coreference.phrases import DETERMINERS, PREPOSITIONS, Phrase
from quotesdb.extract.coreference.words import Name, Word, words
from quotesdb.values import Agent, AgentKind, Span

_PAIRS = lx.word_set("pair couple duo men women brothers sisters two leaders candidates nominees rivals")
_RIVALS = lx.word_set("leaders candidates nominees rivals")
_STOPS = lx.word_set("who which that whose whom including like such (")
_ROLE_WORDS = lx.ROLE_MODIFIERS | lx.ROLE_NOUNS | lx.TITLES | DETERMINERS
_BACK = 1500


class Groups:
    """Finds the groups of one article."""

    def __init__(self, discourse: Discourse) -> None:
        self.discourse, self.text, self.cast = discourse, discourse.text, discourse.cast

    def named(self, source: Span, start: int) -> Resolved | None:
        """People or bodies joined by "and" are a group of that many names."""
        end = self._list_end(start, source.end)
        items = self._items(Span(start, end))
        if len(items) < 2:
            return None
        rest = self.text[self._item_end(items[-1]) : end].lstrip("'’s")
        if rest[:1].isspace() and words(rest) and words(rest)[0].key not in PREPOSITIONS:
            return None
        return self._group(source, list(dict.fromkeys(self._shown(n) for n in items)))

    def pair(self, phrase: Phrase, source: Span) -> Resolved | None:
        """What "the pair" and "both men" mean: the two people joined or named last."""
        if phrase.noun not in _PAIRS or phrase.core[0].key not in ("the", "both", "two"):
            return None
        if phrase.noun in _RIVALS and len(self._people_before(source)) != 2:
            return None
        if joined := self.joined(source):
            return joined
        named: list[Being] = []
        for name in self.discourse.names_back(source.start):
            being = self.cast.being_of(name)
            if isinstance(being, Person) and being not in named:
                named.insert(0, being)
            if len(named) == 2:
                return self._group(source, [b.name for b in named])
        return None

    def each(self, source: Span) -> Resolved | None:
        """What "each" and "both" mean: the joined subjects of the sentence or the one before."""
        return self.joined(source, back=1) or self._only_two(source)

    def _only_two(self, source: Span) -> Resolved | None:
        """The two people of this sentence and the one before, where there are no more."""
        here = self.cast.sentence_at(source.start)
        start = self.cast.sentences[max(0, here - 1)].start
        named = [self.cast.being_of(n) for n in self.cast.names_in(Span(start, source.start))]
        people = list(dict.fromkeys(b.name for b in named if isinstance(b, Person)))
        return self._group(source, people) if len(people) == 2 else None

    def _people_before(self, source: Span) -> set[str]:
        names = self.cast.names_in(Span(max(0, source.start - _BACK), source.start))
        return {b.name for n in names if isinstance(b := self.cast.being_of(n), Person)}

    def joined(self, source: Span, back: int = 3) -> Resolved | None:
        """The two people whom "and" joins in this sentence or the last few before it."""
        here = self.cast.sentence_at(source.start)
        for number in range(here, max(-1, here - back - 1), -1):
            sentence = self.cast.sentences[number]
            names = self.cast.names_in(Span(sentence.start, min(sentence.end, source.start)))
            for first, second in pairwise(names):
                if second.span.end > source.start or not self._joins(first, second):
                    continue
                if all(isinstance(self.cast.being_of(n), Person) for n in (first, second)):
                    return self._group(source, [self._shown(first), self._shown(second)])
        return None

    def _joins(self, first: Name, second: Name) -> bool:
        between = words(self.text, first.span.end, _start(second))
        return not first.possessive and [w.key for w in between] == ["and"]

    def _group(self, source: Span, names: list[str]) -> Resolved | None:
        if len(names) < 2:
            return None
        together = ", ".join(names[:-1]) + " and " + names[-1]
        return Resolved(Agent(together, AgentKind.GROUP), (source,), "names")

    def _list_end(self, start: int, end: int) -> int:
        for token in words(self.text, start, end):
            if token.key in _STOPS:
                return token.span.start
        return end

    def _items(self, region: Span) -> list[Name]:
        """The names of a list that ends in "and NAME"; complements and appositions left out."""
        names = [n for n in self.cast.names_in(region) if self.text[n.span.start - 1 : n.span.start] != "("]
        if not names or not self._leads(region.start, names[0]):
            return []
        items, links, cut = [names[0]], [""], False
        for before, name in pairwise(names):
            link = self._link(before, name)
            comma = "," in self.text[before.span.end : name.span.start]
            if link in PREPOSITIONS or (cut and not comma):
                cut = True
            elif link in ("and", ","):
                items.append(name)
                links.append(link)
                cut = False
            else:
                return []
        last = max((i for i, link in enumerate(links) if link == "and"), default=-1)
        return items[: last + 1] if last > 0 else []

    def _leads(self, start: int, name: Name) -> bool:
        """Whether only title, role and determiner stand before the first name of a list."""
        before = words(self.text, start, _start(name))
        return all(w.key in _ROLE_WORDS or (w.capital and not w.possessive) for w in before) and not any(
            w.key in PREPOSITIONS for w in before
        )

    def _link(self, before: Name, name: Name) -> str:
        """The word or comma that joins a name to the one before; nothing where other words stand there."""
        if before.possessive:
            return ""
        left: list[Word] = words(self.text, self._item_end(before), _start(name))
        if self._employs(before, left):
            return ""
        while left and (left[-1].key in _ROLE_WORDS or left[-1].capital) and left[-1].key not in PREPOSITIONS:
            left = left[:-1]
        if not left:
            return "," if "," in self.text[self._item_end(before) : _start(name)] else ""
        return left[-1].key

    def _employs(self, before: Name, left: list[Word]) -> bool:
        """Whether the words behind a body are two roles of who is named next: "HBC editor and host NAME"."""
        return (
            len(left) > 2
            and left[1].key == "and"
            and lx.is_role_noun(left[0].key)
            and self.text[before.span.end : left[0].span.start] == " "
            and not isinstance(self.cast.being_of(before), Person)
        )

    def _item_end(self, name: Name) -> int:
        """Where a name of a list ends, with the noun of "the Roe campaign"."""
        noun = self._noun_after(name)
        return noun.span.end if noun else name.span.end

    def _noun_after(self, name: Name) -> Word | None:
        """The noun of "the Roe campaign" and "the Harrow newspaper chain"."""
        at, last = name.span.end, None
        for word in words(self.text, name.span.end, name.span.end + 40)[:3]:
            if self.text[at : word.span.start] != " " or word.key not in lx.ORGANISATION_NOUNS:
                break
            at, last = word.span.end, word
        return last

    def _shown(self, name: Name) -> str:
        noun = self._noun_after(name)
        if noun is not None and isinstance(self.cast.being_of(name), Person):
            return f"{name.text} {noun.text}"
        return self.cast.being_of(name).name


def _start(name: Name) -> int:
    return name.prefix.start if name.prefix else name.span.start
