"""Role and organisation that a phrase tells: "managing director of Fenland Book", "a nurse at the HBC"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from quotesdb.data import word_list
from quotesdb.extract import lexicon as lx
from quotesdb.extract.coreference.complements import MEMBERSHIP, PREPOSITIONS, host_behind, placed
from quotesdb.extract.coreference.description_kinds import CHILDREN
from quotesdb.extract.coreference.phrases import OWNERS
from quotesdb.extract.coreference.words import Name, Word, words
from quotesdb.values import Span

JOINING_WORDS = lx.word_set("and but while though although when because where after before so that if")
_APPOINTED = lx.word_set("recently newly named appointed elected")
_CLAUSE_OPENERS = JOINING_WORDS | {"even", "or"}
_CLAUSE_PRONOUNS = lx.word_set("i you he she it we they there that")
PARTY_NAMES = lx.word_set("conservative labour tory")
_ADJECTIVE = re.compile(r"[A-Z][a-z]+(?:ian|ean|ese|ish)")
_LONGEST_HEAD = 9
_KIN = word_list("kin_nouns")
_HOSTS = lx.ORGANISATION_NOUNS | {"opposition"}
_PAST = ("former", "ex", "one-time", "sometime")
BREAKS = lx.SENTENCE_OPENERS | word_list("role_breaks")
DETERMINERS = lx.word_set(
    "a an the his her its their our my then now also currently formerly one himself herself as another "
    "perhaps"
)
VERBS = lx.word_set("said says told is was are were has had have will would did does")
_MODIFIERS = lx.ROLE_MODIFIERS | word_list("staff_modifiers")


@dataclass(frozen=True, slots=True)
class Role:
    """What is printed of a person: role words, organisation, and where it stands.

    ``owner`` is an organisation that is not named there ("the museum's director", "its president");
    ``whole`` is the role with it ("leader of the council").
    """

    role: str | None
    organisation: str | None
    span: Span
    owner: str | None = None
    whole: str | None = None


def role_in(text: str, phrase: Span, names: list[Name]) -> Role | None:
    """The role and organisation that a phrase beside a name tells."""
    tokens = words(text, phrase.start, phrase.end)
    owner = owner_in(tokens[:5])
    if _begins_clause(tokens):
        return None
    while tokens and tokens[0].key in DETERMINERS | _APPOINTED:
        tokens = tokens[1:]
    if not tokens:
        return None
    if tokens[0].key in MEMBERSHIP:
        host = host_behind(text, tokens, names)
        return Role(None, host.text, Span(phrase.start, host.span.end)) if host else None
    head, tail = _head_and_tail(_present(tokens))
    if not head or not ends_role(head) or len(head) > _LONGEST_HEAD or _is_clause(head):
        return None
    organisation, qualifier, head = _split_organisation(text, head, names)
    head = head[1:] if len(head) > 1 and head[0].possessive and not head[0].capital else head
    role = Span(head[0].span.start, head[-1].span.end)
    end, whole = role.end, None
    if _counts_children(head, tail):
        role, end, tail = Span(role.start, tail[1].span.end), tail[1].span.end, []
    if tail:
        found = placed(text, role, tail, names, BREAKS - {"and"})
        role, end = found.role, found.end
        organisation = organisation or found.organisation
        follow = [t for t in tail if t.span.start >= role.end]
        if organisation is None and follow and follow[0].key in ("of", "in", "at"):
            unnamed = _unnamed_host(follow)
            owner, end = (unnamed.text(text), unnamed.end) if unnamed else (owner, end)
            whole = Span(role.start, end).text(text) if unnamed and follow[0].key == "of" else None
    shown = f"{qualifier} {role.text(text)}" if qualifier else role.text(text)
    return Role(shown, organisation, Span(phrase.start, end), None if organisation else owner, whole)


def _counts_children(head: list[Word], tail: list[Word]) -> bool:
    """Whether a phrase tells how many children somebody has: "a father | of two"."""
    return head[-1].key in _KIN and len(tail) > 1 and tail[0].key == "of" and tail[1].key in CHILDREN


def without_children(role: str) -> str | None:
    """A role without how many children somebody has: "teacher" of "teacher and father of two"."""
    tokens = words(role)
    at = next((i for i, w in enumerate(tokens) if _counts_children(tokens[: i + 1], tokens[i + 1 :])), None)
    if at is None:
        return role
    joined = next((i for i in range(at, 0, -1) if tokens[i].key == "and"), 0)
    return role[: tokens[joined - 1].span.end] if joined else None


def _present(tokens: list[Word]) -> list[Word]:
    """The words up to what somebody was besides: "a consultant" of "a consultant and former adviser"."""
    pairs = enumerate(pairwise(tokens))
    stop = next((i for i, (w, then) in pairs if i and w.key == "and" and then.key in _PAST), len(tokens))
    return tokens[:stop]


def _head_and_tail(tokens: list[Word]) -> tuple[list[Word], list[Word]]:
    """The words up to the noun of a role, and those behind: a preposition, or "working on ..."."""
    for i, token in enumerate(tokens):
        if token.key in PREPOSITIONS:
            return tokens[:i], tokens[i:]
        busy = token.text.islower() and token.key.endswith("ing") and not is_role_word(token)
        busy = busy and not (i + 1 < len(tokens) and lx.is_role_noun(tokens[i + 1].key))
        if i and busy and lx.is_role_noun(tokens[i - 1].key):
            return tokens[:i], tokens[i:]
    return tokens, []


def _begins_clause(tokens: list[Word]) -> bool:
    """Whether a phrase tells what somebody did or was joined by: "succeeded the manager", "and his wife"."""
    if not tokens or tokens[0].key in _CLAUSE_OPENERS:
        return True
    adverb = tokens[0].key.endswith("ly") and not is_role_word(tokens[0])
    verb, *rest = tokens[adverb:] or tokens
    return (
        verb.text.islower()
        and verb.key.endswith(("ing", "ed"))
        and verb.key not in _APPOINTED
        and bool(rest)
        and rest[0].key in DETERMINERS | lx.PRONOUNS
    )


def _is_clause(head: list[Word]) -> bool:
    """Whether words before a preposition are a clause: "NAME, lost her son", "NAME, you're a lawyer"."""
    return any(_is_clause_word(t) for t in head) or any(t.key in OWNERS for t in head[1:])


def _is_clause_word(token: Word) -> bool:
    """Whether a word shows a clause instead of an apposition: "NAME, you're a lawyer"."""
    return token.key in VERBS or token.text.partition("’")[0].partition("'")[0].lower() in _CLAUSE_PRONOUNS


def _unnamed_host(tail: list[Word]) -> Span | None:
    """The body of "leader of the council", if it is one."""
    rest = tail[1:]
    if not rest or rest[0].key not in ("the", "a", "an", "his", "her", "their"):
        return None
    run = []
    for token in rest[1:4]:
        if token.capital or token.key in BREAKS | PREPOSITIONS:
            break
        run.append(token)
    if not run or run[-1].key not in _HOSTS or run[-1].possessive:
        return None
    return Span(run[0].span.start, run[-1].span.end)


def ends_role(head: list[Word]) -> bool:
    """Whether a phrase ends in a job: "economist", "director general"."""
    last = head[-1].key
    if last == "general":
        ranks = lx.QUALIFIERS | lx.DEMONYMS | {"army", "marine"}
        return len(head) > 1 and (lx.is_role_noun(head[-2].key) or head[-2].key in ranks)
    return lx.is_role_noun(last)


def owner_in(tokens: list[Word]) -> str | None:
    """The words of "the harbour board's director" that own the role, or "its" of "its president"."""
    for i, token in enumerate(tokens):
        if token.key in ("its", "their"):
            return "its"
        if token.possessive and token.bare.islower() and token.key in lx.ORGANISATION_NOUNS:
            before = takewhile(
                lambda t: t.bare.islower() and t.key not in BREAKS, reversed(tokens[max(0, i - 2) : i])
            )
            return " ".join([*reversed([t.bare for t in before]), token.bare])
    return None


def _split_organisation(
    text: str, head: list[Word], names: list[Name]
) -> tuple[str | None, str | None, list[Word]]:
    """An organisation that begins a role phrase: "the HBC's chief economist", "former HBC economist"."""
    qualified = len(head) > 1 and head[0].key in lx.QUALIFIERS
    start = head[qualified].span.start
    name = next(
        (n for n in names if n.span.start == start and n.kind in ("organisation", "unknown", "place")), None
    )
    rest = [w for w in head if name and w.span.start >= name.span.end]
    if name is None or not rest:
        return None, None, head
    if name.kind == "place" and (name.possessive or rest[-1].key not in lx.SPORT_ROLES):
        return None, None, head
    if not name.possessive and is_adjective(name.text, list(name.keys)):
        return None, None, head
    end = name.span.end
    if rest[0].key == "and":
        more = [w for w in rest[:-1] if w.capital]
        rest = [w for w in rest if more and w.span.start > more[-1].span.end] or rest
        end = more[-1].span.end if more else end
    return Span(name.span.start, end).text(text), head[0].text if qualified else None, rest


def is_adjective(printed: str, keys: list[str]) -> bool:
    """Whether capital words only qualify a role: "Russian", "Leeds-based", but not "Conservative"."""
    if (
        printed.endswith("-based")
        or keys == ["gop"]
        or all(p in lx.DEMONYMS for p in printed.lower().split("-"))
    ):
        return True
    return (lx.is_demonym(keys) and not is_party(keys)) or bool(_ADJECTIVE.fullmatch(printed))


def is_party(keys: Sequence[str]) -> bool:
    """Whether words name a party that somebody is of: "Tory", "Liberal Democrat", "Welsh Labour".

    A lone "Republican" only says what sort of senator somebody is.
    """
    return keys[-1] in PARTY_NAMES or (len(keys) > 1 and keys[-1] in lx.PARTIES and lx.is_demonym(keys))


def are_party(keys: Sequence[str]) -> bool:
    """Whether words name a party by its people: "the Conservatives", "Liberal Democrats"."""
    one = keys[-1].removesuffix("s").replace("torie", "tory")
    return one != keys[-1] and one in lx.PARTIES


def is_role_word(word: Word) -> bool:
    """Whether a word goes with roles: a job, a title, what modifies one."""
    if word.possessive or (word.capital and word.key in PARTY_NAMES):
        return False
    return word.key in _MODIFIERS or word.key in lx.TITLES or lx.is_role_noun(word.key) or word.key == "of"
