"""The people and organisations of one article: every naming of each, with role and gender as printed."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from functools import cached_property

from rapidfuzz.distance import OSA

from quotesdb.extract import lexicon as lx
from quotesdb.extract.coreference.addressing import Addressing, whose_kin
from quotesdb.extract.coreference.apposition import Role, are_party, is_party
from quotesdb.extract.coreference.beings import (
    CROWD,
    Being,
    Body,
    Person,
    is_job,
    without_shorter,
)
from quotesdb.extract.coreference.credits import CREDITED
from quotesdb.extract.coreference.describing import Describer
from quotesdb.extract.coreference.generations import Generations
from quotesdb.extract.coreference.in_laws import InLaws
from quotesdb.extract.coreference.people import printed_name, shows_person
from quotesdb.extract.coreference.phrases import clash
from quotesdb.extract.coreference.pronouned import pronouned
from quotesdb.extract.coreference.roles import printed_role
from quotesdb.extract.coreference.settle import headline_end, settled_names
from quotesdb.extract.coreference.short_forms import acronyms, longer_names
from quotesdb.extract.coreference.sorts import is_otherwise
from quotesdb.extract.coreference.titles import name_gender, office_words, share_office, title_gender
from quotesdb.extract.coreference.words import Name, words
from quotesdb.names.given import compatible
from quotesdb.text.segments import sentences
from quotesdb.values import Span

_RELATIVE = re.compile(
    r", (?:his|her) (?:\w+ )?(?:husband|wife|brother|sister|father|mother|son|daughter|uncle|aunt|cousin)"
    r"\b(?=[,.;:)]| of\b| and\b|$)"
)
_NEVER_SPEAK = ("date", "dateline", "people", "thing", CREDITED)
_ONE_NAME_ROLES = lx.SPORT_ROLES | lx.word_set("singer rapper footballer songwriter")
_KNIGHTED = frozenset({"sir", "dame"})
_MAX_NAME_PARTS = 5
_NAME_LENGTH = 60
_SLIPS = (6, 9)
_BEARERS = 20
_NEAR = 1000
_VERB = re.compile(r"\s(?:said|says|told|tells|wrote|writes|spoke|is|was|has|had|will|would)\b")
_ACTS = re.compile(r" (?:also )?(?:[a-z]+ed|[a-z]+s|said|told|wrote|had)\b")
_LED = re.compile(r"([a-z]+) $")
_BEFORE_SUBJECTS = lx.word_set("and but said says")
_NEAREST = 20
_COMPLEMENT_AFTER = lx.word_set(
    "of for at from with in to on by and than against between as like if when while that"
)
_LOOK_BACK = 1500
_BESIDE = 400
_GENERIC = frozenset(("its", "company", "firm", "group", "team", "club", "organisation", "organization"))
_AGED = re.compile(r",? (?:aged )?\d{1,3}\b")


class Cast:
    """Who occurs in a text, and which names mean whom.

    ``names`` are in text order; `being_of` gives the person or body of each.
    """

    def __init__(self, text: str, paragraphs: list[Span]) -> None:
        self.text = text
        self.sentences = [s for p in paragraphs for s in sentences(text, p)]
        self._sentence_starts = [s.start for s in self.sentences]
        settled = settled_names(text, paragraphs)
        self._parties = [n for n in settled if n.kind == "people" and are_party(n.keys)]
        found = [n for n in settled if n.kind not in _NEVER_SPEAK]
        self._starts = [n.span.start for n in found]
        self.names = found
        self._first = {name.keys: name for name in reversed(found)}
        self._unshouted = {name.keys: name.text for name in reversed(found) if not name.text.isupper()}
        self._generations = Generations(text, found, headline_end(text))
        printed = {n.span: r for n in found if (r := self._role(n))}
        roles = {n.span: printed[n.span] for n in found if n.span in printed and self._is_told(n, printed)}
        self.people = self._people(roles)
        self._by_last: dict[str, list[Person]] = defaultdict(list)
        self._by_first: dict[str, list[Person]] = defaultdict(list)
        self._by_keys: dict[tuple[str, ...], Person] = {}
        self._offices = self._find_offices(roles)
        self._addressing = Addressing(text, found, roles)
        self._undecided: set[Span] = set()
        self._addressed: defaultdict[str, set[str | None]] = defaultdict(set)
        for name in found:
            if gender := title_gender(text, name):
                self._addressed[name.keys[-1]].add(gender)
        self._in_focus: dict[str, Person] = {}
        self._by_middle: dict[str, list[Person]] = defaultdict(list)
        for person in self.people:
            self._index(person)
            for middle in person.keys[1:-1]:
                known = middle in lx.NAME_PARTICLES or len(self._by_middle[middle]) == _BEARERS
                if len(middle) > 1 and not known:
                    self._by_middle[middle].append(person)
        self._bodies: dict[tuple[str, ...], Body] = {}
        self._being: dict[Span, Being] = {}
        self._in_laws = InLaws(text)
        self._being_by_keys: dict[tuple[str, ...], Being] = {}
        surnames = {p.keys[-1] for p in self.people}
        headline = self.sentences[0].end if self.sentences else 0
        self._longer = longer_names(text, found, headline, surnames)
        self._acronyms = acronyms(text, found)
        for name in found:
            being = self._resolve(name, roles.get(name.span))
            being.mentions.append(name)
            if isinstance(being, Person):
                self._in_laws.note(being, name, roles.get(name.span))
            if isinstance(being, Person) and self._is_topic(name):
                self._in_focus[name.keys[-1]] = being
            self._being[name.span] = being
            self._being_by_keys[name.keys] = being
        Describer(self).describe({s: r for s, r in printed.items() if isinstance(self._being[s], Person)})

    def _index(self, person: Person) -> None:
        self._by_keys[person.keys] = person
        self._by_last[person.keys[-1]].append(person)
        self._by_first[person.keys[0]].append(person)

    def being_of(self, name: Name) -> Being:
        """The person or body that a name of this text means."""
        return self._being[name.span]

    def first_of(self, keys: tuple[str, ...]) -> Name | None:
        """The first name of some words, if the text has it."""
        return self._first.get(keys)

    def called(self, keys: tuple[str, ...]) -> Being | None:
        """Whom some words name, the last time that they do."""
        return self._being_by_keys.get(keys)

    def pronoun_gender(self, keys: tuple[str, ...]) -> str | None:
        """The gender that the pronouns right behind a name of unknown kind tell."""
        return self._pronouned.get(keys)

    def is_shared(self, name: Name) -> bool:
        """Whether a name is a surname that several people of the text bear, and no title tells whose."""
        if name.span in self._undecided:
            return True
        return len(name.keys) == 1 and name.prefix is None and len(self._by_last[name.keys[0]]) > 1

    def names_in(self, span: Span) -> list[Name]:
        """The names that begin inside ``span``."""
        return self.names[bisect_left(self._starts, span.start) : bisect_left(self._starts, span.end)]

    def sentence_at(self, position: int) -> int:
        """The number of the sentence that covers a position, or the one before it."""
        return max(bisect_right(self._sentence_starts, position) - 1, 0)

    def _role(self, name: Name) -> Role | None:
        if name.kind not in ("person", "unknown"):
            return None
        sentence = self.sentences[self.sentence_at(name.span.start)]
        start, end = name.span.start - _BESIDE, name.span.end + _BESIDE
        near = Span(max(sentence.start, start), min(sentence.end, end))
        return printed_role(self.text, name, self.names_in(near), sentence)

    def _is_told(self, name: Name, printed: dict[Span, Role]) -> bool:
        """Whether what is printed beside a name says that it is a person's, or its own words do."""
        return name.kind == "person" or is_job(printed[name.span])

    def _people(self, roles: dict[Span, Role]) -> list[Person]:
        out: dict[tuple[tuple[str, ...], str | None], Person] = {}
        self._pronouned = pronouned(self.text, self.names, self.sentences)
        for name in self.names:
            known = 2 <= len(name.keys) <= _MAX_NAME_PARTS and (
                name.kind == "person" or (name.kind == "unknown" and name.span in roles)
            )
            generation = self._generations.of(name)
            bearer = name.keys, generation
            if bearer not in out and (known or name.keys in self._pronouned or self._is_human(name)):
                shown = self._generations.whole(name, printed_name(name))
                out[bearer] = Person(shown, name.keys, generation=generation)
        return without_shorter(list(out.values()))

    def _is_human(self, name: Name) -> bool:
        before = self.names_in(Span(max(0, name.span.start - _NAME_LENGTH), name.span.start))[-1:]
        return name.kind == "unknown" and shows_person(self.text, name, before[0] if before else None)

    def _resolve(self, name: Name, role: Role | None) -> Being:
        bears = name.kind in ("person", "unknown") or self._acts_as_person(name)
        if bears and (person := self._person_of(name) or self._in_law(name, role)):
            return person
        if name.kind == "person" or (role and role.role and name.kind == "unknown" and self._is_called(name)):
            person = Person(printed_name(name), name.keys)
            self.people.append(person)
            self._index(person)
            return person
        keys = self._acronyms.get(name.keys) or self._longer.get(name.keys) or name.keys
        if keys not in self._bodies:
            self._bodies[keys] = Body(self._printed(keys, name), keys)
        return self._bodies[keys]

    def _in_law(self, name: Name, role: Role | None) -> Person | None:
        """Of "Mrs Roe" behind "Jo Roe" and "his wife, Ada": Ada, who bears the name of her family then.

        Who is told anew what or how old they are was not spoken of: "Mrs Roe, 91".
        """
        new = role is not None or _AGED.match(self.text, name.span.end)
        if new or name.prefix is None or name.kind != "person" or len(name.keys) != 1:
            return None
        title = name.prefix.text(self.text).lower()
        person = self._in_laws.called(name, title_gender(self.text, name), title)
        if person:
            self._index(person)
        return person

    def _acts_as_person(self, name: Name) -> bool:
        """Whether a place's name is somebody's surname here: it stands alone, and before a verb."""
        if name.kind != "place" or len(name.keys) > 1 or not self._by_last[name.keys[0]]:
            return False
        led = _LED.search(self.text, max(0, name.span.start - _NEAREST), name.span.start)
        subject = led is None or led[1] in _BEFORE_SUBJECTS
        return subject and bool(_ACTS.match(self.text, name.span.end))

    def _is_called(self, name: Name) -> bool:
        """Whether a name behind a role is a person's; one word only in sport and music."""
        start = name.prefix.start if name.prefix else name.span.start
        before = words(self.text, max(0, start - 24), start)[-1:]
        plain = before and before[0].text.islower() and before[0].key in _ONE_NAME_ROLES
        return len(name.keys) > 1 or bool(plain and self.text[before[0].span.end : start] == " ")

    def _person_of(self, name: Name) -> Person | None:
        keys = tuple(k for k in name.keys if k not in lx.TITLES) or name.keys
        if len(self._by_last[keys[-1]]) > CROWD:
            return self._by_keys.get(keys)
        same = [
            p for p in self._by_last[keys[-1]] if p.keys[-len(keys) :] == keys or compatible(p.keys, keys)
        ]
        if len(keys) == 1 and name.kind != "organisation" and not any(p.mentions for p in same):
            known = self._by_first[keys[0]]
            if len(known) <= CROWD:
                same = [p for p in known if p.mentions] or same or known
        generation = self._generations.of(name)
        if generation is not None:
            same = [p for p in same if p.generation == generation] or same
        if not same and len(keys) == 1 and name.kind != "organisation":
            same = self._misprinted(keys[0])
        if not same and len(keys) == 1:
            same = [p for p in self._by_middle[keys[0]] if name.kind != "organisation"]
        if self._is_of_another(name, same):
            return None
        if other := self._relative_of(name):
            same = [p for p in same if p is not other]
        if gender := title_gender(self.text, name):
            fits = [p for p in same if self._told_gender(p) == gender]
            same = fits or [p for p in same if self._told_gender(p) is None]
        return self._one_of_namesakes(name, same) if len(same) > 1 else next(iter(same), None)

    def _told_gender(self, person: Person) -> str | None:
        """The gender that is told of a full name, or by the titles before a surname that stands alone."""
        if len(person.keys) > 1:
            return self._addressing.gender(person.keys) or self._in_laws.gender(person)
        titles = {title_gender(self.text, mention) for mention in person.mentions} - {None}
        return next(iter(titles)) if len(titles) == 1 else None

    def _misprinted(self, key: str) -> list[Person]:
        """The one person named in full whose surname differs from a lone one by a slip of the pen."""
        most = sum(len(key) >= length for length in _SLIPS)
        if not most or len(self.people) > CROWD:
            return []
        near = [
            person
            for person in self.people
            if len(person.keys) > 1
            and person.keys[-1][0] == key[0]
            and OSA.distance(person.keys[-1], key, score_cutoff=most) <= most
        ]
        return near if len(near) == 1 else []

    def _is_of_another(self, name: Name, bearers: list[Person]) -> bool:
        """Whether an office with a surname is somebody's who is nowhere named in full.

        "Mr Roe" and "President Roe" beside one Ivy Roe, of whom no office is told, are two people.
        """
        if name.prefix is None or len(name.keys) > 1 or not bearers:
            return False
        office = office_words(name.prefix.text(self.text))
        told = any(share_office(office, self._offices[p.keys]) for p in bearers)
        known = {name_gender(p.keys) for p in bearers}
        if told or None in known or title_gender(self.text, name) in known:
            return False
        return bool(self._addressed[name.keys[0]] - known)

    def _one_of_namesakes(self, name: Name, namesakes: list[Person]) -> Person:
        """Whom of several a name means: by title, else the last topic, else the one named most.

        Prose goes on with a surname about its topic; "his wife, Ada Roe" does not change that.
        """
        office = office_words(name.prefix.text(self.text)) if name.prefix else frozenset()
        titled = [p for p in namesakes if self._addressing.bears(p.keys, office)]
        same = titled or [p for p in namesakes if share_office(office, self._offices[p.keys])] or namesakes
        if name.prefix and len(name.keys) == 1 and len(same) > 1:
            self._undecided.add(name.span)
        if name.prefix or len(name.keys) > 1:
            return max(same, key=lambda p: p.mentions[-1].span.start if p.mentions else -1)
        if all(p.keys[0] == name.keys[0] for p in same):
            # Prose that calls somebody "Sir Ian" goes on calling him so: "Ian" is the other.
            same = [p for p in same if not self._addressing.bears(p.keys, _KNIGHTED)] or same
        topic = self._in_focus.get(name.keys[0])
        if topic and topic in same and name.span.start - topic.mentions[-1].span.start < _NEAR:
            return topic
        return max(same, key=lambda p: (p.keys[0] in lx.given_names(), len(p.mentions)))

    def _is_topic(self, name: Name) -> bool:
        """Whether a full name has a verb, or is the first person of its sentence and no complement."""
        given = name.keys[0] in lx.given_names() or name.prefix or self._offices[name.keys]
        if len(name.keys) == 1 or name.possessive or not given:
            return False
        start = name.prefix.start if name.prefix else name.span.start
        sentence = self.sentences[self.sentence_at(start)]
        before = words(self.text, sentence.start, start)
        if before and before[-1].key in _COMPLEMENT_AFTER:
            return False
        if _VERB.match(self.text, name.span.end):
            return True
        return not any(w.key in _COMPLEMENT_AFTER for w in before) and all(
            n.kind != "person" for n in self.names_in(Span(sentence.start, start))
        )

    def _find_offices(self, roles: dict[Span, Role]) -> defaultdict[tuple[str, ...], frozenset[str]]:
        """The words for offices and titles printed with each full name."""
        out: defaultdict[tuple[str, ...], frozenset[str]] = defaultdict(frozenset)
        for name in self.names:
            role = roles.get(name.span)
            if role and role.role and len(name.keys) > 1:
                out[name.keys] |= office_words(role.role)
        return out

    def _relative_of(self, name: Name) -> Person | None:
        """Of "Mr Roe, her husband" and "his brother, Mr Roe": the Roe named before, who is another person."""
        whose = whose_kin(self.text, name)
        if whose is None and (len(name.keys) > 2 or not _RELATIVE.match(self.text, name.span.end)):
            return None
        namesakes = [p for p in self._by_last[name.keys[-1]] if p.mentions]
        if whose:
            namesakes = [p for p in namesakes if not clash(self._addressing.gender(p.keys), whose)]
        return max(namesakes, key=lambda p: p.mentions[-1].span.start, default=None)

    def body_before(self, position: int, noun: str) -> Body | None:
        """What "the museum" or "its" means: the last organisation with that word, else the last one."""
        nearest: Body | None = None
        last: Name | None = None
        for name in reversed(self.names_in(Span(max(0, position - _LOOK_BACK), position))):
            being = self._being.get(name.span)
            if not isinstance(being, Body) or name.kind not in ("organisation", "unknown"):
                continue
            if lx.is_demonym(being.keys) or is_otherwise(being, noun):
                continue
            if noun in being.keys or (noun == "party" and is_party(being.keys)):
                return being
            if last is None or self._comes_before(name, last):
                nearest, last = being, name
        if noun == "party":
            return self._people_of_party(position)
        return nearest if noun in _GENERIC else None

    def _comes_before(self, name: Name, last: Name) -> bool:
        """Whether a body is meant rather than a mere name behind it in its sentence: a play, a place."""
        beside = self.sentence_at(name.span.start) == self.sentence_at(last.span.start)
        return beside and last.kind == "unknown" and name.kind == "organisation"

    def _people_of_party(self, position: int) -> Body | None:
        """The party that is named by its people, nearest before a position: "the Conservatives"."""
        at = bisect_left(self._parties, position, key=lambda n: n.span.start)
        last = self._parties[at - 1] if at else None
        near = last is not None and position - last.span.start < _LOOK_BACK
        return Body(last.text, last.keys, [last]) if last and near else None

    def full_organisation(self, printed: str) -> str:
        """The longer name of an organisation where the article has one ("Harrow" -> "Harrow Motors")."""
        keys = tuple(k.lower().replace(".", "") for k in printed.split())
        full = self._acronyms.get(keys) or self._longer.get(keys) or self._ending_in.get(keys)
        if full is None or full not in self._first:
            return printed
        ends = keys == full[-len(keys) :] and keys in self._first
        known = ends and self._first[keys].span.start < self._first[full].span.start
        return printed if known else self._printed(full, self._first[full])

    def _printed(self, keys: tuple[str, ...], name: Name) -> str:
        """A name as it is printed first, rather in small letters than in the capitals of a headline."""
        return self._unshouted.get(keys) or self._first.get(keys, name).text

    @cached_property
    def _ending_in(self) -> dict[tuple[str, ...], tuple[str, ...]]:
        """The one longer name that ends in some words: "Rovers" of Elmsford Rovers."""
        longer: defaultdict[tuple[str, ...], set[tuple[str, ...]]] = defaultdict(set)
        for name in self.names:
            opens = self.sentences[self.sentence_at(name.span.start)].start == name.span.start
            if (
                name.kind in ("organisation", "unknown")
                and isinstance(self._being[name.span], Body)
                and not opens
            ):
                for size in range(1, min(len(name.keys), _MAX_NAME_PARTS)):
                    longer[name.keys[-size:]].add(name.keys)
        return {end: next(iter(full)) for end, full in longer.items() if len(full) == 1}
