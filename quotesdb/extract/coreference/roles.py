"""Role and organisation as printed around a person's name.

"managing director of Fenland Book" after it, "Lions coach" or "Harrow's chief executive"
before it, "of the Institute" without a role.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from quotesdb.data import marked_words, word_list
from quotesdb.extract import lexicon as lx
from quotesdb.extract.coreference.names import Name, Word, words
from quotesdb.values import Span

_APPOSITION = re.compile(
    r"(?:\s*\([^()\n]{1,40}\))?(?:,\s+\d{1,3})?\s*,\s+((?:[^,;:“”\"()—–\n]|\([A-Z]{2,8}\)){3,160})"
)
_FOR = re.compile(r"\s+for\s+(?:the\s+)?")
_WROTE = re.compile(r"\b(?:wrote|writes|reported|reports|noted|notes)\s+$")
_COPULA = re.compile(r"\s+(?:is|was)\s+((?:an?|the)\s+[^,;:“”\"()—–\n]{3,100})")
_WHO_LEADS = re.compile(
    r",\s+who\s+(?:chairs|heads|leads|runs|directs|manages|edits|coaches|founded|co-founded|owns)\s+"
    r"([^,;:“”\"()—–\n]{3,100})"
)
_HEADS = re.compile(r"\s+(?:chairs|heads|leads|runs|chaired|headed|led|ran|founded)\s+(?:the\s+)?")
HONORIFICS = marked_words("titles")["address"]
_DISTRICTS = lx.word_set("district county region province borough precinct ward diocese")
_DISTRICT = re.compile(r" (?:" + "|".join(sorted(_DISTRICTS)) + r")\b")
_INSIDE_PHRASE = (" ", "\u00a0", "'s ", "’s ", "' ", "’ ")
_JOINING_WORDS = lx.word_set("and but while though although when because where after before so that if")
_APPOINTED = lx.word_set("recently newly named appointed elected")
_CLAUSE_OPENERS = _JOINING_WORDS | {"even", "or"}
_DEPARTMENTS = lx.word_set(
    "state staff defense defence labor labour education agriculture commerce treasury energy justice health "
    "finance policy operations communications research"
)
_OF_A_PLACE = lx.word_set(
    "gov governor mayor sen senator rep representative congressman congresswoman mp mep sheriff"
)
_OF_NO_PLACE = lx.word_set("ceo founder co-founder owner executive chairman chairwoman")
_CLAUSE_PRONOUNS = lx.word_set("i you he she it we they there that")
_SHORT_ING = 6
_BEFORE_VERBS = lx.word_set("to will would could can must should may might")
_ADJECTIVE_ENDINGS = ("al", "ive", "ous", "ary", "ent", "ic", "ed", "or", "ful", "ing")
_PARTY_NAMES = lx.word_set("conservative labour tory")
_ADJECTIVE = re.compile(r"[A-Z][a-z]+(?:ian|ean|ese|ish)")
_LONGEST_HEAD = 9
_ATTACHED = re.compile(r"\s+(?:of|from|at|with)\s+(?:the\s+)?")
_ORIGIN = re.compile(r"\s+(?:of|from)\s")
_WHO_IS = re.compile(r",\s+who\s+(?:is|was)\s+([^,;:“”\"()—–\n]{3,100})")
_WHO_SERVED = re.compile(
    r",\s+who\s+(?:has\s+|had\s+)?(?:served|serves|works|worked)\s+as\s+([^,;:“”\"()—–\n]{3,100})"
)
_DASHED = re.compile(r"\s+[—–-]{1,2}\s+([^—–\n\"“”]{3,120})\s+[—–-]{1,2}")
_BEHIND_NAME = (_WHO_IS, _WHO_SERVED, _WHO_LEADS, _APPOSITION, _DASHED)
_CLAUSE = re.compile(
    r"\b(?:who|whose|which|that|said|says|told|added|while|where|when|is|was|has|had)\b.*", re.DOTALL
)
_PREPOSITIONS = lx.word_set("of at for with from in to on by")
_MEMBERSHIP = lx.word_set("of at for with from")
_BREAKS = lx.SENTENCE_OPENERS | word_list("role_breaks")
_DETERMINERS = lx.word_set(
    "a an the his her its their our my then now also currently formerly one himself herself as another "
    "perhaps"
)
_VERBS = lx.word_set("said says told is was are were has had have will would did does")
_MODIFIERS = lx.ROLE_MODIFIERS | word_list("staff_modifiers")
_LONGEST_LEFT = 7
_FAR_LEFT = 300


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


def printed_role(text: str, name: Name, names: list[Name], sentence: Span) -> Role | None:
    """The role printed with one mention of a person, or None.

    ``names`` are those of the same sentence. What stands after the name is tried first.
    """
    after = _after(text, name, names, sentence)
    before = _before(text, name, names, sentence)
    if after and before:
        served = _WHO_SERVED.match(text, name.span.end) is not None
        only_party = after.role is not None and words(after.role)[0].key in lx.PARTIES
        if before.role and served:
            return before
        return Role(
            before.role if after.role is None or (only_party and before.role) else after.role,
            after.organisation or before.organisation,
            Span(before.span.start, after.span.end),
            after.owner or before.owner,
            after.whole,
        )
    return after or before


def _after(text: str, name: Name, names: list[Name], sentence: Span) -> Role | None:
    for pattern in _BEHIND_NAME:
        if match := pattern.match(text, name.span.end, sentence.end):
            phrase = Span(match.start(1), match.end(1))
            if cut := _CLAUSE.search(phrase.text(text)):
                phrase = Span(phrase.start, phrase.start + cut.start())
            role = _led(phrase, names) if pattern is _WHO_LEADS else _apposition(text, phrase, names)
            if role:
                if role.organisation is None and (host := _next_host(text, role.span.end, names)):
                    role = replace(role, organisation=host.text, span=Span(role.span.start, host.span.end))
                return replace(role, span=Span(name.span.start, role.span.end))
    return _attached(text, name, names, sentence) or _is_a(text, name, names, sentence)


def _attached(text: str, name: Name, names: list[Name], sentence: Span) -> Role | None:
    """The organisation of "NAME of the HBC", "wrote NAME for the Harrow Gazette"."""
    match = _ATTACHED.match(text, name.span.end, sentence.end)
    if match is None and _WROTE.search(text, max(0, name.span.start - 12), name.span.start):
        match = _FOR.match(text, name.span.end, sentence.end)
    if match is None:
        return _heads(text, name, names, sentence)
    host = next(
        (n for n in names if n.span.start == match.end() and n.kind in ("organisation", "unknown")), None
    )
    if host is None or (_ORIGIN.match(text, name.span.end) and _may_be_town(host)):
        return None
    host = _past_possessive(host, names)
    return Role(None, host.text, Span(name.span.start, host.span.end))


def _may_be_town(host: Name) -> bool:
    """Whether a host is one plain word of unknown kind: "Ada Roe of Elmsford" lives there."""
    return host.kind == "unknown" and len(host.keys) == 1 and host.text[1:].islower()


def _heads(text: str, name: Name, names: list[Name], sentence: Span) -> Role | None:
    """The organisation of "NAME heads the HBC" and "NAME headed the Harrow group"."""
    match = _HEADS.match(text, name.span.end, sentence.end)
    host = next((n for n in names if n.span.start == match.end()), None) if match else None
    if host is None:
        return None
    following = words(text, host.span.end, min(host.span.end + 20, sentence.end))
    body = host.kind == "organisation" or (
        host.kind == "unknown" and following and following[0].key in lx.ORGANISATION_NOUNS
    )
    return Role(None, host.text, Span(name.span.start, host.span.end)) if body else None


def _led(phrase: Span, names: list[Name]) -> Role | None:
    """The organisation of "NAME, who chairs the HBC"."""
    host = next((n for n in names if phrase.start <= n.span.start <= phrase.start + 4), None)
    if host is None or host.kind not in ("organisation", "unknown"):
        return None
    return Role(None, host.text, Span(phrase.start, host.span.end))


def _is_a(text: str, name: Name, names: list[Name], sentence: Span) -> Role | None:
    """The role of "NAME is a professor at ORG"; without an organisation it may be a mere opinion."""
    match = _COPULA.match(text, name.span.end, sentence.end)
    if match is None or name.possessive:
        return None
    phrase = Span(match.start(1), match.end(1))
    if cut := _CLAUSE.search(phrase.text(text)):
        phrase = Span(phrase.start, phrase.start + cut.start())
    role = _apposition(text, phrase, names)
    if role is None or role.role is None or role.organisation is None:
        return None
    return replace(role, span=Span(name.span.start, role.span.end))


def _next_host(text: str, end: int, names: list[Name]) -> Name | None:
    """The organisation of "NAME, secretary, Boatmen's Association"."""
    if text[end : end + 2] != ", ":
        return None
    return next(
        (n for n in names if n.span.start in (end + 2, end + 6) and n.kind in ("organisation", "unknown")),
        None,
    )


def _apposition(text: str, phrase: Span, names: list[Name]) -> Role | None:
    tokens = words(text, phrase.start, phrase.end)
    owner = _owner(tokens[:5])
    if _begins_clause(tokens):
        return None
    while tokens and tokens[0].key in _DETERMINERS | _APPOINTED:
        tokens = tokens[1:]
    if not tokens:
        return None
    if tokens[0].key in _MEMBERSHIP:
        host = _host(text, tokens[0].span.end, phrase, names)
        return (
            Role(None, host.text, Span(phrase.start, host.span.end))
            if host and _is_body(host, tokens[0].key)
            else None
        )
    stop = next((i for i, t in enumerate(tokens) if t.key in _PREPOSITIONS), len(tokens))
    head, tail = tokens[:stop], tokens[stop:]
    if not head or not _ends_role(head) or len(head) > _LONGEST_HEAD or any(_is_clause_word(t) for t in head):
        return None
    organisation, qualifier, head = _split_organisation(text, head, names)
    head = head[1:] if len(head) > 1 and head[0].possessive and not head[0].capital else head
    role = Span(head[0].span.start, head[-1].span.end)
    if tail and tail[0].key in ("of", "for", "in", "to") and (follow := _plain_run(tail[1:])):
        role = Span(role.start, follow.end)
        tail = [t for t in tail if t.span.start >= role.end]
    end, whole = role.end, None
    if organisation is None and tail:
        role, organisation, end = _of_host(text, role, tail[0], phrase, names)
        if end == role.end and tail[0].key in ("of", "in", "at") and (unnamed := _unnamed_host(tail)):
            owner, end = unnamed.text(text), unnamed.end
            whole = Span(role.start, end).text(text) if tail[0].key == "of" else None
    shown = f"{qualifier} {role.text(text)}" if qualifier else role.text(text)
    return Role(shown, organisation, Span(phrase.start, end), None if organisation else owner, whole)


def _begins_clause(tokens: list[Word]) -> bool:
    """Whether a phrase tells what somebody did or was joined by: "succeeded the manager", "and his wife"."""
    if not tokens or tokens[0].key in _CLAUSE_OPENERS:
        return True
    adverb = tokens[0].key.endswith("ly") and not _is_role_word(tokens[0])
    verb, *rest = tokens[adverb:] or tokens
    return (
        verb.text.islower()
        and verb.key.endswith(("ing", "ed"))
        and verb.key not in _APPOINTED
        and bool(rest)
        and rest[0].key in _DETERMINERS | lx.PRONOUNS
    )


def _is_clause_word(token: Word) -> bool:
    """Whether a word shows a clause instead of an apposition: "NAME, you're a lawyer"."""
    return token.key in _VERBS or token.text.partition("’")[0].partition("'")[0].lower() in _CLAUSE_PRONOUNS


def _of_host(
    text: str, role: Span, preposition: Word, phrase: Span, names: list[Name]
) -> tuple[Span, str | None, int]:
    """What a preposition adds to a role: a place or district to the role itself, else an organisation."""
    if preposition.key not in _MEMBERSHIP | {"in", "to"}:
        return role, None, role.end
    host = _host(text, preposition.span.end, phrase, names)
    if host is None:
        return role, None, role.end
    district = _DISTRICT.match(text, host.span.end)
    if preposition.key in ("of", "to", "for") and (
        host.kind == "place" or district or host.keys[-1] in _DISTRICTS or "district" in host.keys
    ):
        if words(text, role.start, role.end)[-1].key in _OF_NO_PLACE:
            return role, None, role.end
        role = Span(role.start, district.end() if district else host.span.end)
    elif preposition.key in _MEMBERSHIP and _is_body(host, preposition.key):
        return role, host.text, host.span.end
    return role, None, role.end


def _unnamed_host(tail: list[Word]) -> Span | None:
    """The body of "leader of the council", if it is one."""
    rest = tail[1:]
    if not rest or rest[0].key not in ("the", "a", "an", "his", "her", "their"):
        return None
    run = []
    for token in rest[1:4]:
        if token.capital or token.key in _BREAKS | _PREPOSITIONS:
            break
        run.append(token)
    if not run or run[-1].key not in lx.ORGANISATION_NOUNS or run[-1].possessive:
        return None
    return Span(run[0].span.start, run[-1].span.end)


def _ends_role(head: list[Word]) -> bool:
    """Whether a phrase ends in a job: "economist", "director general"."""
    last = head[-1].key
    if last == "general":
        ranks = lx.QUALIFIERS | lx.DEMONYMS | {"army", "marine"}
        return len(head) > 1 and (lx.is_role_noun(head[-2].key) or head[-2].key in ranks)
    return lx.is_role_noun(last)


def _owner(tokens: list[Word]) -> str | None:
    """The words of "the harbour board's director" that own the role, or "its" of "its president"."""
    for i, token in enumerate(tokens):
        if token.key in ("its", "their"):
            return "its"
        if token.possessive and token.bare.islower() and token.key in lx.ORGANISATION_NOUNS:
            before = [t.bare for t in tokens[max(0, i - 2) : i] if t.bare.islower() and t.key not in _BREAKS]
            return " ".join([*before, token.bare])
    return None


def _is_body(host: Name, preposition: str) -> bool:
    """Whether what a preposition leads to is an organisation; of "a nurse from Leeds" it is not."""
    return host.kind == "organisation" or (
        host.kind == "unknown" and (preposition != "from" or len(host.keys) > 1)
    )


def _plain_run(tokens: list[Word]) -> Span | None:
    """Lower-case words right after "of": part of the role ("director of database markets")."""
    run: list[Word] = []
    for token in tokens:
        if token.capital or token.key in _PREPOSITIONS | (_BREAKS - {"and"}) or token.possessive:
            break
        run.append(token)
    if not run or (len(run) < len(tokens) and tokens[len(run)].capital):
        return None
    return Span(run[0].span.start, run[-1].span.end)


def _host(text: str, start: int, phrase: Span, names: list[Name]) -> Name | None:
    """The first organisation or place after a preposition; of "Indiana's Richmond High School" the school."""
    inside = [
        n
        for n in names
        if start <= n.span.start and n.span.end <= phrase.end and n.kind not in ("person", "date")
    ]
    if not inside or len(words(text, start, inside[0].span.start)) > 3:
        return None
    return _past_possessive(inside[0], names)


def _past_possessive(name: Name, names: list[Name]) -> Name:
    if not name.possessive:
        return name
    following = next((n for n in names if name.span.end < n.span.start <= name.span.end + 3), None)
    return following if following and following.kind in ("organisation", "unknown") else name


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
    if not name.possessive and _is_adjective(name.text, list(name.keys)):
        return None, None, head
    end = name.span.end
    if rest[0].key == "and":
        more = [w for w in rest[:-1] if w.capital]
        rest = [w for w in rest if more and w.span.start > more[-1].span.end] or rest
        end = more[-1].span.end if more else end
    return Span(name.span.start, end).text(text), head[0].text if qualified else None, rest


def _before(text: str, name: Name, names: list[Name], sentence: Span) -> Role | None:
    start = name.prefix.start if name.prefix else name.span.start
    left = words(text, max(sentence.start, start - _FAR_LEFT), start)
    phrase = words(text, name.prefix.start, name.prefix.end) if name.prefix else []
    if phrase and all(w.key in HONORIFICS for w in phrase):
        phrase = []
        start = name.span.start if not left else start
    if office := _office(text, left, phrase, start, name, names):
        return office
    joined = _joined(text, left, start, phrase=bool(phrase))
    if not phrase and joined and left and (host := _owning(left[-1], start, names)):
        return Role(None, host.text, Span(host.span.start, name.span.end))
    if not phrase and not (joined and left and _ends_role(left)):
        return _set_off(text, left, name, names)
    run = _left_run(text, left if joined else [], strict=bool(phrase)) + phrase
    owner = _owner(left[-5:]) if joined else None
    return _split_left(text, run, names, name, owner)


def _set_off(text: str, left: list[Word], name: Name, names: list[Name]) -> Role | None:
    """The role of "A lawyer for the miners, NAME, said": a phrase of its own before the name."""
    if not left or text[left[-1].span.end : name.span.start] != ", ":
        return None
    first = len(left) - 1
    while first > 0 and text[left[first - 1].span.end : left[first].span.start] in _INSIDE_PHRASE:
        first -= 1
    while first < len(left) and left[first].key in _JOINING_WORDS:
        first += 1
    part = left[first:]
    bare = first == 0 and bool(part) and lx.is_role_noun(part[0].key)
    if not part or not (bare or part[0].key in ("a", "an", "the", "his", "her", "its", "their", "one")):
        return None
    if any(w.key in _VERBS for w in part):
        return None
    role = _apposition(text, Span(part[0].span.start, part[-1].span.end), names)
    return role and replace(role, span=Span(role.span.start, name.span.end))


def _office(
    text: str, left: list[Word], phrase: list[Word], start: int, name: Name, names: list[Name]
) -> Role | None:
    """The role of "secretary of State NAME", "Speaker of the House NAME", "ambassador to Freedonia NAME"."""
    if not phrase and left and text[left[-1].span.end : start] != " ":
        return None
    run = phrase or left[-_LONGEST_LEFT:]
    at = next(
        (i for i in range(1, len(run)) if run[i].key in ("of", "to") and lx.is_role_noun(run[i - 1].key)), 0
    )
    after = [w for w in run[at + 1 :] if w.key not in ("the", "a")]
    if not at or not after or not all(w.capital or w.key in ("of", "and", "for") for w in after):
        return None
    if not after[-1].capital:
        return None
    before = (
        _left_run(text, left, strict=True) + run[:at]
        if phrase
        else _from_qualifier(_left_run(text, run[:at], strict=False))
    )
    first = _split_left(text, before, names, name, _owner(before))
    rank = Span(run[at - 1].span.start, run[-1].span.end)
    second = _apposition(text, rank, names)
    if first is None or first.role is None:
        return None
    within = second.organisation if second and after[0].key not in _DEPARTMENTS else None
    end = run[at - 1].span.end if within else rank.end
    role = first.role + text[run[at - 1].span.end : end]
    return Role(role, first.organisation or within, Span(before[0].span.start, name.span.end))


def _owning(word: Word, start: int, names: list[Name]) -> Name | None:
    """The organisation of "HBC's Ada Roe"."""
    if not (word.possessive and word.capital and start - word.span.end <= 2):
        return None
    return next(
        (
            n
            for n in names
            if n.span.start <= word.span.start < n.span.end and n.kind in ("organisation", "unknown")
        ),
        None,
    )


def _joined(text: str, left: list[Word], start: int, *, phrase: bool) -> bool:
    """Whether the word before belongs to the name: next to it, or "ORG's leader, NAME"."""
    if not left:
        return False
    between = text[left[-1].span.end : start]
    if between.rstrip("*_") in (" ", "\u00a0"):
        return True
    if between != ", " or phrase:
        return False
    return any(w.possessive or w.key in ("the", "its", "their", "his", "her") for w in left[-6:])


def _left_run(text: str, left: list[Word], *, strict: bool) -> list[Word]:
    """The words right before a name that may tell its role.

    ``strict`` takes lower-case words only if they are known to go with roles, because a title with a
    capital begins a phrase of its own ("helping Senator NAME").
    """
    run: list[Word] = []
    left = left[-_LONGEST_LEFT:]
    for i, word in reversed(list(enumerate(left))):
        if run and text[word.span.end : run[0].span.start] not in _INSIDE_PHRASE:
            break
        if word.key in _BREAKS | _DETERMINERS and not (run and i and _links(left[i - 1], word, run[0])):
            if word.key in _BEFORE_VERBS and len(run) > 1 and _is_verb(run[0]):
                run = run[1:]
            break
        if (word.possessive and not word.capital) or (i == 0 and _is_participle(word)):
            break
        if strict and not word.capital and not _is_role_word(word) and word.key not in lx.QUALIFIERS:
            break
        run.insert(0, word)
    while run and run[0].key in ("of", "for"):
        run = run[1:]
    return run


def _links(before: Word, word: Word, after: Word) -> bool:
    """Whether "and" joins two roles, or "of" stands inside a name ("the Bank of Fenland governor")."""
    if word.key == "and":
        return lx.is_role_noun(before.key)
    return word.key == "of" and before.capital and after.capital


def _is_participle(word: Word) -> bool:
    """Whether a word is like "Following" in front of a title."""
    return word.key.endswith("ing") and len(word.key) > _SHORT_ING and not _is_role_word(word)


def _is_verb(word: Word) -> bool:
    """Whether a small word after "to" or "will" is a verb rather than an adjective."""
    return not (word.capital or _is_role_word(word) or word.key.endswith(_ADJECTIVE_ENDINGS))


def _split_left(text: str, run: list[Word], names: list[Name], name: Name, owner: str | None) -> Role | None:
    """Organisation and role of the words before a name."""
    if not run:
        return None
    span, end = Span(run[0].span.start, name.span.end), _with_stop(text, run[-1])
    also = next((i for i, w in enumerate(run) if i and w.key == "and"), 0)
    first = _split_left(text, run[:also], names, name, owner) if also else None
    if also:
        return (
            replace(first, span=span)
            if first and first.organisation
            else _split_left(text, run[also + 1 :], names, name, owner)
        )
    role = len(run) - 1
    while role > 0 and _is_role_word(run[role - 1]) and not _is_named(run[role - 1], names):
        role -= 1
    possessor = next((i for i, w in enumerate(run[:role]) if w.possessive), role)
    capital = _capital_before(text, run[: min(possessor + 1, role)], names)
    if not capital:
        part = _from_qualifier([w for w in run if not w.possessive])
        return Role(text[part[0].span.start : end], None, span, owner) if part else None
    if len(capital) == 1 and capital[0].key in lx.ORGANISATION_NOUNS and _opens(text, capital[0]):
        return Role(text[run[role].span.start : end], None, span, capital[0].key)
    body = _body(capital, names)
    rest = [w for w in run if w.span.start > body.end]
    if not rest:
        return None
    start = min(w.span.start for w in [*run[role:], *rest] if w.span.start > body.end)
    if _goes_with_role(text, body, capital, names, rest[-1].key):
        human = any(n.kind == "person" and body.contains(n.span) for n in names)
        if human and rest[0].span.start < run[role].span.start:
            start = run[role].span.start
        elif not capital[-1].possessive:
            start = body.start
        return Role(text[start:end], None, span, owner)
    former = next((w.text for w in run[:role] if w.key in lx.QUALIFIERS and w.span.start < body.start), None)
    shown = f"{former} {text[start:end]}" if former else text[start:end]
    return Role(shown, body.text(text), span)


def _capital_before(text: str, run: list[Word], names: list[Name]) -> list[Word]:
    """The last run of capital words before a role; "of" and "and" may stand inside it."""
    out: list[Word] = []
    last = max((i for i, w in enumerate(run) if w.qualifies), default=-1)
    for word in reversed(run[last + 1 :]):
        qualifies = word.key in lx.QUALIFIERS or _begins_sentence(text, word, names)
        if word.capital and not qualifies:
            out.insert(0, word)
        elif out and word.key not in ("of", "and", "for", "the"):
            break
        elif out:
            out.insert(0, word)
    while out and not out[0].capital:
        out = out[1:]
    while (
        len(out) > 1
        and out[-1].key in lx.DEMONYMS
        and not lx.is_demonym(w.key for w in out)
        and not (out[-1].possessive or out[-1].key.endswith("s"))
    ):
        out = out[:-1]
    return out


def _from_qualifier(run: list[Word]) -> list[Word]:
    """Of "candidate and former mayor" what begins with "former"."""
    last = max((i for i, w in enumerate(run) if w.key in lx.QUALIFIERS), default=0)
    return run[last:]


def _body(capital: list[Word], names: list[Name]) -> Span:
    """The span of capital words before a role, or of the organisation's name that they begin."""
    body = Span(capital[0].span.start, capital[-1].span.start + len(capital[-1].bare))
    covering = (n.span for n in names if n.kind == "organisation" and n.span.contains(body))
    return next(covering, body)


def _goes_with_role(text: str, body: Span, capital: list[Word], names: list[Name], noun: str) -> bool:
    """Whether capital words before a role are a place, a nation or a person, and no organisation."""
    printed = body.text(text)
    if lx.is_place(printed.lower().replace(".", "")):
        return noun not in lx.SPORT_ROLES
    if any(n.kind == "person" and body.contains(n.span) for n in names):
        return True
    if printed.lower() in _PARTY_NAMES:
        return False
    if noun in _OF_A_PLACE and not any(n.kind == "organisation" and n.span == body for n in names):
        return True
    return not capital[-1].possessive and _is_adjective(printed, [w.key for w in capital])


def _is_adjective(printed: str, keys: list[str]) -> bool:
    """Whether capital words only qualify a role: "Russian", "Leeds-based", but not "Conservative"."""
    if printed.endswith("-based") or keys == ["gop"]:
        return True
    return (lx.is_demonym(keys) and keys[-1] not in _PARTY_NAMES) or bool(_ADJECTIVE.fullmatch(printed))


def _is_named(word: Word, names: list[Name]) -> bool:
    """Whether a capital word is an organisation's name, though it can go with a role ("Labour")."""
    return word.capital and any(n.span == word.span and n.kind in ("organisation", "unknown") for n in names)


def _with_stop(text: str, word: Word) -> int:
    """The end of a role, with the full stop of "Sen."."""
    short = word.key in lx.SHORT_TITLES and text[word.span.end : word.span.end + 1] == "."
    return word.span.end + short


def _begins_sentence(text: str, word: Word, names: list[Name]) -> bool:
    """Whether only its place makes an ordinary word a capital one ("Star striker Jo Roe")."""
    if any(n.span.start == word.span.start for n in names) or word.possessive:
        return False
    return _opens(text, word) and word.key not in lx.ORGANISATION_WORDS


def _opens(text: str, word: Word) -> bool:
    """Whether a word with a capital opens a sentence and a small word follows."""
    before = text[max(0, word.span.start - 3) : word.span.start].rstrip(" \u00a0")[-1:]
    following = words(text, word.span.end, word.span.end + 30)
    small_follows = bool(following) and (not following[0].capital or following[0].key in lx.DEMONYMS)
    return before in ("", ".", "!", "?", "\n") and small_follows and word.bare[1:].islower()


def _is_role_word(word: Word) -> bool:
    if word.possessive or (word.capital and word.key in _PARTY_NAMES):
        return False
    return word.key in _MODIFIERS or word.key in lx.TITLES or lx.is_role_noun(word.key) or word.key == "of"
