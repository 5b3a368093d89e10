"""A source as a noun phrase: its determiner, what describes the head noun, the noun, what follows it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from quotesdb.data import word_list
from quotesdb.extract import lexicon as lx
from quotesdb.extract.coreference.words import Word, words
from quotesdb.values import Span

PREPOSITIONS = lx.word_set("of for at from with in to on by inside within near across close")
OWNERS = lx.word_set("his her its their my our your")
DETERMINERS = OWNERS | lx.word_set("the a an this that these those one another some both each every all no")
PERSON_NOUNS = word_list("person_nouns")
DOCUMENT_NOUNS = lx.DOCUMENT_NOUNS | lx.word_set(
    "piece story column editorial op-ed lawsuit suit ad advert bill resolution order opinion"
)
COLLECTIVES = lx.word_set("family estate camp side crew squad delegation entourage household media press")
_MORE_GROUPS = lx.word_set("nations cities regions panelists lawyers heirs surrogates")
_KIN = re.compile(
    r"(?:great-|grand|step-?|ex-)+(?:father|mother|parent|son|daughter|wife|husband|child|aunt|uncle)s?"
)
_PEOPLE = re.compile(r"[a-z-]{3,}(?:ers|ors|ists|ians|ates|ives|ants|eers|men|women)")
_KIN_NOUNS = word_list("kin_nouns")
_SOMEBODY = re.compile(r"(?:[a-z]+-)*[a-z]{2,}(?:er|or|ist|ian)")
_SOMETHING = tuple(word_list("speech_nouns") | lx.THING_WORDS | DOCUMENT_NOUNS)
_WHO_BEHIND = re.compile(r",?\swho\b")
_TAIL = PREPOSITIONS | word_list("phrase_tails")
_QUANTIFIERS = lx.word_set("many some several most few two three four five other")
_STOPS = (lx.SENTENCE_OPENERS - DETERMINERS - lx.GROUP_NOUNS - {"and"}) | {"unless", "whereas", "that"}
_HEAD_END = re.compile(r"[,;:(—–]|\s[-–—]+\s|\b(?:who|whose|which|that)\b|\s(?:him|her|it|them)sel(?:f|ves)$")
_DATELINE = re.compile(r"[A-Z][A-Z .,’'-]{2,40}(?:\([A-Z][\w ]+\)\s)?(?:[—–]|\s[-–—]+)\s*(?=\w)")
_LINK = re.compile(
    r"(?:as|but|and|so|while|when|where|although|though|because|if|unless|according to|by|than"
    r"|close to|up to|more than|at least)\s+(?=\w)",
    re.IGNORECASE,
)
_PARTICIPLE = re.compile(r"[a-z]{2,}(?:ed|ing)|made|given|sent|written|held|led|run|known|seen|shown|said")


@dataclass(frozen=True, slots=True)
class Phrase:
    """``span`` is the phrase without appositions and clauses, ``core`` its words up to the head noun."""

    span: Span
    core: list[Word]
    tail: list[Word]

    @property
    def noun(self) -> str:
        """The head noun, lower case."""
        return self.core[-1].key

    @property
    def determiner(self) -> str:
        """The first word where it is a determiner, else nothing."""
        first = self.core[0].key
        return first if len(self.core) > 1 and first in DETERMINERS and not self.core[0].possessive else ""

    @property
    def owned(self) -> bool:
        """Whether "his", "its" or the like begins it."""
        return self.determiner in OWNERS

    @property
    def definite(self) -> bool:
        """Whether it means somebody or something known: "the director", "Harrow's director"."""
        return (
            self.determiner in OWNERS | {"the", "this", "that", "these", "those"} or self.core[0].possessive
        )

    @property
    def modifiers(self) -> list[Word]:
        """The words between determiner and head noun."""
        return [w for w in self.core[:-1] if w.key not in DETERMINERS]


def is_person_noun(noun: str) -> bool:
    """Whether a word means one person."""
    return lx.is_role_noun(noun) or noun in PERSON_NOUNS or bool(_KIN.fullmatch(noun))


def gender_of(phrase: Phrase) -> str | None:
    """The gender that the words of a description tell ("the former first lady and senator")."""
    keys = {part for w in phrase.core for part in (w.key, w.key.partition("-of-")[0])}
    if keys & (lx.FEMALE_ROLES | {"lady"}):
        return "f"
    return "m" if keys & lx.MALE_ROLES else None


def clash(one: str | None, other: str | None) -> bool:
    """Whether two genders, each perhaps unknown, are different ones."""
    return one is not None and other is not None and one != other


def is_participle(word: str) -> bool:
    """Whether a word that means nobody is formed like a participle: "obtained", "written"."""
    return bool(_PARTICIPLE.fullmatch(word)) and not is_agent_noun(word)


def is_agent_noun(noun: str) -> bool:
    """Whether a word means somebody or something that can speak, write or decide."""
    return (
        is_person_noun(noun)
        or noun in lx.GROUP_NOUNS | lx.ORGANISATION_NOUNS | DOCUMENT_NOUNS | lx.ANONYMOUS_NOUNS | _MORE_GROUPS
    )


def is_people_noun(noun: str) -> bool:
    """Whether a plural means people, going by its ending where no list has it ("surrogates")."""
    return noun in lx.GROUP_NOUNS or (bool(_PEOPLE.fullmatch(noun)) and noun not in DOCUMENT_NOUNS)


def can_speak(noun: str) -> bool:
    """Whether a noun means somebody, going by lists and endings, rather than what somebody has or does."""
    return is_agent_noun(noun) or is_people_noun(noun) or noun in COLLECTIVES


def is_somebody(text: str, phrase: Phrase) -> bool:
    """Whether a noun that no list may have means a person: "successor" is formed so, "who" follows others.

    Not "newsletter", which ends like what is written.
    """
    noun = phrase.noun
    formed = bool(_SOMEBODY.fullmatch(noun)) and not noun.endswith(_SOMETHING)
    return formed or noun in _KIN_NOUNS or bool(_WHO_BEHIND.match(text, phrase.span.end))


def head_of(text: str, source: Span) -> Span:
    """The source without dateline and conjunction before it, and without what comma or clause set off."""
    start = source.start
    if match := _DATELINE.match(text, start, source.end):
        start = match.end()
    while match := _LINK.match(text, start, source.end):
        start = match.end()
    for match in _HEAD_END.finditer(text, start, source.end):
        if match.start() > start + 1:
            return Span(start, match.start())
    return Span(start, source.end)


def phrase_of(text: str, head: Span) -> Phrase | None:
    """A head as a noun phrase; None where no word is left."""
    tokens = words(text, head.start, head.end)
    if not tokens:
        return None
    stop = next((i for i, t in enumerate(tokens) if i and _ends_core(tokens, i)), len(tokens))
    return Phrase(head, tokens[:stop], tokens[stop:])


def _ends_core(tokens: list[Word], i: int) -> bool:
    token = tokens[i]
    if token.capital:
        return False
    if token.key in _TAIL:
        return not (token.key in ("inside", "close", "near", "like") and tokens[i - 1].key in DETERMINERS)
    after_noun = is_agent_noun(tokens[i - 1].key)
    return after_noun and not is_agent_noun(token.key) and bool(_PARTICIPLE.fullmatch(token.key))


def noun_phrase_before(text: str, start: int, end: int) -> Span | None:
    """The noun phrase that ends at ``end`` and begins behind ``start``: what a relative pronoun means.

    Walks left over the words of one phrase, over "and" too; a preposition, a clause or a mark ends it.
    """
    run: list[Word] = []
    for token in reversed(words(text, start, end)):
        gap = text[token.span.end : run[0].span.start if run else end]
        if gap.strip("\u00a0 ,") or ("," in gap and not (run and run[0].key == "and")):
            break
        if token.key in _STOPS:
            break
        begins = run and run[0].text[:1].isupper() and run[0].key in lx.GROUP_NOUNS
        joins = token.key in DETERMINERS or token.key == "and"
        if run and not token.capital and ((begins and not joins) or _is_verb_like(token)):
            break
        run.insert(0, token)
        ends = token.key in OWNERS | _QUANTIFIERS | {"the", "a", "an"}
        if ends and not any(w.key == "and" for w in run[1:3]):
            break
    while run and run[0].key == "and":
        run = run[1:]
    return Span(run[0].span.start, run[-1].span.end) if run else None


def _is_verb_like(token: Word) -> bool:
    return token.key not in ("retired", "united", "leading") and bool(_PARTICIPLE.fullmatch(token.key))
