"""Who a source is: names, surnames, pronouns and descriptions resolved inside one article.

The chain of words that leads from the source to the fullest naming is kept as evidence.
"""

from __future__ import annotations

import re

from quotesdb.extract import lexicon as lx
from quotesdb.extract.cast import Being, Body, Person
from quotesdb.extract.discourse import FAR_BACK, PREPOSITIONS, Discourse, Fits, Resolved
from quotesdb.extract.names import Name, Word, words
from quotesdb.values import Agent, AgentKind, Span

_HEAD_END = re.compile(r"[,;:(—–]|\s[-–—]+\s|\b(?:who|whose|which|that)\b")
_JOINING = re.compile(
    r"(?:which|that|who|whom|but|and|as|while|when|although|because|so)\s+(?=\w)", re.IGNORECASE
)
_WHEN_AFTER = re.compile(r"\s+(?:today|yesterday|also|now|then|later|recently|earlier|still|on [A-Z]\w+day)$")
_BELONGS = re.compile(r" (?:of|at|from|with|for) (?:the )?")
_AGENCY_NOUNS = lx.word_set("agency newspaper magazine website channel broadcaster wire station")
_PAIRS = lx.word_set("pair couple duo men women brothers sisters two")
_RANKS = lx.word_set("deputy vice assistant former ex shadow acting associate")
_DETERMINER = lx.word_set("the a an this that these those his her its their our one another some")


class Resolver:
    """Resolves the sources of one article; they must come in text order."""

    def __init__(self, discourse: Discourse) -> None:
        self.discourse = discourse
        self.text, self.cast, self.index = discourse.text, discourse.cast, discourse.index

    def resolve(self, source: Span) -> Resolved | None:
        """Who the words of ``source`` mean, or None where nobody can be made out."""
        tokens = words(self.text, source.start, source.end)
        if not tokens:
            return None
        lone = tokens[0].key if len(tokens) == 1 else ""
        if lone in lx.PRONOUNS:
            return self._pronoun(lone, source)
        if all(t.key in lx.PRONOUNS for t in tokens):
            return self._pronoun(tokens[0].key, source)
        return self._phrase(source)

    def widened(self, source: Span, limits: tuple[Span, ...]) -> Span:
        """A source with all of a name that it cuts, "of the Institute" too, less "which" and "today"."""
        whole = self._whole_name(source)
        if match := _JOINING.match(self.text, whole.start, whole.end):
            whole = Span(match.end(), whole.end)
        if match := _WHEN_AFTER.search(whole.text(self.text)):
            whole = Span(whole.start, whole.start + match.start())
        if match := _BELONGS.match(self.text, whole.end):
            host = next(
                (n for n in self.cast.names_in(Span(match.end(), match.end() + 1)) if n.kind != "person"),
                None,
            )
            if host and not host.possessive:
                whole = Span(whole.start, host.span.end)
        return source if any(whole.overlaps(limit) for limit in limits) else whole

    def subject_before(self, position: int, *, since: int) -> Resolved | None:
        """The person that the running text last had in focus between two positions."""
        for number in range(self.cast.sentence_at(position), -1, -1):
            sentence = self.cast.sentences[number]
            if sentence.end <= since:
                return None
            name = self.discourse.subject(sentence, position, lambda b: isinstance(b, Person))
            if name:
                return self._agent(self.cast.being_of(name), name.span, "focus")
        return None

    # -- names and descriptions

    def _phrase(self, source: Span) -> Resolved | None:
        head = self._head(source)
        if couple := self._couple(source, head):
            return couple
        name = self._head_name(source, head)
        if name is not None:
            being = self.cast.being_of(name)
            rule = "name" if isinstance(being, Body) or name.keys == being.keys else "surname"
            return self._agent(being, source, rule)
        return self._described(source, head)

    def _whole_name(self, source: Span) -> Span:
        """A source that cuts a name, extended to all of it."""
        cut = [
            n
            for n in self.cast.names_in(Span(max(0, source.start - 60), source.end))
            if n.span.overlaps(source)
        ]
        if not cut:
            return source
        return Span(min(source.start, cut[0].span.start), max(source.end, cut[-1].span.end))

    def _couple(self, source: Span, head: Span) -> Resolved | None:
        """Several people joined by "and" are a group of that many names."""
        if " and " not in head.text(self.text):
            return None
        names = [
            n
            for n in self.cast.names_in(head)
            if isinstance(self.cast.being_of(n), Person) and not n.possessive
        ]
        people = list(dict.fromkeys(self.cast.being_of(n).name for n in names))
        if len(people) < 2 or any(
            w.key in PREPOSITIONS for w in words(self.text, names[0].span.end, names[-1].span.start)
        ):
            return None
        together = ", ".join(people[:-1]) + " and " + people[-1]
        return Resolved(Agent(together, AgentKind.GROUP), (source,), "names")

    def _head(self, source: Span) -> Span:
        """The phrase without what is set off by comma or dash, or by a relative clause."""
        for match in _HEAD_END.finditer(self.text, source.start, source.end):
            if match.start() > source.start + 1:
                return Span(source.start, match.start())
        return source

    def _head_name(self, source: Span, head: Span) -> Name | None:
        inside = self.cast.names_in(source)
        tokens = words(self.text, head.start, head.end)
        people = [n for n in inside if isinstance(self.cast.being_of(n), Person)]
        for name in people:
            if not name.possessive and not self._governed(name, tokens):
                return name
        for name in inside:
            if name.possessive or isinstance(self.cast.being_of(name), Person):
                continue
            if name.span.end >= head.end - 1 and not self._governed(name, tokens):
                return name
            after = words(self.text, name.span.end, head.end)
            if after and after[-1].key in _AGENCY_NOUNS and all(w.text.islower() for w in after):
                return name
            before = self.text[head.start : name.span.start].strip().lower()
            if before in ("", "the") and self._is_attached(name, head):
                return name
        return None

    def _governed(self, name: Name, tokens: list[Word]) -> bool:
        """Whether a preposition before the name makes it a complement ("a lawyer for Mr King")."""
        before = [t for t in tokens if t.span.end <= name.span.start]
        if any(t.key in PREPOSITIONS for t in before):
            between = self.text[before[-1].span.end : name.span.start]
            left = [t.key for t in before]
            last = max(i for i, k in enumerate(left) if k in PREPOSITIONS)
            titled = before[-1].key in lx.ROLE_NOUNS | lx.TITLES or bool(name.prefix)
            ends_role = last + 1 < len(left) and titled and "," not in between and self._role_runs(left, last)
            return not ends_role
        return False

    @staticmethod
    def _role_runs(left: list[str], last: int) -> bool:
        """Of "secretary of state NAME": the words before the preposition are a role without a determiner."""
        return left[0] not in _DETERMINER and left[last] == "of"

    def _is_attached(self, name: Name, head: Span) -> bool:
        """Whether only a place or department follows an organisation's name ("the NHS in Wales")."""
        after = words(self.text, name.span.end, head.end)
        return bool(after) and after[0].key in PREPOSITIONS

    def _described(self, source: Span, head: Span) -> Resolved | None:
        tokens = words(self.text, head.start, head.end)
        if len(tokens) == 1 and tokens[0].key in lx.SENTENCE_OPENERS - lx.GROUP_NOUNS:
            return None
        stop = next((i for i, t in enumerate(tokens) if t.key in PREPOSITIONS and i), len(tokens))
        core = tokens[:stop] or tokens
        if not core:
            return None
        noun = core[-1].key
        if core[0].key in ("the", "both") and noun in _PAIRS and (pair := self._pair(source)):
            return pair
        definite = core[0].key in ("the", "his", "her", "its", "their") or core[0].possessive
        if lx.is_role_noun(noun) and (known := self._person_with_role(core, source, definite=definite)):
            return known
        if (
            definite
            and noun in lx.ORGANISATION_NOUNS
            and stop == len(tokens)
            and (known := self._body_meant(core, source))
        ):
            return known
        kind = _kind_of(noun, core)
        name = self._shown(head if len(tokens) <= 12 else Span(core[0].span.start, core[-1].span.end))
        if tokens[-1].key in PREPOSITIONS:
            name = self._shown(Span(core[0].span.start, core[-1].span.end))
        organisation = self._organisation_of(source) if kind is not AgentKind.ORGANISATION else None
        told = lx.is_role_noun(noun) or (organisation is not None and noun in lx.GROUP_NOUNS)
        agent = Agent(
            name, kind, organisation, core[-1].bare if told and kind is not AgentKind.ORGANISATION else None
        )
        return Resolved(agent, (source,), "description")

    def _pair(self, source: Span) -> Resolved | None:
        """What "the pair" and "both men" mean: the two people named last."""
        people: list[Person] = []
        for name in self.discourse.names_back(source.start):
            being = self.cast.being_of(name)
            if isinstance(being, Person) and being not in people:
                people.append(being)
            if len(people) == 2:
                names = " and ".join(p.name for p in sorted(people, key=lambda p: p.mentions[0].span.start))
                return Resolved(Agent(names, AgentKind.GROUP), (source,), "names")
        return None

    def _shown(self, span: Span) -> str:
        return " ".join(span.text(self.text).split()).strip(" ,;:")

    def _organisation_of(self, source: Span) -> str | None:
        for name in self.cast.names_in(source):
            being = self.cast.being_of(name)
            if isinstance(being, Body) and name.kind in ("organisation", "unknown"):
                return self.cast.full_organisation(name.text)
        for token in words(self.text, source.start, source.end)[1:]:
            if token.key in lx.ORGANISATION_NOUNS and (
                body := self.cast.body_before(source.start, token.key)
            ):
                return body.name
        return None

    def _person_with_role(self, core: list[Word], source: Span, *, definite: bool) -> Resolved | None:
        wanted = {t.key for t in core if t.key not in _DETERMINER and not t.possessive}
        noun = core[-1].key
        owner = next((t.key for t in core if t.possessive and t.capital), None)
        best: tuple[int, int, Person] | None = None
        for person in self.cast.people:
            role = {w.key for w in words(person.role or "")}
            if noun not in role or (role & _RANKS) - wanted:
                continue
            known = role | {w.key for w in words(person.organisation or "")}
            if (wanted - known and len(wanted) > 2) or (not definite and (wanted - known or len(wanted) < 2)):
                continue
            if (
                owner
                and owner not in (person.organisation or "").lower()
                and owner not in (person.role or "").lower()
            ):
                continue
            before = [m for m in person.mentions if m.span.start < source.start]
            seen = before[-1].span.start if before else -1
            rank = (len(wanted & role) - len(wanted - role), seen, person)
            if best is None or rank[:2] > best[:2]:
                best = rank
        if best is None:
            return None
        return self._agent(best[2], source, "role")

    def _body_meant(self, core: list[Word], source: Span) -> Resolved | None:
        """What "the company" means: an organisation with that word, else the one last in focus.

        A phrase that says more ("the transport ministry") means only a body with all those words.
        """
        noun = core[-1].key
        said = {t.key for t in core if t.key not in _DETERMINER and not t.key.endswith("-based")}
        for name in self.discourse.names_back(source.start):
            being = self.cast.being_of(name)
            if isinstance(being, Body) and name.kind != "place" and said <= set(being.keys):
                return self._agent(being, source, "description")
        if said != {noun} and said != {"think", "tank"}:
            return None
        return self._focus(source, _is_firm, AgentKind.ORGANISATION, None)

    def _pronoun(self, pronoun: str, source: Span) -> Resolved | None:
        if pronoun in lx.RELATIVES:
            return self._antecedent(source)
        if pronoun in lx.FIRST_PRONOUNS:
            return self._around(source)
        if pronoun in lx.MALE_PRONOUNS | lx.FEMALE_PRONOUNS:
            gender = "m" if pronoun in lx.MALE_PRONOUNS else "f"
            return self._focus(
                source,
                lambda b: isinstance(b, Person) and b.gender in (gender, None),
                AgentKind.PERSON,
                gender,
            )
        if pronoun in lx.NEUTER_PRONOUNS:
            return self._focus(source, lambda b: isinstance(b, Body), AgentKind.ORGANISATION, None)
        return self._plural(source)

    def _antecedent(self, source: Span) -> Resolved | None:
        """A relative pronoun means the name or phrase right before it."""
        before = self.text[max(0, source.start - 3) : source.start].rstrip(" ,")
        end = max(0, source.start - 3) + len(before)
        for name in reversed(self.cast.names_in(Span(max(0, end - 120), end))):
            if name.span.end >= end - 1:
                return self._agent(self.cast.being_of(name), source, "relative")
        sentence = self.cast.sentences[self.cast.sentence_at(source.start)]
        clause = re.split(r"[,;:—–(“”\"]", self.text[sentence.start : end])[-1]
        start = end - len(clause.lstrip())
        if joining := _JOINING.match(self.text, start, end):
            start = joining.end()
        return self._phrase(Span(start, end)) if clause.strip() and len(clause.split()) <= 10 else None

    def _around(self, source: Span) -> Resolved | None:
        """What "I" and "we" inside marks mean: whoever is quoted there."""
        if self.index.at(source.start) is None:
            return None
        found = self.discourse.last_speaker(source.start, since=source.start - 600)
        return found and Resolved(found.agent, (source, *found.evidence), "pronoun", found.being)

    def _nominal_subject(self, sentence: Span, source: Span) -> Resolved | None:
        """The unnamed organisation that an earlier sentence begins with ("The transport ministry ...")."""
        if sentence.end > source.start:
            return None
        tokens = words(self.text, sentence.start, min(sentence.end, sentence.start + 60))[:5]
        if not tokens or tokens[0].key != "the":
            return None
        noun = next((t for t in tokens[1:] if t.key in lx.ORGANISATION_NOUNS and not t.possessive), None)
        return self._phrase(Span(sentence.start, noun.span.end)) if noun else None

    def _plural(self, source: Span) -> Resolved | None:
        sentence = self.cast.sentence_at(source.start)
        since = self.cast.sentences[max(0, sentence - 4)].start
        for position, spoken in self.discourse.recent():
            if since <= position < source.start and spoken.agent.kind is not AgentKind.PERSON:
                return self._chained(source, spoken)
        for number in range(sentence, max(-1, sentence - 4), -1):
            where = self.cast.sentences[number]
            for token in words(self.text, where.start, min(where.end, source.start)):
                if (
                    token.key in lx.GROUP_NOUNS - lx.SENTENCE_OPENERS
                    and self.index.at(token.span.start) is None
                ):
                    agent = Agent(self._noun_phrase(token, where), AgentKind.GROUP)
                    return Resolved(agent, (source, token.span), "pronoun")
        subject = self.discourse.subject_back(source.start, lambda b: isinstance(b, Body))
        return (
            self._agent(self.cast.being_of(subject), source, "pronoun", via=subject.span) if subject else None
        )

    def _noun_phrase(self, noun: Word, sentence: Span) -> str:
        run = [noun]
        for token in reversed(words(self.text, sentence.start, noun.span.start)):
            if token.key in lx.SENTENCE_OPENERS or self.text[token.span.end : run[0].span.start] != " ":
                break
            run.insert(0, token)
        return self._shown(Span(run[0].span.start, noun.span.end))

    def _focus(self, source: Span, fits: Fits, kind: AgentKind, gender: str | None) -> Resolved | None:
        """The agent in focus: the subject of this sentence, else sentence by sentence backwards.

        In an earlier sentence whoever speaks there comes before the subject, because news prose goes on
        from its last speaker.
        """
        here = self.cast.sentence_at(source.start)
        for number in range(here, max(-1, here - FAR_BACK), -1):
            sentence = self.cast.sentences[number]
            spoken = self.discourse.speaker_in(sentence, source.start, kind, gender)
            subject = self.discourse.subject(sentence, source.start, fits)
            if spoken:
                return self._chained(source, spoken)
            if subject is None and kind is AgentKind.PERSON:
                subject = self.discourse.only_one(sentence, source.start, fits)
            if (
                subject is None
                and kind is not AgentKind.PERSON
                and (body := self._nominal_subject(sentence, source))
            ):
                return self._chained(source, body)
            if subject:
                return self._agent(self.cast.being_of(subject), source, "pronoun", via=subject.span)
        for name in self.discourse.names_back(source.start):
            if fits(self.cast.being_of(name)) and self.index.at(name.span.start) is None:
                return self._agent(self.cast.being_of(name), source, "pronoun", via=name.span)
        return None

    def _chained(self, source: Span, spoken: Resolved) -> Resolved:
        evidence = (source, *(s for s in spoken.evidence if s != source))
        return Resolved(spoken.agent, evidence[:4], "pronoun", spoken.being)

    def _agent(self, being: Being, source: Span, rule: str, via: Span | None = None) -> Resolved:
        evidence = [source]
        if via is not None and not source.contains(via):
            evidence.append(via)
        if isinstance(being, Body):
            agent = Agent(being.name, AgentKind.ORGANISATION)
        else:
            agent = Agent(being.name, AgentKind.PERSON, being.organisation, being.role)
            if being.intro is not None and not any(e.contains(being.intro) for e in evidence):
                evidence.append(being.intro)
        return Resolved(agent, tuple(evidence), rule, being)


def _is_firm(being: Being) -> bool:
    return isinstance(being, Body) and being.mentions[0].kind != "place"


def _kind_of(noun: str, core: list[Word]) -> AgentKind:
    keys = {t.key for t in core}
    if noun in lx.ANONYMOUS_NOUNS:
        return AgentKind.ANONYMOUS if not noun.endswith("s") else AgentKind.GROUP
    if noun in lx.GROUP_NOUNS or keys & {"both", "several", "many", "some", "others"}:
        return AgentKind.GROUP
    if lx.is_role_noun(noun) or noun in lx.DOCUMENT_NOUNS:
        return AgentKind.ANONYMOUS
    if noun in lx.ORGANISATION_NOUNS:
        return AgentKind.ORGANISATION
    return AgentKind.GROUP if noun.endswith("s") and not noun.endswith("ss") else AgentKind.ANONYMOUS
