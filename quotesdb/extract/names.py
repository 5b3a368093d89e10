"""Names in a text: where they stand and what kind of thing each one names.

Rules over capitalised words; no statistics, so that the same words always give the same result. A
name is found with what stands before it ("Lions coach", "Harrow's chief executive") because that
tells both its kind and, later, the role as printed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from quotesdb.extract import lexicon as lx
from quotesdb.segment import sentences
from quotesdb.values import Span

TOKEN = re.compile(r"[^\W_](?:[\w&]|[.’'/-](?=\w))*")
_POSSESSIVE = re.compile(r"(?:['’]s?)$")
_INITIAL = re.compile(r"[A-Z]|(?:[A-Z]\.)+[A-Z]?")
_NICKNAME = re.compile(r" (?:[“\"‘'(])[^”\"’')\n]{1,30}(?:[”\"’')]) ")
_LONGER = 3
_HEADLINE_WORDS = 5
_LONGEST_NAME = 5
_STOP_AFTER = 6


@dataclass(frozen=True, slots=True)
class Word:
    """One token; ``bare`` is without a possessive ending."""

    span: Span
    text: str
    bare: str
    possessive: bool

    @property
    def key(self) -> str:
        """The bare word, lower case, full stops gone."""
        return self.bare.lower().replace(".", "")

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital (or is like iRobot, eBay) and is no pronoun."""
        if self.key.partition("'")[0].partition("’")[0] in lx.PRONOUNS and not (
            self.bare.isupper() and len(self.bare) > 1
        ):
            return False
        return self.bare[:1].isupper() or (len(self.bare) > 2 and self.bare[1:2].isupper())


@dataclass(frozen=True, slots=True)
class Name:
    """A name where it stands. ``kind`` is person, organisation, place or unknown.

    ``prefix`` are the capitalised words before a person's name that belong to title or role
    ("White House Press Secretary").
    """

    span: Span
    text: str
    kind: str
    possessive: bool
    prefix: Span | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        """Its words, folded."""
        return tuple(w.key for w in words(self.text))


def words(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """The tokens of ``text`` between two offsets."""
    out = []
    for match in TOKEN.finditer(text, start, len(text) if end is None else end):
        token = match[0]
        follows = text[match.end() : match.end() + 1]
        bare = _POSSESSIVE.sub("", token) if len(token) > 2 else token
        plural = (
            follows in "'’"
            and follows != ""
            and token.endswith("s")
            and not text[match.end() + 1 : match.end() + 2].isalnum()
        )
        out.append(Word(Span(*match.span()), token, bare, bare != token or plural))
    return out


def find_names(text: str, paragraphs: list[Span]) -> list[Name]:
    """Every name of ``text``, in order."""
    tokenised = [words(text, s.start, s.end) for p in paragraphs for s in sentences(text, p)]
    common = Counter(t.text for tokens in tokenised for t in tokens if t.text.islower())
    inner = {t.key for ts in tokenised for i, t in enumerate(ts) if t.capital and not _opens(text, ts, i)}
    alone = {t.key for ts in tokenised for i, t in enumerate(ts) if t.capital and not _beside_capital(ts, i)}
    headlines = [tokens for tokens in tokenised if _is_title_case(tokens)]
    running = [tokens for tokens in tokenised if not _is_title_case(tokens)]
    if not running:
        headlines, running = [], tokenised
    out: list[Name] = []
    for tokens in running:
        shouted = _is_shouted(tokens)
        for group in _groups(text, tokens, common):
            if len(group) > 1 or group[0].key in inner or _acts(tokens, group[0]):
                for part in _after_place(text, group, alone):
                    out += _named(text, part, shouted=shouted)
    known = {n.keys: n for n in out}
    out += [name for tokens in headlines for name in _known_names(text, tokens, known)]
    out.sort(key=lambda n: n.span)
    return _settle(_with_nicknames(text, out))


def _is_title_case(tokens: list[Word]) -> bool:
    """Whether a sentence is written like a headline, so that its capitals show no names."""
    longer = [t for t in tokens if len(t.bare) > _LONGER]
    return len(longer) >= _HEADLINE_WORDS and all(t.capital for t in longer)


def _known_names(text: str, tokens: list[Word], known: dict[tuple[str, ...], Name]) -> Iterator[Name]:
    """The names of running text that occur in a headline, the longest first."""
    i = 0
    while i < len(tokens):
        step = 1
        for size in range(_LONGEST_NAME, 0, -1):
            part = tokens[i : i + size]
            like = known.get(tuple(t.key for t in part)) if len(part) == size else None
            if like is not None:
                end = part[-1].span.start + len(part[-1].bare)
                span = Span(part[0].span.start, end)
                yield Name(span, span.text(text), like.kind, part[-1].possessive)
                step = size
                break
        i += step


def _with_nicknames(text: str, names: list[Name]) -> list[Name]:
    """Join the parts of a name around a nickname in marks: Jo “Boots” Roe."""
    by_start = {n.span.start: n for n in names}
    out: list[Name] = []
    for name in names:
        if out and name.span.start < out[-1].span.end:
            continue
        nickname = None if name.possessive else _NICKNAME.match(text, name.span.end)
        rest = by_start.get(nickname.end()) if nickname else None
        if rest is not None and len(rest.keys) == 1:
            whole = Span(name.span.start, rest.span.end)
            name = Name(whole, f"{name.text} {rest.text}", "person", rest.possessive, name.prefix)
        out.append(name)
    return out


def _acts(tokens: list[Word], word: Word) -> bool:
    """Whether a capital word that never stands inside a sentence is used like a name where it opens one."""
    if word.possessive or word.bare.isupper() or not word.bare[1:].islower():
        return True
    if word.key.endswith(("ing", "ly", "ed")):
        return False
    i = tokens.index(word)
    return i > 0 or (
        i + 1 < len(tokens) and tokens[i + 1].text.islower() and tokens[i + 1].text.endswith(("s", "d", "ll"))
    )


def _beside_capital(tokens: list[Word], i: int) -> bool:
    return any(0 <= j < len(tokens) and tokens[j].capital for j in (i - 1, i + 1))


def _after_place(text: str, group: list[Word], alone: set[str]) -> list[list[Word]]:
    """Cut "Britain Jo Roe" of "the ambassador to Britain Jo Roe" into place and name."""
    before = text[max(0, group[0].span.start - 4) : group[0].span.start].split()
    if len(group) > 2 and before and before[-1] in ("to", "of", "in") and lx.is_place(group[0].key):
        rest = group[1:]
        if rest[0].key in lx.given_names() or rest[0].key in alone or rest[-1].key in alone:
            return [group[:1], rest]
    return [group]


def _is_shouted(tokens: list[Word]) -> bool:
    return len(tokens) > 2 and sum(t.bare.isupper() and len(t.bare) > 1 for t in tokens) > 0.7 * len(tokens)


def _groups(text: str, tokens: list[Word], common: Counter[str]) -> Iterator[list[Word]]:
    """Runs of capitalised words that may form one name."""
    i = 0
    while i < len(tokens):
        if not tokens[i].capital or (_opens(text, tokens, i) and _is_common(tokens[i], common, tokens, i)):
            i += 1
            continue
        group = [tokens[i]]
        i += 1
        while i < len(tokens) and (not group[-1].possessive or tokens[i].key in lx.ORGANISATION_WORDS):
            step = _next_part(text, group, tokens, i)
            if not step:
                break
            group += tokens[i : i + step]
            i += step
        yield group


def _opens(text: str, tokens: list[Word], i: int) -> bool:
    """Whether a token begins a sentence, or a quotation inside one."""
    before = text[max(0, tokens[i].span.start - 2) : tokens[i].span.start].strip()
    return i == 0 or before[-1:] in tuple("\"“”‘'.!?:…—–-")


def _is_common(token: Word, common: Counter[str], tokens: list[Word], i: int) -> bool:
    if token.key in lx.SENTENCE_OPENERS or token.key in lx.GROUP_NOUNS:
        return not token.bare.isupper() or len(token.bare) < 2
    if token.key in lx.ROLE_NOUNS or token.key in lx.TITLES or token.key in lx.given_names():
        return False
    followed = i + 1 < len(tokens) and tokens[i + 1].capital
    return bool(common[token.bare.lower()]) and not followed


def _next_part(text: str, group: list[Word], tokens: list[Word], i: int) -> int:
    """How many of the next tokens go on with the name: 0, 1, or 2 to 3 with a link word."""
    between = text[group[-1].span.end : tokens[i].span.start]
    if tokens[i].capital:
        if between in (" ", "\u00a0", " & ", "’ ", "' ") or (
            between == ". "
            and (_INITIAL.fullmatch(group[-1].bare) or group[-1].key in lx.TITLES or group[-1].key in ("st",))
        ):
            return 1
        return 0
    if between not in (" ", "\u00a0"):
        return 0
    for step in (1, 2):
        nxt = i + step
        if (
            nxt < len(tokens)
            and tokens[nxt].capital
            and text[tokens[nxt - 1].span.end : tokens[nxt].span.start] in (" ", "\u00a0")
        ):
            links = [t.key for t in tokens[i:nxt]]
            if all(k in lx.NAME_PARTICLES for k in links) and len(group) <= _STOP_AFTER:
                return step + 1
            if _organisation_goes_on(group, links, _capital_run(tokens, nxt)):
                return step + 1
            return 0
    return 0


def _capital_run(tokens: list[Word], start: int) -> set[str]:
    """The keys of up to three capitalised words from a place on."""
    run = []
    for token in tokens[start : start + 3]:
        if not token.capital:
            break
        run.append(token.key)
    return set(run)


def _organisation_goes_on(group: list[Word], links: list[str], following: set[str]) -> bool:
    keys = [w.key for w in group]
    if links[0] in ("of", "for") and links[1:] in ([], ["the"]):
        return keys[-1] in lx.ORGANISATION_WORDS or keys[-1] in ("secretary", "house", "chamber", "ministers")
    linked = any(k in ("of", "for") for k in keys)
    if links != ["and"]:
        return False
    if linked:
        return keys[0] in lx.ORGANISATION_WORDS | {"royal", "national"}
    return keys[0] not in lx.given_names() and bool(following & lx.ORGANISATION_WORDS)


def _named(text: str, group: list[Word], *, shouted: bool) -> list[Name]:
    """The names of one run of capitalised words, with title or role words split off."""
    group = _without_opener(group)
    last_role = max((i for i, w in enumerate(group) if _is_role(w, group, i)), default=-1)
    head, tail = group[: last_role + 1], group[last_role + 1 :]
    if not tail:
        return (
            [_name(text, head[:last_role], "", shouted=shouted)] if last_role > 0 and head[:last_role] else []
        )
    if len(tail) > 3 and tail[0].key == "of" and _looks_like_person(tail[2:]):
        head, tail = [*head, *tail[:2]], tail[2:]
    prefix = Span(head[0].span.start, head[-1].span.end) if head else None
    if head and _looks_like_person(tail):
        return [_name(text, tail, "person", prefix=prefix, shouted=shouted)]
    return [_name(text, group if head and not _looks_like_person(tail) else tail, "", shouted=shouted)]


def _without_opener(group: list[Word]) -> list[Word]:
    while len(group) > 1 and group[0].key in lx.SENTENCE_OPENERS - {"a"} and not group[0].bare.isupper():
        group = group[1:]
    return group


def _is_role(word: Word, group: list[Word], i: int) -> bool:
    """Whether a capitalised word is a title or role noun, rather than part of an organisation's name."""
    if word.possessive or word.key not in lx.ROLE_NOUNS | lx.TITLES:
        return False
    if (
        i + 1 < len(group)
        and group[i + 1].key in lx.ORGANISATION_WORDS | {"of", "for"}
        and word.key not in ("secretary",)
    ):
        return False
    return not (
        word.key
        in (
            "king",
            "major",
            "dean",
            "baker",
            "cook",
            "page",
            "judge",
            "bishop",
            "pope",
            "prince",
            "banker",
            "champion",
            "guard",
            "head",
            "fellow",
            "worker",
            "singer",
            "count",
            "earl",
            "general",
            "king",
            "deputy",
        )
        and i + 1 == len(group)
        and i > 0
    )


def _looks_like_person(part: list[Word]) -> bool:
    keys = [w.key for w in part]
    return not any(k in lx.ORGANISATION_WORDS or k in ("of", "for", "and") for k in keys) and len(keys) <= 5


def _name(text: str, part: list[Word], kind: str, *, shouted: bool, prefix: Span | None = None) -> Name:
    span = Span(part[0].span.start, part[-1].span.start + len(part[-1].bare))
    if (
        text[span.end : span.end + 1] == "."
        and (part[-1].key in ("jr", "sr") or _INITIAL.fullmatch(part[-1].bare))
        and len(part) > 1
    ):
        span = Span(span.start, span.end + 1)
    kind = "organisation" if " & " in span.text(text) else kind or _kind(part, shouted=shouted)
    return Name(span, span.text(text), kind, part[-1].possessive, prefix)


def _kind(part: list[Word], *, shouted: bool) -> str:
    keys = [w.key for w in part]
    if keys[0] in lx.CALENDAR and len(keys) <= 2:
        return "date"
    if lx.is_place(" ".join(keys)):
        return "place"
    if keys[0] in lx.TITLES:
        return "person"
    if any(k in ("of", "for", "&") for k in keys) or "&" in part[0].text:
        return "organisation"
    given = lx.given_names().get(keys[0])
    if len(keys) > 1 and given and keys[-1] not in lx.ORGANISATION_WORDS:
        return "person"
    if any(k in lx.ORGANISATION_WORDS for k in keys):
        return "organisation"
    if len(keys) == 1 and part[0].bare.replace(".", "").isupper() and len(keys[0]) > 1 and not shouted:
        return "organisation"
    if len(keys) == 1 and given:
        return "person"
    if len(keys) == 2 and (_INITIAL.fullmatch(part[0].bare) or "-" in part[0].bare):
        return "person"
    return "unknown"


def _settle(names: list[Name]) -> list[Name]:
    """Give each unknown name the kind that the same words have elsewhere in the text."""
    kinds: dict[tuple[str, ...], str] = {}
    people = {n.keys[-1] for n in names if n.kind == "person"}
    alone = {n.keys[0] for n in names if len(n.keys) == 1 and n.kind in ("unknown", "person")}
    for name in names:
        if name.kind != "unknown":
            kinds.setdefault(name.keys, name.kind)
    out = []
    for name in names:
        kind = name.kind
        if kind == "unknown":
            kind = kinds.get(name.keys, kind)
        if kind == "unknown" and name.keys[-1] in people and len(name.keys) <= 4:
            kind = "person"
        if (
            kind == "unknown"
            and len(name.keys) in (2, 3)
            and (name.keys[-1] in alone or name.keys[0] in alone)
        ):
            kind = "person" if name.keys[-1] in alone else "unknown"
        if kind == "person" and len(name.keys) == 2:
            people.add(name.keys[-1])
        out.append(
            name if kind == name.kind else Name(name.span, name.text, kind, name.possessive, name.prefix)
        )
    return out
