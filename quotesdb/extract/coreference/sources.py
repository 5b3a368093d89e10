"""The words of a source made whole: the model tags tokens, a reader names people by phrases.

Mends a source that cuts a name or phrase, and one that is not the subject of its cue: whom somebody told,
what a clause says of somebody, a name in another paragraph.
"""

from __future__ import annotations

import re

from quotesdb.extract import lexicon as lx
from quotesdb.extract.coreference.cast import Cast
from quotesdb.extract.coreference.phrases import (
    DETERMINERS,
    OWNERS,
    can_speak,
    is_people_noun,
    noun_phrase_before,
)
from quotesdb.extract.coreference.words import Name, words
from quotesdb.values import Span

_JOINING = re.compile(
    r"(?:which|that|who|whom|but|and|as|while|when|although|because|so)\s+(?=\w)", re.IGNORECASE
)
_WHEN_AFTER = re.compile(r"\s+(?:today|yesterday|also|now|then|later|recently|earlier|still|on [A-Z]\w+day)$")
_BELONGS = re.compile(r" (?:of|at|from|with|for) (?:the )?")
_DEMONYM = re.compile(r"[A-Z]\w+(?:an|ish|ese)")
_LIST_LINK = re.compile(r",\s(?:the\s)?|,?\sand\s(?:the\s)?")
_BLANKS = (" ", "\u00a0")
_PAUSE = re.compile(r"[,;:.!?()“”\"—–\n]|\s-\s")
_LONGEST_GAP = 80
_LONGEST_PHRASE = 5
_LED = re.compile(r"(?:[a-z]{2,}ed|led|made|written|run)")
_OPEN_ENDS = lx.word_set("the a an of by")
_LONGEST_SUBJECT = 2
_WHO = re.compile(r"(who|which)\s+", re.IGNORECASE)
_WHO_AND = re.compile(
    r"\b(?:of|about|to|with|by|for|from)\s[^,;:.“”\"]{2,60}?\s(who)\s[^,;:.“”\"]{3,100}\sand\s$"
)
_WHO_BEFORE = re.compile(r"\b(who|which)\s+$")
_OBJECTS = lx.word_set("him them me us her")
_TELLING = re.compile(r"\b(?:told|tells|telling|tell|assured|informed|reminded|warned)$")
_QUOTING = re.compile(r"\b(?:quot|cit)(?:ed|es|ing|e)$")
_WAS_QUOTED = re.compile(
    r"(?:^|(?<=\n)|(?<=[.?!”\"] ))((?:[\w’'.-]+ ){0,5}?[\w’'.-]+) (?:was|were|is|are|has been|had been) "
    r"(?:also |later )?(?:quoted|cited) (?:in|by|on) (?:the )?$"
)
_JOINS_CLAUSES = re.compile(r", (?:but|and|while|although|though|whereas|which) (?:the )?(?=[\w“\"])")
_FINITE = re.compile(r"\b(?:is|are|was|were|has|have|had|will|would|did|does|do|\w+ed|\w+s)\b")
_IN_PLACE = re.compile(r"\s(?:in|at|from|on|near)\s(?:the\s)?$")
_BEFORE_PARTICIPLE = re.compile(r"(?:\s\([A-Z]{2,8}\))?,\s(?:\w+ly\s)?")
_OPENER = re.compile(r"(?:(?:But|And|However|Later|Then|Today|Yesterday|On \w+day),?\s)?")
_ACTS = re.compile(r"\s(?:(?:also|then|later|further|has|have|had)\s)*[a-z]+(?:ed|t|d|s)\s")
_OTHER_CLAUSE = re.compile(r"\b(?:who|which|while|when|after|before|as|but|where|because|and)\b")
_AS_SAYING = re.compile(r"\s+([^,;:.“”\"\n]{2,60}?)\s+as\s+(?:saying|telling|writing)\b")
_BEFORE_VERB = re.compile(r"(?:\s+(?:also|further|later|then|now|has|have|had))*\s+")
_OPENING = re.compile(r"([^,;:.“”\"\n]{2,70}?)\s+(?:has|have|had|is|are|was|were|will|would)\s")


class Sources:
    """Mends the sources of one article."""

    def __init__(self, text: str, cast: Cast) -> None:
        self.text, self.cast = text, cast

    def widened(self, source: Span, limits: tuple[Span, ...]) -> Span:
        """The whole naming that a tagged source stands for.

        ``limits`` are the contents of its quotation and, last, the cue; a source does not run over them.
        """
        if len(limits) > 1:
            source = self._subject(source, limits[:-1], limits[-1])
        whole = self._whole_phrase(self._whole_name(source))
        if match := _JOINING.match(self.text, whole.start, whole.end):
            whole = Span(match.end(), whole.end)
        if match := _WHEN_AFTER.search(whole.text(self.text)):
            whole = Span(whole.start, whole.start + match.start())
        if host := self._host(whole):
            whole = Span(whole.start, host.span.end)
        if len(limits) > 1:
            whole = self._up_to_cue(whole, limits[-1])
        if any(whole.overlaps(limit) for limit in limits):
            return source
        listed = self._whole_list(whole)
        return whole if any(listed.overlaps(limit) for limit in limits) else listed

    def _host(self, source: Span) -> Name | None:
        """The body behind "of", "at" or "for" that a source leaves out."""
        match = _BELONGS.match(self.text, source.end)
        if match is None:
            return None
        behind = self.cast.names_in(Span(match.end(), match.end() + 1))
        host = next((n for n in behind if n.kind != "person"), None)
        return None if host is None or host.possessive else host

    def _up_to_cue(self, source: Span, cue: Span) -> Span:
        """A source cut inside the phrase before its cue, made whole: "two towns led" (by Harrow say)."""
        last = words(self.text, source.start, source.end)[-1:]
        rest = self.text[source.end : cue.start].rstrip()
        if not last or not rest or len(rest) > _LONGEST_GAP or _PAUSE.search(rest):
            return source
        led = _LED.fullmatch(last[0].text) and rest.startswith(" by ")
        return Span(source.start, source.end + len(rest)) if led or last[0].key in _OPEN_ENDS else source

    # -- a source that is not the subject of its cue

    def _subject(self, source: Span, contents: tuple[Span, ...], cue: Span) -> Span:
        """The words that name who speaks, where the source is none of them."""
        if pronoun := self._clause_of(source) or self._clause_before(source, cue):
            return pronoun
        if quoted := self._quoted_by(source, cue):
            return quoted
        if nearer := self._of_own_clause(source, cue):
            return nearer
        if self._is_told(source, cue):
            start = max([self._sentence(cue).start, *(c.end for c in contents if c.end <= cue.start)])
            return noun_phrase_before(self.text, start, cue.start) or source
        if self._is_object(source, cue):
            return self._named_before(source) or source
        if "\n" in self.text[source.end : cue.start] or "\n" in self.text[cue.end : source.start]:
            return self._beside(contents, cue) or source
        if inside := self._led_to_place(source, cue) or self._of_participle(source, cue):
            return inside
        return source

    def _sentence(self, span: Span) -> Span:
        return self.cast.sentences[self.cast.sentence_at(span.start)]

    def _clause_of(self, source: Span) -> Span | None:
        """The "who" of a clause that a source takes in ("who moved here last year" and says)."""
        match = _WHO.match(self.text, source.start, source.end) or _WHO_BEFORE.search(
            self.text, max(0, source.start - 10), source.start
        )
        rest = words(self.text, match.end(), source.end) if match else []
        if match is None or not rest or not rest[0].text.islower():
            return None
        adverb = len(rest) == 1 and not can_speak(rest[0].key)
        clause = match[1].lower() == "who" and len(rest) > _LONGEST_SUBJECT
        subject = rest[0].key in DETERMINERS | lx.PRONOUNS or can_speak(rest[0].key)
        return Span(*match.span(1)) if (adverb or clause) and not subject else None

    def _clause_before(self, source: Span, cue: Span) -> Span | None:
        """The "who" of "Roe wrote of a pilot who took her rope and told her": the pilot told her."""
        match = _WHO_AND.search(self.text, source.end, max(source.end, cue.start))
        return Span(*match.span(1)) if match else None

    def _quoted_by(self, source: Span, cue: Span) -> Span | None:
        """Of "the paper quoted Ada Roe as saying" and "Roe was quoted in the paper saying": Ada Roe."""
        if quoted := _WAS_QUOTED.search(self.text, self._sentence(source).start, source.start):
            return Span(*quoted.span(1))
        if source.end > cue.start or not _QUOTING.search(cue.text(self.text)):
            return None
        match = _AS_SAYING.match(self.text, cue.end)
        return Span(*match.span(1)) if match else None

    def _of_own_clause(self, source: Span, cue: Span) -> Span | None:
        """Of "Police are silent, but the school said": the school, the subject of the clause of the cue."""
        joins = list(_JOINS_CLAUSES.finditer(self.text, source.end, max(source.end, cue.start)))
        if not joins or not _FINITE.search(self.text, source.end, joins[-1].start()):
            return None
        nearer = noun_phrase_before(self.text, joins[-1].end(), cue.start)
        if nearer is None or nearer.start != joins[-1].end() or self.text[nearer.end : cue.start] != " ":
            return None
        noun = words(self.text, nearer.start, nearer.end)[-1]
        speaks = noun.capital or (can_speak(noun.key) and not noun.possessive)
        return nearer if speaks else None

    def _is_told(self, source: Span, cue: Span) -> bool:
        """Whether a source stands right behind "told"."""
        between = self.text[cue.end : source.start]
        return cue.end < source.start and not between.strip() and bool(_TELLING.search(cue.text(self.text)))

    def _is_object(self, source: Span, cue: Span) -> bool:
        """Whether a source is whom the verb before it is done to ("wrote to him, insisting")."""
        word = source.text(self.text).lower()
        before = words(self.text, max(0, source.start - 12), source.start)[-1:]
        return (
            word in _OBJECTS
            and bool(before)
            and before[0].key in ("to", "with", "at")
            and cue.text(self.text).endswith("ing")
            and source.end <= cue.start <= source.end + 2
        )

    def _named_before(self, source: Span) -> Span | None:
        """The last name in the sentence of a source that is nobody's and no complement."""
        start = self._sentence(source).start
        names = [n for n in self.cast.names_in(Span(start, source.start)) if not n.possessive]
        return names[-1].span if names else None

    def _led_to_place(self, source: Span, cue: Span) -> Span | None:
        """The person before "in Elmsford", if that is all a source is: Mayor Ada Roe in Elmsford said."""
        if source.end > cue.start or not _IN_PLACE.search(self.text, max(0, source.start - 12), source.start):
            return None
        named = self.cast.names_in(Span(self._sentence(source).start, source.start))
        first = named[0] if named else None
        if first is None or first.kind != "person" or first.possessive:
            return None
        between = self.text[first.span.end : source.start]
        return None if _PAUSE.search(between) or _FINITE.search(between) else first.span

    def _of_participle(self, source: Span, cue: Span) -> Span | None:
        """The subject that begins the sentence of ", saying": Roe met the Boat Club, saying it rains."""
        sentence = self._sentence(cue)
        between = self.text[source.end : cue.start] if source.end < cue.start else ""
        if not cue.text(self.text).rstrip(":,").endswith("ing") or not _BEFORE_PARTICIPLE.fullmatch(between):
            return None
        first = next(iter(self.cast.names_in(sentence)), None)
        if first is None or first.possessive or first.span.end > source.start:
            return None
        start = first.prefix.start if first.prefix else first.span.start
        opens = _OPENER.fullmatch(self.text, sentence.start, start)
        way = self.text[first.span.end : source.start]
        acts = _ACTS.match(way) and not _OTHER_CLAUSE.search(way)
        return Span(start, first.span.end) if opens and acts else None

    def _beside(self, contents: tuple[Span, ...], cue: Span) -> Span | None:
        """The subject that stands right before a cue, or opens the sentence of "saying"."""
        sentence = self._sentence(cue)
        start = max([sentence.start, *(c.end for c in contents if c.end <= cue.start)])
        subject = noun_phrase_before(self.text, start, cue.start)
        if (
            subject
            and self.text[subject.end : cue.start] == " "
            and not self.text[start : subject.start].strip(" ,")
        ):
            noun = words(self.text, subject.start, subject.end)[-1]
            if can_speak(noun.key) and not noun.possessive:
                return subject
        for name in reversed(self.cast.names_in(Span(sentence.start, cue.start))):
            if not name.possessive and _BEFORE_VERB.fullmatch(self.text, name.span.end, cue.start):
                return Span(name.prefix.start if name.prefix else name.span.start, name.span.end)
        if not cue.text(self.text).endswith("ing"):
            return None
        opening = _OPENING.match(self.text, sentence.start, cue.start)
        return Span(*opening.span(1)) if opening else None

    def _whole_phrase(self, source: Span) -> Span:
        """A source that ends before its noun ("his" of "his aides"), extended to the noun."""
        tokens = words(self.text, source.start, source.end)
        after = words(self.text, source.end, source.end + 40)[:1]
        if not tokens or not after or self.text[source.end : after[0].span.start] not in _BLANKS:
            return source
        if len(tokens) == 1 and tokens[0].key in ("the", "a", "an"):
            return self._noun_phrase_from(source)
        open_end = tokens[-1].key in OWNERS - {"her"} or _DEMONYM.fullmatch(tokens[-1].text)
        plural = after[0].key in lx.GROUP_NOUNS - lx.SENTENCE_OPENERS or is_people_noun(after[0].key)
        return Span(source.start, after[0].span.end) if open_end and plural else source

    def _noun_phrase_from(self, article: Span) -> Span:
        """A lone "the" with the words up to the first noun for somebody."""
        end = article.end
        for word in words(self.text, article.end, article.end + _LONGEST_GAP)[:_LONGEST_PHRASE]:
            if self.text[end : word.span.start] not in _BLANKS:
                break
            end = word.span.end
            if can_speak(word.key) and not word.possessive:
                return Span(article.start, end)
        return article

    def _whole_list(self, source: Span) -> Span:
        """A source that ends inside "A, B and C", extended to the last name of the list."""
        names = self.cast.names_in(Span(source.start, source.end + 120))
        if not names or not any(n.span.end == source.end and not n.possessive for n in names):
            return source
        end = source.end
        for name in (n for n in names if n.span.start >= source.end):
            start = name.prefix.start if name.prefix else name.span.start
            link = _LIST_LINK.fullmatch(self.text, end, start)
            if link is None or name.possessive:
                return source
            end = name.span.end
            if "and" in link[0]:
                return Span(source.start, end)
        return source

    def _whole_name(self, source: Span) -> Span:
        """A source that cuts a name, extended to all of it."""
        cut = [
            n
            for n in self.cast.names_in(Span(max(0, source.start - 60), source.end))
            if n.span.overlaps(source)
        ]
        if not cut:
            behind = self.cast.names_in(Span(source.end, source.end + _LONGEST_GAP))[:1]
            cut = [n for n in behind if n.prefix and n.prefix.overlaps(source)]
        if not cut:
            return source
        return Span(min(source.start, cut[0].span.start), max(source.end, cut[-1].span.end))
