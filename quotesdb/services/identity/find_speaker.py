"""Which speaker a name means."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import Row, bindparam, select, true

from quotesdb.db.given import among
from quotesdb.db.models import Appearance, Speaker
from quotesdb.names.key import name_key
from quotesdb.resolve import PersonName, goes_with, in_order, naming, parse
from quotesdb.services.errors import Candidate, UnknownId
from quotesdb.services.identity.agent_key import NAMED
from quotesdb.services.identity.authorities import holders_called, speakers_holding
from quotesdb.services.identity.full_names import full_name, of_one_name, printed_roles, sharing_names
from quotesdb.services.identity.name_endings import Alias, ending_with, is_heard
from quotesdb.services.identity.near_names import near_names
from quotesdb.services.identity.printed_names import printed_names_of
from quotesdb.services.identity.results import NamedSo
from quotesdb.services.identity.told_apart import called_by_role, of_gender
from quotesdb.services.store.chunks import CHUNK, chunks, filled
from quotesdb.services.store.closed import is_closed
from quotesdb.services.store.erased import tombstones
from quotesdb.services.store.ids import find_speaker_by_id, is_id, looks_like_id
from quotesdb.services.store.name_choice import ambiguous, unknown
from quotesdb.services.store.rows import table_of
from quotesdb.values import AgentKind

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class SpeakerMatch:
    """The speaker that a name means; several rows only for groups or anonymous sources of one name."""

    id: str
    name: str
    kind: AgentKind
    row_ids: tuple[int, ...]


class _Count(NamedTuple):
    """How often somebody is quoted, as look-ups show it."""

    quotes: int
    articles: int

    def told(self) -> str:
        """The count as a candidate has it; empty if there is none."""
        if not self.quotes:
            return ""
        pairs = zip(("quotation", "article"), self, strict=True)
        return " in ".join(f"{number:,} {noun}{'' if number == 1 else 's'}" for noun, number in pairs)


_NONE = _Count(0, 0)


def find_speaker(session: Session, name: str, *, silent: bool = False, whole: bool = False) -> SpeakerMatch:
    """The one speaker with a quotation that a name or an id means: whom a decision is about.

    A name means whom ``find_speakers`` says. ``silent`` looks among speakers without a quotation that holds
    as well. ``whole`` lets only the very name count.

    Raises:
        UnknownName, AmbiguousName: if there is none or more than one.
        UnknownId, AmbiguousId: if it has the shape of an id and no single speaker has it.
    """
    if looks_like_id(name, "s"):
        return _by_id(session, name)
    matches = _bearers_of(session, name, silent=silent, whole=whole)
    if len(matches) <= 1:
        return _known(session, name, matches)[0]
    counts = _counts(session, matches)
    quoted = _quoted(matches, counts, silent=silent)
    if len(quoted) > 1 and parse(name).titles:
        quoted = _printed_so(session, name, quoted) or quoted
    if len(quoted) > 1:
        raise ambiguous(tombstones(session), "speaker", name, _candidates(session, quoted, counts))
    return quoted[0]


def find_speakers(session: Session, name: str, *, silent: bool = False) -> list[SpeakerMatch]:
    """All speakers with a quotation whom a name (case and accents folded) or an id means, for a look-up.

    Names are those printed and those that people gave. The very name wins, also after an office ("Chancellor
    Ada Example"), except that a single word also means everybody of that surname. Else those whose name ends
    with these words; else a name is turned round ("Example, Ada"); else people are meant whose name goes with
    it ("A. Example"), or who are printed with the words before it ("Coach Example"); else people of authority
    files of whom articles print no more than an office.

    "Mrs" or "Mr" before a name leaves out whom that cannot mean; of several those count whom articles call
    so. One without a quotation that look-ups show is meant only if nobody else is. Groups of one name
    ("analysts") are no single agent: they match together.

    Raises:
        UnknownName: if there is none.
        UnknownId, AmbiguousId: if it has the shape of an id and no single speaker has it.
    """
    if looks_like_id(name, "s"):
        match = _by_id(session, name)
        if not silent and is_closed(session, match.row_ids):
            raise UnknownId(f"no speaker has the id {match.id}")
        return [match]
    matches = (
        _bearers_of(session, name, silent=silent)
        or _fold(_going_with(session, name, silent=silent))
        or _fold(called_by_role(session, name, silent=silent))
        or _holding(session, name, silent=silent)
    )
    return _narrowed(session, name, _known(session, name, matches), silent=silent)


def find_named(session: Session, name: str, *, silent: bool = False) -> SpeakerMatch:
    """The one speaker that a name or an id means, groups and anonymous sources of that name aside.

    Raises:
        UnknownName, AmbiguousName: if there is none or more than one.
        UnknownId, AmbiguousId: if it has the shape of an id and no single speaker has it.
    """
    named = [match for match in find_speakers(session, name, silent=silent) if match.kind in NAMED]
    return named[0] if len(named) == 1 else find_speaker(session, name, silent=silent)


def bearers(session: Session, name: str) -> list[SpeakerMatch]:
    """All speakers with a quotation that bear this very name; titles before it and middle names aside.

    Raises:
        UnknownName: if there is none.
    """
    wanted = name_key(name)
    rows = [
        row
        for row in ending_with(session, wanted, silent=False)
        if row.alias == wanted
        or (row.kind is AgentKind.PERSON and parse(row.alias).words == parse(wanted).words)
    ]
    matches = _fold(of_gender(session, name, rows))
    return _known(session, name, matches)


def who_is_meant(session: Session, name: str, *, silent: bool = False) -> list[NamedSo]:
    """The same speakers by full name, the most quoted first: how many people a name means, and which.

    Raises:
        UnknownName, UnknownId, AmbiguousId: as ``find_speakers``.
    """
    matches = find_speakers(session, name, silent=silent)
    return sharing_names(session, matches, _quotes(session, matches))


def whom_asked_for(session: Session, name: str | None) -> tuple[NamedSo, ...]:
    """Who is meant where quotations are looked up by a speaker; nobody where they are not.

    Raises:
        UnknownName, UnknownId, AmbiguousId: as ``find_speakers``.
    """
    return () if name is None else tuple(who_is_meant(session, name))


def passed_over(session: Session, name: str, *, silent: bool = False) -> frozenset[str]:
    """The ids of the people who bear a name, but whom the words before it do not mean, by ``find_speakers``.

    Who is stored under a surname alone may be the one meant, unless "Mrs" or "Mr" says otherwise, or an
    article that calls somebody else so prints another title before it.
    """
    parsed = parse(name)
    if not parsed.titles:
        return frozenset()
    matches = _bearers_of(session, name, silent=silent)
    able = {match.id for match in matches}
    meant = _narrowed(session, name, matches, silent=silent)
    named = {match.id for match in meant}
    others = [
        match
        for match in _bearers_of(session, " ".join(parsed.words), silent=silent)
        if match.kind is AgentKind.PERSON and match.id not in named
    ]
    sure = {match.id for match in others if match.id not in able or parse(match.name).first}
    titled = [match for match in others if match.id not in sure and parse(match.name).titles]
    return frozenset(sure.union(match.id for match in _beside(session, meant, titled)))


def _beside(
    session: Session, some: Sequence[SpeakerMatch], others: Sequence[SpeakerMatch]
) -> list[SpeakerMatch]:
    """Those of the others who stand in an article with some speakers."""
    row = Appearance
    query = select(row.article_id, row.speaker_id)
    asked = {id_ for match in others for id_ in match.row_ids}
    places = [
        place for part in chunks(asked) for place in session.execute(query.where(row.speaker_id.in_(part)))
    ]
    own = {id_ for match in some for id_ in match.row_ids}
    shared = {
        place.article_id
        for part in chunks({place.article_id for place in places})
        for place in session.execute(query.where(row.article_id.in_(part)))
        if place.speaker_id in own
    }
    near = {place.speaker_id for place in places if place.article_id in shared}
    return [match for match in others if not near.isdisjoint(match.row_ids)]


def by_full_name(session: Session, matches: Sequence[SpeakerMatch]) -> list[NamedSo]:
    """Speakers that have one full name together, the most quoted first: for what is done to a name."""
    return of_one_name(matches, _quotes(session, matches))


def _by_id(session: Session, public_id: str) -> SpeakerMatch:
    speaker: Row[int, str, str, AgentKind] | Speaker | None = None
    # A whole id, as faces ask, of whoever has one: what is erased, or cut short, is looked at more closely.
    if is_id(word := public_id.strip().lower(), "s") and not tombstones(session):
        speaker = session.execute(_OF_ID, {"id": word}).one_or_none()
    speaker = speaker or find_speaker_by_id(session, public_id)
    return SpeakerMatch(speaker.public_id, speaker.name, speaker.kind, (speaker.id,))


_SPEAKER, _APPEARANCE = table_of(Speaker).c, table_of(Appearance).c
_OF_ID = (
    select(_SPEAKER.id, _SPEAKER.public_id, _SPEAKER.name, _SPEAKER.kind)
    .join(table_of(Appearance), _APPEARANCE.speaker_id == _SPEAKER.id)
    .where(_APPEARANCE.public_id == bindparam("id"))
)


def _narrowed(
    session: Session, name: str, matches: list[SpeakerMatch], *, silent: bool
) -> list[SpeakerMatch]:
    """Those of several who are meant: who is quoted, and then whom articles call so, title and all."""
    if len(matches) <= 1:
        return matches
    quoted = _quoted(matches, _counts(session, matches), silent=silent)
    parsed = parse(name)
    if len(quoted) > 1 and parsed.titles and not parsed.first:
        called = _printed_so(session, name, quoted)
        alike = {full_name(match) for match in called}
        others = [match for match in quoted if full_name(match) in alike and match not in called]
        apart = _beside(session, called, [match for match in others if parse(match.name).titles])
        return [match for match in quoted if full_name(match) in alike and match not in apart] or quoted
    return quoted


def _known(session: Session, name: str, matches: list[SpeakerMatch]) -> list[SpeakerMatch]:
    if not matches:
        raise unknown(tombstones(session), "speaker", name, *near_names(session, name, is_heard()))
    return matches


def _quoted(
    matches: list[SpeakerMatch], counts: Mapping[SpeakerMatch, _Count], *, silent: bool
) -> list[SpeakerMatch]:
    """Those who have a quotation to show, unless nobody has."""
    return matches if silent else [match for match in matches if match in counts] or matches


def _bearers_of(session: Session, name: str, *, silent: bool, whole: bool = False) -> list[SpeakerMatch]:
    """The speakers that a name could mean."""
    tried = (_called(session, wanted, silent=silent, whole=whole) for wanted in _forms(name, whole=whole))
    return _fold(of_gender(session, name, next(filter(None, tried), ())))


def _forms(name: str, *, whole: bool) -> Iterator[str]:
    """What to look for, the first that is there: a name as it stands, turned round, without an office."""
    yield name_key(name)
    if not whole:
        yield name_key(in_order(name.title()))
        yield " ".join(parse(name.title()).words)
        yield " ".join(naming(name).name.words)


def _called(session: Session, wanted: str, *, silent: bool, whole: bool) -> Sequence[Alias]:
    """The rows of the speakers with that folded name, else of those whose name ends so."""
    rows = ending_with(session, wanted, silent=silent)
    if not whole and all(row.alias != wanted for row in rows):
        return rows
    return [row for row in rows if row.alias == wanted or (not whole and _means_too(row, wanted))]


def _means_too(row: Alias, wanted: str) -> bool:
    """Whether a name that ends with the wanted one has but an office before it, or has it as its surname."""
    return row.kind is AgentKind.PERSON and (
        " " not in wanted or parse(row.alias).words == parse(wanted).words
    )


def _going_with(session: Session, name: str, *, silent: bool) -> Sequence[Alias]:
    """The rows of the people of whom a full name may be another form, as one with initials is."""
    parsed = parse(name)
    if not parsed.first:
        return []
    rows = {
        (row.id, row.alias): row
        for last in (parsed.surname, parsed.first)
        for row in ending_with(session, last, silent=silent)
        if row.kind is AgentKind.PERSON and goes_with(parsed, parse(row.alias))
    }
    return of_gender(session, name, list(rows.values()))


def _holding(session: Session, name: str, *, silent: bool) -> list[SpeakerMatch]:
    """Each person of an authority file of that name who is quoted, by the office alone."""
    found = []
    for key, called in sorted(holders_called(session, name).items()):
        heard = true() if silent else is_heard()
        ids = speakers_holding(session, [key])
        rows = session.execute(
            select(Speaker.public_id, Speaker.id)
            .where(Speaker.id.in_(ids), heard)
            .order_by(Speaker.public_id)
        ).all()
        if rows:
            of = tuple(row.id for row in rows)
            found.append(SpeakerMatch(rows[0].public_id, called, AgentKind.PERSON, of))
    return found


def _printed_so(session: Session, name: str, matches: Sequence[SpeakerMatch]) -> list[SpeakerMatch]:
    """Those whom an article calls by this very name, title and all; the title may be shortened ("Sen.")."""
    asked = parse(name)
    return [
        match
        for match in matches
        if any(
            _same_call(asked, parse(printed))
            for printed in printed_names_of(session, match.row_ids, match.kind, match.name)
        )
    ]


def _same_call(asked: PersonName, printed: PersonName) -> bool:
    """Whether one is called by a name with a title: "Senator Example" is "Sen. Ada Example" as well."""
    return (
        asked.woman == printed.woman
        and printed.words[-len(asked.words) :] == asked.words
        and len(asked.titles) == len(printed.titles)
        and all(
            one.startswith(other) or other.startswith(one)
            for one, other in zip(asked.titles, printed.titles, strict=True)
        )
    )


def _fold(rows: Iterable[Alias]) -> list[SpeakerMatch]:
    """One match a speaker, and one for all groups, or anonymous sources, of one name; named agents first."""
    folded = defaultdict[tuple[AgentKind, str], list[Alias]](list)
    for row in rows:
        folded[row.kind, row.public_id if row.kind in NAMED else row.alias].append(row)
    matches = (
        SpeakerMatch(first.public_id, first.name, first.kind, tuple(dict.fromkeys(row.id for row in same)))
        for same in folded.values()
        for first in same[:1]
    )
    order = list(AgentKind)
    return sorted(matches, key=lambda match: (order.index(match.kind), match.name, match.id))


def _counts(session: Session, matches: Iterable[SpeakerMatch]) -> dict[SpeakerMatch, _Count]:
    """How often those are quoted who are, as look-ups show it."""
    matches = list(matches)
    # By their places: thousands of sources may be one match, which would be hashed for each of them.
    place_of = {id_: place for place, match in enumerate(matches) for id_ in match.row_ids}
    found = defaultdict[int, _Count](lambda: _NONE)
    if len(place_of) <= CHUNK:
        rows = session.execute(_COUNTS_OF_FEW, {"ids": filled(list(place_of))})
    else:
        rows = session.execute(_COUNTS.where(among(Speaker.id, place_of)))
    for id_, quotes, articles in rows:
        known = found[place_of[id_]]
        found[place_of[id_]] = _Count(known.quotes + (quotes or 0), known.articles + (articles or 0))
    return {matches[place]: count for place, count in found.items()}


_COUNTS = select(Speaker.id, Speaker.quotes, Speaker.articles).where(Speaker.quotes > 0)
_COUNTS_OF_FEW = _COUNTS.where(Speaker.id.in_(bindparam("ids", expanding=True)))


def _quotes(session: Session, matches: Iterable[SpeakerMatch]) -> dict[str, int]:
    """How many quotations of each are shown, by the ids."""
    return {match.id: count.quotes for match, count in _counts(session, matches).items()}


def _candidates(
    session: Session, matches: Sequence[SpeakerMatch], counts: Mapping[SpeakerMatch, _Count]
) -> list[Candidate]:
    """What helps to choose: the first role printed, and how often somebody is quoted."""
    order = sorted(matches, key=lambda match: (match.kind not in NAMED, -counts.get(match, _NONE).quotes))
    roles = printed_roles(session, [match.row_ids[0] for match in matches])
    return [
        Candidate(
            match.id,
            match.name,
            match.kind.value,
            "; ".join(filter(None, (counts.get(match, _NONE).told(), roles.get(match.row_ids[0])))),
        )
        for match in order
    ]
