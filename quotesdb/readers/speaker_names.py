"""Who a transcript's labels name: one speaker for all forms of a label, by the full name if it is known."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from quotesdb.data import entries, marked_words
from quotesdb.names.given import is_womans
from quotesdb.names.key import name_key
from quotesdb.names.labels import (
    bare_surname,
    full_names,
    has_surname,
    is_generic,
    is_role,
    names_several,
    plain_name,
    without_titles,
)
from quotesdb.names.person import parse
from quotesdb.readers.heads import is_persons
from quotesdb.readers.label_notes import (
    listed_names,
    person_behind_part,
    person_in_note,
    who_is_short,
)
from quotesdb.text.folding import fold, word_set
from quotesdb.values import Agent, AgentKind, Span

_LONGEST_LEAD = 10_000
"""Characters before the first label in which names are looked for."""

_NOBODY = frozenset({"q", "a", "question", "questions", "answer", "unknown"})
_GROUPS = word_set(
    "audience crowd protesters protestors voices all panel reporters chorus press members everyone both "
    "senators mps delegates officials some several many"
)
_COURTESIES = marked_words("titles")["courtesy"]
_COURTESY_STOP = re.compile(r"^(Mr|Mrs|Ms|Dr)\.(?=\s)")
_IN_FULL = {short: words[0] for short, words in entries("full_titles").items()}
_LONGEST_SHORT = 4
_ANSWERS = 2
"""How often labels with one surname follow each other where they are of two people."""


@dataclass(frozen=True, slots=True)
class Named:
    """The speaker of a label, null where it names nobody, and where the full name stands in the text."""

    agent: Agent | None
    at: Span | None = None


@dataclass(frozen=True, slots=True)
class _Full:
    name: str
    at: Span | None = None
    called: str = ""
    """The name with the titles before it, where these are known."""

    def woman(self) -> bool | None:
        """Whether this is a woman (or a man), by title or given name."""
        parsed = parse(self.called or self.name)
        return is_womans(parsed.first) if parsed.woman is None else parsed.woman


def name_speakers(
    text: str, title: str | None, labels: Iterable[Span], given: Mapping[str, str]
) -> dict[str, Named]:
    """The speaker of each label as printed.

    ``given`` are labels with their full names, which win. Else a surname is that of the one full name with it
    among the labels, or else in the title and in what stands before the first label. It stays as printed
    where there is none, or a choice. A man's name is none of who is called "Ms.", nor the other way round.
    """
    spans = list(labels)
    first: dict[str, Span] = {}
    for span in spans:
        first.setdefault(span.text(text), span)
    names = _Names(text, title, first, given, _answers(span.text(text) for span in spans))
    return {label: names.of(label) for label in first}


class _Names:
    """What the labels of one transcript are short for."""

    def __init__(
        self,
        text: str,
        title: str | None,
        labels: Mapping[str, Span],
        given: Mapping[str, str],
        answering: frozenset[str],
    ) -> None:
        self.title = title or ""
        first = min((span.start for span in labels.values()), default=0)
        self.lead_start = max(0, first - _LONGEST_LEAD)
        self.lead = text[self.lead_start : first]
        self.given = {_key(label): name for label, name in given.items()}
        self.bare: dict[str, list[str]] = defaultdict(list)
        self.full: dict[str, list[_Full]] = defaultdict(list)
        self.noted: dict[str, set[str]] = defaultdict(set)
        for label, span in labels.items():
            if not names_several(label):
                self._file(plain_name(label), span)
            if noted := person_in_note(label):
                self.noted[_key(label)].add(noted)
            if behind := person_behind_part(label):
                self.noted[_key(behind[0])].add(behind[1])
        above = listed_names(self.lead).items()
        self.above = {_key(label): place for label, place in above if not is_persons(label)}
        self.several = answering.union(surname for surname, names in self.bare.items() if _are_two(names))

    def _file(self, name: str, span: Span) -> None:
        """Note a label by its surname, or by its full name and all that may be the surname in it."""
        if surname := bare_surname(name):
            self.bare[surname].append(name)
            return
        full = _Full(without_titles(name), span, name)
        words = name_key(full.name).split()
        for start in range(len(words)):
            self.full[" ".join(words[start:])].append(full)

    def of(self, label: str) -> Named:
        """The speaker of one label."""
        name = plain_name(label)
        if names_several(label):
            return Named(Agent(name, AgentKind.GROUP))
        if mapped := self._given(name):
            return Named(Agent(mapped, AgentKind.PERSON, role=_role(label)))
        if noted := self._noted(label):
            return Named(Agent(noted, AgentKind.PERSON, role=_role_before_note(name)))
        if place := self.above.get(_key(label)):
            found = Agent(without_titles(place.text(self.lead)), AgentKind.PERSON, role=_part(name))
            return Named(found, Span(self.lead_start + place.start, self.lead_start + place.end))
        if is_generic(name):
            return Named(_nobody_in_particular(name))
        if short := who_is_short(name, self.lead):
            place = Span(self.lead_start + short.start, self.lead_start + short.end)
            return Named(Agent(short.text(self.lead), AgentKind.PERSON), place)
        full = self._full(name)
        shown = full.name if full else _COURTESY_STOP.sub(r"\1", self._as_printed(name))
        at = full.at if full and full.name != name else None
        return Named(Agent(shown, AgentKind.PERSON, role=_role(label)), at)

    def _noted(self, label: str) -> str | None:
        """Who is named in brackets behind the label, or was behind the same office."""
        is_part = is_role(plain_name(label)) or is_generic(label)
        names = self.noted.get(_key(label), set()) if is_part else ()
        return person_in_note(label) or (next(iter(names)) if len(names) == 1 else None)

    def _given(self, name: str) -> str | None:
        if _key(name) in self.given:
            return self.given[_key(name)]
        surname = bare_surname(name)
        if surname is None or surname in self.several:
            return None
        found = {value for key, value in self.given.items() if bare_surname(key) == surname}
        found = found or {value for value in self.given.values() if has_surname(value, surname)}
        return found.pop() if len(found) == 1 else None

    def _full(self, name: str) -> _Full | None:
        surname = bare_surname(name)
        if surname is None:
            return self._spelled(name)
        labelled = [one for one in self.full.get(surname, ()) if has_surname(one.name, surname)]
        able = self._able(name, surname, labelled)
        if not able and surname not in self.several:
            able = self._able(name, surname, self._before_the_turns(without_titles(name)))
        found = _only(able)
        return found and (self._spelled(found.name) or found)

    def _able(self, name: str, surname: str, candidates: Iterable[_Full]) -> list[_Full]:
        """Those whom a label with a surname alone can mean; where several speak with it, who surely is."""
        if surname in self.several:
            called = parse(name).woman
            return [one for one in candidates if called is not None and one.woman() is called]
        titled = {parse(each).woman for each in self.bare[surname]} - {None}
        return [one for one in candidates if one.woman() is None or {one.woman()} >= titled]

    def _spelled(self, name: str) -> _Full | None:
        """A full name in capitals, spelled as another label, the title or the lead spells it."""
        bare = without_titles(name)
        if not bare:
            return None
        last = bare.rpartition(" ")[2]
        written = [*self.full.get(name_key(bare), ()), *self._before_the_turns(last)]
        alike = [one for one in written if name_key(one.name) == name_key(bare)]
        return next((one for one in alike if not one.name.isupper()), None) or next(iter(alike), None)

    def _before_the_turns(self, surname: str) -> list[_Full]:
        lead = [
            _Full(span.text(self.lead), Span(self.lead_start + span.start, self.lead_start + span.end))
            for span in full_names(self.lead, surname)
        ]
        return lead + [_Full(span.text(self.title)) for span in full_names(self.title, surname)]

    def _as_printed(self, name: str) -> str:
        """The fullest of the forms that a speaker's label has."""
        surname = bare_surname(name)
        return name if surname is None or surname in self.several else max(self.bare[surname], key=len)


def _answers(labels: Iterable[str]) -> frozenset[str]:
    """The surnames of which one label again and again follows another: nobody answers himself."""
    found = Counter[str]()
    for one, other in pairwise(map(plain_name, labels)):
        surname = bare_surname(one)
        if surname and surname == bare_surname(other) and _before(one) and _before(other):
            found[surname] += _before(one) != _before(other)
    return frozenset(surname for surname, times in found.items() if times >= _ANSWERS)


def _are_two(names: Sequence[str]) -> bool:
    """Whether labels of one surname are of several people: of a man and a woman, or of two offices."""
    offices = [words - _COURTESIES for name in names if (words := _before(name))]
    apart = any(
        one and other and not (one <= other or other <= one) for one, other in combinations(offices, 2)
    )
    return apart or {True, False} <= {parse(name).woman for name in names}


def _before(name: str) -> frozenset[str]:
    """The words before a surname, those that are cut short in full."""
    words = map(_bare_word, name[: name.find(without_titles(name))].split())
    return frozenset(_IN_FULL.get(word, word) for word in words)


def _only(candidates: Iterable[_Full]) -> _Full | None:
    """The one person whom all the names are of, if it is one; middle names make no other."""
    found: dict[tuple[str, str], _Full] = {}
    for one in candidates:
        words = name_key(one.name).split()
        found.setdefault((words[0], words[-1]), one)
    return next(iter(found.values())) if len(found) == 1 else None


def _nobody_in_particular(name: str) -> Agent | None:
    words = [_bare_word(word) for word in name.split()]
    if all(word in _NOBODY for word in words):
        return None
    group = any(word in _GROUPS for word in words) and "member" not in words
    return Agent(name, AgentKind.GROUP if group else AgentKind.ANONYMOUS)


def _role(label: str) -> str | None:
    """What a label says of the speaker besides the name: "NEWS ANCHOR", "SECRETARY"."""
    name = plain_name(label)
    described = label[len(name) :].partition(",")[2].strip()
    before = name[: name.find(without_titles(name))].strip()
    title = None if _bare_word(before) in _COURTESIES else before
    return described or title or None


def _part(label: str) -> str | None:
    """The part in a talk that a label is, which initials are not."""
    return None if label.isupper() and len(label) <= _LONGEST_SHORT else _role_before_note(label)


def _role_before_note(name: str) -> str | None:
    """What stands before a name in brackets, where it is an office or a part: "Host", no "Speaker 2"."""
    words = name.removeprefix("The ").removeprefix("THE ")
    return None if any(_bare_word(word) in _NOBODY or word.isdigit() for word in words.split()) else words


def _key(label: str) -> str:
    return " ".join(map(_bare_word, plain_name(label).split()))


def _bare_word(word: str) -> str:
    return fold(word).strip(".")
