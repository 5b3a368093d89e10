"""What an article prints of each person, and which person a description of a role fits."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from quotesdb.data import marked_words, word_list
from quotesdb.extract import lexicon as lx
from quotesdb.extract.coreference.beings import Body, Person
from quotesdb.extract.coreference.cast import Cast
from quotesdb.extract.coreference.phrases import (
    DETERMINERS,
    PREPOSITIONS,
    Phrase,
    clash,
    gender_of,
    is_person_noun,
)
from quotesdb.extract.coreference.words import Name, Word, words
from quotesdb.values import Span

_APPOSED = re.compile(r"(?:\s*\([^()\n]{1,40}\))?(?:,\s+\d{1,3})?,\s+([^,;:“”\"()—–\n]{3,110})")
_COPULA = re.compile(
    r"(?:,\s+who)?\s+(?:is|was|became|served as|works as)\s+(?:now |then |also |once )?"
    r"((?:the |a |an |[A-Z]\w+['’]s )[^,;:“”\"()—–\n]{3,90})"
)
_CLAUSE = re.compile(
    r"\b(?:who|whose|which|that|said|says|told|added|while|where|when|is|was|has|had|will|would)\b.*",
    re.DOTALL,
)
_CLASSES = tuple(
    lx.word_set(group)
    for group in (
        "chairman chairwoman chairperson chair",
        "spokesman spokeswoman spokesperson",
        "judge justice magistrate",
        "boss manager coach",
        "boss chief head executive ceo leader",
        "congressman congresswoman representative lawmaker",
        "senator lawmaker politician",
        "nominee candidate hopeful contender",
        "lawyer attorney solicitor counsel barrister",
        "doctor physician surgeon",
        "reporter journalist correspondent columnist writer author",
        "wife ex-wife spouse",
        "husband ex-husband spouse",
        "businessman businesswoman tycoon magnate mogul billionaire entrepreneur investor",
        "singer musician star",
        "actor actress star",
        "councillor councilman councilwoman",
        "scientist researcher",
        "captain skipper",
        "mp lawmaker parliamentarian legislator",
        "mother mum mom",
        "father dad",
    )
)
_HEADS = lx.word_set("chairman chairwoman chairperson chair president head convener")
_SPOKEN_FOR = lx.word_set("spokesman spokeswoman spokesperson")
_FIELDS = lx.word_set(
    "business culture defence education energy environment finance foreign health home housing interior "
    "justice trade transport work"
)
RANKS = lx.word_set("deputy vice assistant shadow associate")
_TIMES = word_list("role_times")
_SAME_PARTY = {
    "gop": "republican",
    "republicans": "republican",
    "democrat": "democratic",
    "democrats": "democratic",
    "tory": "conservative",
    "tories": "conservative",
    "conservatives": "conservative",
}
_PARTIES = frozenset(_SAME_PARTY) | lx.word_set(
    "republican democratic conservative labour liberal green libertarian"
)
_HONORIFICS = marked_words("titles")["honorific"]
_LEFT = 8
_PAGE, _PAGES = 3000, 20000
_BREAKS = (lx.SENTENCE_OPENERS - {"of", "first"}) | word_list("description_breaks")
_LITTLE = DETERMINERS | (lx.SENTENCE_OPENERS - {"first", "second"})


@dataclass(frozen=True, slots=True)
class Told:
    """One description: its words, the nouns among them that say what the person is, and other ones for it."""

    words: frozenset[str]
    nouns: frozenset[str]
    also: frozenset[str] = frozenset()


class Profiles:
    """The descriptions printed with the people of one article."""

    def __init__(self, text: str, cast: Cast) -> None:
        self.text, self.cast = text, cast
        self._everything: dict[tuple[str, str | None], frozenset[str]] = {}

    @cached_property
    def _by_person(self) -> dict[str, list[Told]]:
        return {
            p.name: list(dict.fromkeys([*(d for n in p.mentions for d in self._around(n)), *_roles(p)]))
            for p in self.cast.people
        }

    def told(self, person: Person) -> list[Told]:
        """The descriptions printed with a person."""
        return self._by_person.get(person.name, [])

    def knows(self, person: Person, noun: str) -> bool:
        """Whether some description of a person has a noun or one of its kind."""
        alike = same_kind(noun)
        return any(d.nouns & alike for d in self.told(person))

    def fitting(self, phrase: Phrase, source: Span, *, exactly: bool = False) -> list[Person]:
        """The people whom a description fits best; ``exactly`` leaves none of its words unexplained."""
        alike = same_kind(phrase.noun)
        wanted = _content([*phrase.modifiers, *phrase.tail]) | self._in_full(phrase)
        bodies, gender = self._bodies_in(phrase), gender_of(phrase)
        places = [set(n.keys) for n in self.cast.names_in(phrase.span) if n.kind == "place"]
        scored: list[tuple[tuple[int, bool], Person]] = []
        for person in self.around(source):
            if clash(person.gender, gender) or self._is_of_another(person, bodies):
                continue
            if places and self._is_elsewhere(person, places):
                continue
            leads = phrase.noun == "leader" and wanted and wanted <= self._known(person)
            told = [
                d.words for d in self.told(person) if _is_such(d, alike) or (leads and _is_such(d, _HEADS))
            ]
            score = max((_score(wanted, d, self._known(person), exactly=exactly) for d in told), default=-99)
            if score > -99:
                scored.append(((score, self._is_called(person, phrase.noun)), person))
        best = max((s for s, _ in scored), default=None)
        return [p for s, p in scored if s == best]

    def _is_called(self, person: Person, noun: str) -> bool:
        """Whether a description of a person has that very noun, and not another one of its kind."""
        return any(noun in d.nouns for d in self.told(person))

    def _in_full(self, phrase: Phrase) -> frozenset[str]:
        """The words behind the acronyms of a description: of "the THU leader" those of the union."""
        short = [n for n in self.cast.names_in(phrase.span) if len(n.keys) == 1 and n.text.isupper()]
        full = (self.cast.being_of(n) for n in short)
        return frozenset().union(*(_content(words(b.name)) for b in full if isinstance(b, Body)))

    def speaks_for_another(self, person: Person, phrase: Phrase) -> bool:
        """Whether "a spokesman for Harrow" cannot be a person because they speak for another body."""
        return self._is_of_another(person, self._bodies_in(phrase))

    def _bodies_in(self, phrase: Phrase) -> list[Body]:
        """The organisations that a description names: "a spokesman for Harrow", "the Vale manager"."""
        named = self.cast.names_in(phrase.span)
        if phrase.noun not in _SPOKEN_FOR | lx.SPORT_ROLES:
            named = [n for n in named if n.kind == "organisation"]
        beings = [self.cast.being_of(n) for n in named if n.kind in ("organisation", "unknown")]
        return [being for being in beings if isinstance(being, Body)]

    def _is_of_another(self, person: Person, bodies: list[Body]) -> bool:
        """Whether a person speaks for a body, and a description names only others."""
        known = self._known(person)
        return bool(bodies and person.organisation) and not any(known & set(b.keys) for b in bodies)

    def _is_elsewhere(self, person: Person, places: list[set[str]]) -> bool:
        """Whether a description names another place than what is told of a person: the Fenland governor."""
        known = self._known(person)
        elsewhere = any(lx.is_place(w) and not any(w in place for place in places) for w in known)
        return elsewhere and not all(place <= known for place in places)

    def around(self, source: Span) -> list[Person]:
        """The people named around a source, none of them inside it."""
        around = Span(max(0, source.start - _PAGES), source.end + _PAGE)
        found: dict[str, Person] = {}
        inside: set[str] = set()
        for name in self.cast.names_in(around):
            being = self.cast.being_of(name)
            if isinstance(being, Person):
                found[being.name] = being
                if source.contains(name.span):
                    inside.add(being.name)
        return [p for n, p in found.items() if n not in inside]

    def _known(self, person: Person) -> frozenset[str]:
        """Every word that is told of a person."""
        key = (person.name, person.organisation)
        if key not in self._everything:
            told = frozenset().union(*(d.words for d in self.told(person)))
            self._everything[key] = told | _content(words(person.organisation or ""))
        return self._everything[key]

    def _around(self, name: Name) -> list[Told]:
        sentence = self.cast.sentences[self.cast.sentence_at(name.span.start)]
        found = [self._left(name, sentence)]
        for pattern in (_APPOSED, _COPULA):
            if match := pattern.match(self.text, name.span.end, sentence.end):
                phrase = _CLAUSE.sub("", match[1])
                tokens = words(phrase)
                if not _starts_clause(tokens):
                    found.append(_description_of(tokens))
        return [d for d in found if d.nouns]

    def _left(self, name: Name, sentence: Span) -> Told:
        """The words that lead up to a name: "Fenland Mayor Ada Roe", "its director, Ada Roe"."""
        end = name.span.start
        run: list[Word] = []
        for word in reversed(words(self.text, max(sentence.start, end - 90), end)[-_LEFT:]):
            gap = self.text[word.span.end : run[0].span.start if run else end]
            apposed = not run and gap == ", " and is_person_noun(_folded(word.key))
            titled = gap == ". " and word.key in lx.TITLES
            if not (apposed or titled or gap in (" ", "\u00a0")) or word.key in _BREAKS:
                break
            run.insert(0, word)
        run += [w for w in words(name.text) if w.key in lx.TITLES]
        told = run and (is_person_noun(_folded(run[-1].key)) or run[-1].key in lx.TITLES)
        return Told(_content(run), _nouns(run)) if told else Told(frozenset(), frozenset())


def same_kind(noun: str) -> frozenset[str]:
    """A noun with the words that can stand for it ("boss": manager, coach, chief)."""
    noun = _folded(noun)
    return frozenset({noun}).union(*(c for c in _CLASSES if noun in c))


def _is_such(told: Told, nouns: frozenset[str]) -> bool:
    """Whether a description has one of the nouns; an incumbent holds whatever office is spoken of.

    A "general secretary" is a leader as well.
    """
    leads = "leader" in nouns and "general" in told.words and "secretary" in told.nouns
    incumbent = told.nouns == {"incumbent"} and bool(nouns & lx.OFFICES)
    return leads or incumbent or bool((told.nouns | told.also) & nouns)


def _roles(person: Person) -> list[Told]:
    return [_description_of(words(person.role))] if person.role else []


def _description_of(tokens: list[Word]) -> Told:
    stop = next((i for i, t in enumerate(tokens) if t.key in PREPOSITIONS), len(tokens))
    nouns = _nouns(tokens[:stop])
    keys = [t.key for t in tokens]
    of_parliament = keys[stop - 1 : stop + 2] == ["member", "of", "parliament"]
    in_cabinet = stop > 1 and keys[stop - 1] == "secretary" and keys[stop - 2] in _FIELDS
    also = frozenset({"minister"}) if in_cabinet else frozenset()
    return Told(_content(tokens), nouns | {"mp"} if of_parliament else nouns, also)


def _nouns(tokens: list[Word]) -> frozenset[str]:
    folded = {_folded(t.key) for t in tokens if not t.possessive}
    return frozenset(w for w in folded if is_person_noun(w) or w in lx.TITLES - _HONORIFICS)


def _folded(word: str) -> str:
    word = word.removesuffix("-elect")
    return lx.FULL_TITLES.get(word, word)


def _content(tokens: list[Word]) -> frozenset[str]:
    return frozenset(_folded(t.key) for t in tokens if t.key not in _LITTLE)


def _starts_clause(tokens: list[Word]) -> bool:
    return not tokens or tokens[0].key in lx.word_set("and but who which while as when because including")


def _parties(told: frozenset[str]) -> set[str]:
    return {_SAME_PARTY.get(w, w) for w in told & _PARTIES}


def _past(told: frozenset[str]) -> bool:
    return bool(told & {"former", "ex", "then", "retired"})


def _score(wanted: frozenset[str], told: frozenset[str], known: frozenset[str], *, exactly: bool) -> int:
    """How well a description fits what is told of a person; -99 where it contradicts it.

    A rank or a kind of office on one side only is a contradiction: the deputy director is not the director.
    """
    if (
        (told & RANKS) - wanted
        or (wanted & (lx.ROLE_MODIFIERS - _TIMES)) - known
        or _past(wanted) > _past(known)
    ):
        return -99
    asked = wanted - _TIMES
    if asked & _PARTIES and known & _PARTIES and not _parties(asked) & _parties(known):
        return -99
    missing = asked - known
    if missing and (exactly or len(missing) > max(1, len(asked) - len(missing))):
        return -99
    return len(asked & told) * 2 + len(asked & known) - 2 * len(missing)
