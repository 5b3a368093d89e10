"""A newsroom's database in random sequences of steps, and what must hold after every one of them.

``python -m benchmarks.decisions`` runs it for longer than the tests do.
"""

from __future__ import annotations

import atexit
import json
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from quotesdb.db import search
from quotesdb.db.engine import ensure_schema, open_engine, sessions, upgrade
from quotesdb.db.models import (
    DECISIONS,
    Appearance,
    Article,
    ArticleCorrection,
    CurrentQuote,
    Decision,
    DecisionSpan,
    Erasure,
    Organisation,
    OrganisationJudgement,
    OrganisationName,
    Quote,
    Review,
    Speaker,
    SpeakerJudgement,
    SpeakerName,
    SpeakerTag,
)
from quotesdb.db.models.current_quote import Shown
from quotesdb.db.types import Identity, MetadataField, NameUse, Verdict
from quotesdb.services import transfer
from quotesdb.services.errors import Removed, ServiceError
from quotesdb.services.identity import organisations
from quotesdb.services.identity.find_speaker import NAMED, find_speakers
from quotesdb.services.identity.holding import held
from quotesdb.services.ingest import article_identity
from quotesdb.services.ingest.invariants import problems
from quotesdb.services.ingest.rebuild import rebuild
from quotesdb.services.ingest.reextract import reextract
from quotesdb.services.ingest.remove import remove_article
from quotesdb.services.judging import organisations as organisation_judgements
from quotesdb.services.judging.articles import correct_article
from quotesdb.services.judging.erasures import erase, restore
from quotesdb.services.judging.review import retract_review, review_quote
from quotesdb.services.judging.speakers import (
    add_alias,
    all_different,
    cut,
    different,
    merge,
    merge_all,
    remove_alias,
    rename,
    split,
    unsure,
)
from quotesdb.services.judging.tags import tag_speaker
from quotesdb.services.judging.undo import undo
from quotesdb.services.lookup import QuoteFilter, find_quotes
from quotesdb.services.lookup.quotes import quote_detail
from quotesdb.services.statements import corrections
from quotesdb.services.store.database import check
from quotesdb.services.store.erased import erased_speakers, tombstones
from quotesdb.values import AgentKind, Kind
from tests.schema import downgrade
from tests.services.toy import NEWER, TOY, draft, extract, ingest

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

SAID_BY = (
    "Ada Example",
    "Example",
    "Bea Sample, president at Velda",
    "President Sample",
    "Example Works",
    "Sample Bank",
    "analysts",
)
SPEAKERS = ("Ada Example", "Bea Sample", "Cy Test", "analysts", "Example Works")
BODIES = ("Example Works", "Sample Bank", "Velda")
WORDS = (
    "We open the works in May",
    "Nobody asked the harbour board",
    "The pumps are older than I am",
    "Rain is what we are paid for",
    "Every second tram was late again",
)
LINES = tuple(f"“{words},” said {name}." for words in WORDS for name in SAID_BY)
ADDRESSES = tuple(f"https://example.org/{number}" for number in range(4))
DAYS = dict(zip(ADDRESSES, ("2025-03-01", "2025-03-02", None, "1995-03-04"), strict=True))

SET_RIGHT = tuple(
    (field, value)
    for field, values in {
        MetadataField.TITLE: ("Harbour works open", "Rain at last"),
        MetadataField.BYLINE: ("Dee Trial", "Dee Trial\nEve Trial"),
        MetadataField.PUBLISHER: ("The Weekly Sample", "Example Works"),
        MetadataField.PUBLISHED: ("1990-05", "2025-04-01T23:30:00-05:00"),
        MetadataField.URL: ("https://example.org/elsewhere",),
        MetadataField.ARCHIVED: ("https://archive.example/1", "https://archive.example/2"),
    }.items()
    for value in values
)
Database: TypeAlias = Callable[[Path], AbstractContextManager[str]]
"""Makes an empty database, where files belong in a folder, and names it; gone at the end."""

Rows: TypeAlias = dict[tuple[str, int], dict[str, Any]]

lines = st.lists(st.sampled_from(LINES), min_size=1, max_size=4)


def fewer(text: str, language: str | None = None) -> Sequence[Any]:
    """An extractor that misses the first quotation."""
    return extract(text, language)[1:]


PROGRAMS = (TOY, NEWER, replace(NEWER, version="3", extract=fewer))

PREVIOUS = "0007"
"""The schema of the previous release."""

_TAKES_BACK = {"retracted_at", "retracted_by", "retraction", "retraction_note"}


class Desk(RuleBasedStateMachine):
    """One database, what people did with it, and what the machine did."""

    reached: ClassVar[Counter[str]] = Counter()
    sequences: ClassVar[int] = 0
    database: ClassVar[Database]
    """Where sequences take place; what they carry to another database they carry to a file."""

    def __init__(self) -> None:
        super().__init__()
        Desk.sequences += 1
        self.folder = Path(tempfile.mkdtemp())
        self.place = type(self).database(self.folder)
        self.engine = open_engine(self.place.__enter__())
        self.session = sessions(self.engine)()
        self.texts: dict[str, list[str]] = {}
        self.accepted: dict[str, Any] = {}
        self.decisions: list[str] = []
        self.undone: list[str] = []
        self.erased: list[str] = []
        self.written_out: list[str] = []
        self.machine_steps: list[Callable[[Any], None]] = []
        self.taken_down = False
        self.last = ""
        self.before: Rows = {}

    def teardown(self) -> None:
        self.session.close()
        try:
            assert check(self.engine) == []
        finally:
            self.engine.dispose()
            self.place.__exit__(None, None, None)
            shutil.rmtree(self.folder)

    # -- what the machine does

    @initialize(articles=st.lists(lines, min_size=2, max_size=3))
    def first_articles(self, articles: list[list[str]]) -> None:
        for address, found in zip(ADDRESSES, articles, strict=False):
            self.ingest_lines(address, found)

    @rule(address=st.sampled_from(ADDRESSES), found=lines)
    def ingest_lines(self, address: str, found: list[str]) -> None:
        self.by_machine("ingest", _ingesting(address, found))
        self.texts[address] = found

    @precondition(lambda self: self.texts)
    @rule(data=st.data(), added=st.sampled_from(LINES), at=st.integers(0, 3))
    def edit(self, data: st.DataObject, added: str, at: int) -> None:
        address = data.draw(st.sampled_from(sorted(self.texts)))
        found = self.texts[address]
        self.texts[address] = [*found[:at], added, *found[at:]]
        self.by_machine("edit", _ingesting(address, self.texts[address]))

    @precondition(lambda self: any(map(len, self.texts.values())))
    @rule(data=st.data(), one=st.sampled_from(WORDS), other=st.sampled_from(WORDS))
    def correct_a_word(self, data: st.DataObject, one: str, other: str) -> None:
        address = data.draw(st.sampled_from(sorted(self.texts)))
        changed = [
            line.replace(one, f"{one.rpartition(' ')[0]} {other.split()[0].lower()}")
            for line in self.texts[address]
        ]
        self.texts[address] = changed
        self.by_machine("correct a word", _ingesting(address, changed))

    @rule(program=st.sampled_from(PROGRAMS))
    def read_again(self, program: Any) -> None:
        self.by_machine("read again", _reading(program))

    @precondition(lambda self: self.last != "rebuild")
    @rule()
    def make_anew(self) -> None:
        self.by_machine("rebuild", rebuild)

    @precondition(
        lambda self: (
            self.human_rows()
            and self.last != "upgrade"
            and not self.undone
            and not self.corrections()
            and not self.erasures()
        )
    )
    @rule()
    def upgrade_as_of_the_previous_release(self) -> None:
        """The database as the previous release would have it is upgraded, in the middle of everything.

        The rows may get other numbers, in the same order; whoever decided what, what that took the place of,
        and what holds, stays. That release could not undo a decision on a quotation by its id, and it set no
        article right and erased nobody.
        """
        self.count("upgrade")
        before = (self.portable(), self.live(), _shown(self.session), self.histories())
        self.session.close()
        downgrade(self.engine, PREVIOUS)
        upgrade(self.engine)
        assert (self.portable(), self.live(), _shown(self.session), self.histories()) == before
        self.before = self.human_rows()

    @precondition(lambda self: self.human_rows() and not self.last.startswith("import"))
    @rule()
    def write_out_and_bring_in(self) -> None:
        self.written_out = self.exported()
        written = self.written_out
        self.by_machine("import what was just exported", lambda make: _import(make, written), replay=False)

    @precondition(lambda self: self.written_out and self.last != "import an older file")
    @rule()
    def bring_in_an_older_file(self) -> None:
        """What was decided since holds: a file tells nothing that this database did not know."""
        older = self.written_out
        self.by_machine("import an older file", lambda make: _import(make, older), replay=False)

    @precondition(lambda self: not self.last.startswith("import") and self.contradicted())
    @rule()
    def bring_in_what_others_decided_otherwise(self) -> None:
        """What is decided here holds, and every contradiction is told."""
        contrary = self.contradicted()

        def bring(make_session: Any) -> None:
            told = _import(make_session, contrary)
            assert [each.outcome for each in told] == [transfer.Arrival.CONFLICT] * len(contrary)

        self.by_machine("import contradictions", bring, replay=False)

    @precondition(lambda self: self.human_rows() and not self.taken_down)
    @rule()
    def carry_to_another_database(self) -> None:
        """The same articles, read by the same programs, and the decisions of here: the same quotations.

        Not where an article was taken down: nobody can judge there who speaks in it.
        """
        self.count("carry")
        engine = open_engine(shutil.copyfile(_empty(), self.folder / "other.db"))
        try:
            make_session = sessions(engine, write=True)
            for step in self.machine_steps:
                step(make_session)
            carried = self.written_out = self.exported()
            assert _import(make_session, carried) == []
            with make_session() as other:
                assert _exported(other) == carried
                # What is about somebody who is erased stays where it is, quoted or not.
                all_there = _decided(other) == _decided(self.session)
                assert all_there or self._live(Erasure)
                assert not all_there or _shown(other) == _shown(self.session)
                assert problems(other) == [], problems(other)
        finally:
            engine.dispose()
            for file in self.folder.glob("other.db*"):
                file.unlink()

    # -- what people do with quotations

    @precondition(lambda self: self.quotes())
    @rule(data=st.data())
    def accept(self, data: st.DataObject) -> None:
        self.review(data.draw(st.sampled_from(self.quotes())), accept=True)

    @precondition(lambda self: self.quotes())
    @rule(data=st.data(), speaker=st.sampled_from(SPEAKERS))
    def amend_speaker(self, data: st.DataObject, speaker: str) -> None:
        quote = data.draw(st.sampled_from(self.quotes()))
        self.review(quote, speaker=speaker, new=True)

    @precondition(lambda self: self.quotes())
    @rule(data=st.data(), kind=st.sampled_from([Kind.DIRECT, Kind.INDIRECT]))
    def amend_kind(self, data: st.DataObject, kind: Kind) -> None:
        quote = data.draw(st.sampled_from(self.quotes()))
        if self.review(quote, kind=kind):
            assert self.accepted[quote][2] is kind

    @precondition(lambda self: self.quotes())
    @rule(data=st.data())
    def amend_words(self, data: st.DataObject) -> None:
        quote = data.draw(st.sampled_from(self.quotes()))
        held = self.session.scalars(select(Quote.exact).where(Quote.public_id == quote)).one()
        part = held.strip("“”,").partition(" ")[2]
        if part and self.review(quote, words=[part]):
            assert part in self.accepted[quote][0]

    @precondition(lambda self: self.quotes())
    @rule(data=st.data(), how=st.sampled_from(["reject", "unsure"]))
    def doubt(self, data: st.DataObject, how: str) -> None:
        self.count(how)
        quote = data.draw(st.sampled_from(self.quotes()))
        review_quote(self.session, quote, "tom", reject=how == "reject", unsure=how == "unsure")
        self.session.commit()
        self.accepted.pop(quote, None)

    @precondition(lambda self: self.reviewed())
    @rule(data=st.data())
    def take_back(self, data: st.DataObject) -> None:
        self.count("take a review back")
        quote = data.draw(st.sampled_from(self.reviewed()))
        try:
            retract_review(self.session, quote)
        except Removed:
            # What would hold again is the words of somebody who was erased since.
            self.session.rollback()
            return
        self.session.commit()
        self.accepted.pop(quote, None)

    @precondition(lambda self: self.texts)
    @rule(data=st.data())
    def take_down(self, data: st.DataObject) -> None:
        self.count("take an article down")
        address = data.draw(st.sampled_from(sorted(self.texts)))
        article = self.article(address)
        quotes: dict[str, int] = dict(
            self.session.execute(
                select(Quote.public_id, Quote.id).where(Quote.article_id == article.id)
            ).all()
        )
        gone = set(self.session.scalars(select(Review.id).where(Review.quote_id.in_(quotes.values()))))
        gone |= {row.id for row in self.corrections() if row.article_id == article.id}
        # What was set right is here no more, so that a file from before can bring it in again.
        self.written_out = [line for line in self.written_out if article.public_id not in line]
        self.before = {
            key: row
            for key, row in self.before.items()
            if not (key[0] == Review.__tablename__ and key[1] in gone)
            and not (key[0] == DecisionSpan.__tablename__ and row["decision_id"] in gone)
        }
        remove_article(self.session, article.public_id, "on request")
        self.session.commit()
        self.taken_down = True
        self.texts.pop(address)
        for quote in quotes:
            self.accepted.pop(quote, None)

    @precondition(lambda self: self.texts)
    @rule(data=st.data(), right=st.sampled_from(SET_RIGHT), keeps=st.booleans())
    def set_an_article_right(
        self, data: st.DataObject, right: tuple[MetadataField, str], *, keeps: bool
    ) -> None:
        """And perhaps think again at once: then it has what it had, be that its file's or somebody's."""
        field, value = right
        article = self.article(data.draw(st.sampled_from(sorted(self.texts))))
        before = corrections.value_of(article, field)
        if self.decide(correct_article, article.public_id, {field.value: value}) and not keeps:
            assert self.decide(undo, self.decisions[-1])
            self.count("undo a correction")
            assert corrections.value_of(article, field) == before

    # -- what people do about who is who

    @precondition(lambda self: self.named())
    @rule(data=st.data(), tag=st.sampled_from(["local", "expert"]))
    def tag(self, data: st.DataObject, tag: str) -> None:
        self.count("tag")
        tag_speaker(self.session, data.draw(st.sampled_from(self.named())), "ines", add=[tag])
        self.session.commit()

    def two(self, data: st.DataObject) -> tuple[str, str]:
        """Two speakers, often two of whom somebody decided before."""
        judged = sorted(
            {(a.public_id, b.public_id) for a, b in map(self._ends, self._live(SpeakerJudgement))}
        )
        if judged and data.draw(st.booleans()):
            return data.draw(st.sampled_from(judged))
        one = data.draw(st.sampled_from(self.named()))
        return one, data.draw(st.sampled_from([each for each in self.named() if each != one]))

    @staticmethod
    def _ends(row: SpeakerJudgement) -> tuple[Appearance, Appearance]:
        return row.appearance_a, row.appearance_b

    @precondition(lambda self: len(self.named()) > 1)
    @rule(data=st.data())
    def merge_two(self, data: st.DataObject) -> None:
        one, other = self.two(data)
        apart = self.held_apart()
        if self.decide(merge, one, other):
            assert self.speaker_of(one) == self.speaker_of(other)
            assert self.held_apart() == apart, "a merge overrules nobody"

    @precondition(lambda self: len(self.named()) > 2)
    @rule(data=st.data())
    def merge_several(self, data: st.DataObject) -> None:
        some = data.draw(st.lists(st.sampled_from(self.named()), unique=True, min_size=3, max_size=5))
        apart = self.held_apart()
        if self.decide(merge_all, some):
            assert len({self.speaker_of(each) for each in some}) == 1
            assert self.held_apart() == apart, "a merge overrules nobody"

    @precondition(lambda self: len(self.named()) > 1)
    @rule(data=st.data())
    def hold_two_apart(self, data: st.DataObject) -> None:
        one, other = self.two(data)
        if self.decide(different, one, other):
            assert self.speaker_of(one) != self.speaker_of(other)

    @precondition(lambda self: len(self.named()) > 2)
    @rule(data=st.data())
    def hold_several_apart(self, data: st.DataObject) -> None:
        some = data.draw(st.lists(st.sampled_from(self.named()), unique=True, min_size=3, max_size=4))
        if self.decide(all_different, some):
            assert len({self.speaker_of(each) for each in some}) == len(some)

    @precondition(lambda self: len(self.named()) > 1)
    @rule(data=st.data())
    def cannot_tell_two(self, data: st.DataObject) -> None:
        before = self.parts()
        self.decide(unsure, *self.two(data))
        assert self.parts() == before

    @precondition(lambda self: self.plural())
    @rule(data=st.data())
    def split_one(self, data: st.DataObject) -> None:
        speaker, appearances = data.draw(st.sampled_from(self.plural()))
        out = data.draw(
            st.lists(st.sampled_from(appearances), unique=True, min_size=1, max_size=len(appearances) - 1)
        )
        if self.decide(split, speaker, out):
            rest = [each for each in appearances if each not in out]
            assert len({self.speaker_of(each) for each in out}) == 1
            assert len({self.speaker_of(each) for each in rest}) == 1
            assert self.speaker_of(out[0]) != self.speaker_of(rest[0])

    @precondition(lambda self: self.plural())
    @rule(data=st.data())
    def cut_links_of_one(self, data: st.DataObject) -> None:
        speaker, appearances = data.draw(st.sampled_from(self.plural()))
        found = held(self.session, self.speaker_of(speaker) or 0)
        assert [row.public_id for row in found.members if row.public_id in appearances]
        if not found.bonds:
            return
        ids = [bond.id for bond in found.bonds]
        assert len(set(ids)) == len(ids)
        cut_at = data.draw(st.lists(st.sampled_from(ids), unique=True, min_size=1))
        parts = [{row.public_id for row in part} for part in found.without(set(cut_at))]
        assert len(parts) == len(cut_at) + 1
        if self.decide(cut, speaker, cut_at):
            homes = [{self.speaker_of(each) for each in part} for part in parts]
            assert all(len(home) == 1 for home in homes)
            assert len(set().union(*homes)) == len(parts)

    @precondition(lambda self: self.named())
    @rule(data=st.data(), name=st.sampled_from(["A. Example", "The Chief"]))
    def rename_one(self, data: st.DataObject, name: str) -> None:
        self.decide(rename, data.draw(st.sampled_from(self.named())), name)

    @precondition(lambda self: self.named())
    @rule(data=st.data())
    def give_an_alias(self, data: st.DataObject) -> None:
        self.decide(add_alias, data.draw(st.sampled_from(self.named())), "A. Example")

    @precondition(lambda self: self.named())
    @rule(data=st.data())
    def give_an_alias_and_take_it(self, data: st.DataObject) -> None:
        speaker = data.draw(st.sampled_from(self.aliases() or self.named()))
        self.decide(add_alias, speaker, "A. Example")
        self.decide(remove_alias, speaker, "A. Example")

    @rule(pair=st.permutations(BODIES), act=st.sampled_from(["merge", "different", "split"]))
    def decide_on_two_bodies(self, pair: Sequence[str], act: str) -> None:
        one, other, _rest = pair
        self.decide(getattr(organisation_judgements, act), one, [other] if act == "split" else other)

    @rule(
        body=st.sampled_from(BODIES),
        act=st.sampled_from(["rename", "add_alias", "remove_alias"]),
        name=st.sampled_from(["The Firm", "The House"]),
    )
    def name_a_body(self, body: str, act: str, name: str) -> None:
        self.decide(getattr(organisation_judgements, act), body, name)

    @precondition(lambda self: self.decisions)
    @rule(data=st.data())
    def undo_one(self, data: st.DataObject) -> None:
        self.decide(undo, data.draw(st.sampled_from(self.decisions)))

    @precondition(lambda self: self.undone or self._live(Review) or self._live(SpeakerTag))
    @rule(data=st.data())
    def undo_a_review_or_a_tag(self, data: st.DataObject) -> None:
        """By its id, as any other decision; also what was undone so."""
        live = [row.public_id for kind in (Review, SpeakerTag) for row in self._live(kind)]
        if self.decide(undo, data.draw(st.sampled_from([*live, *self.undone]))):
            self.count("undo a review or a tag")
            self.undone.append(self.decisions.pop())
            changed = select(Quote.public_id).join(Review, Review.quote_id == Quote.id)
            since = Review.retraction == self.undone[-1]
            for quote in self.session.scalars(changed.where(since)):
                self.accepted.pop(quote, None)

    @precondition(lambda self: self.decisions)
    @rule(data=st.data())
    def undo_and_think_again(self, data: st.DataObject) -> None:
        """What was undone at once might as well not have been done."""
        before, parts = self.live(), self.parts()
        if self.decide(undo, data.draw(st.sampled_from(self.decisions))):
            assert self.live() != before
            assert self.decide(undo, self.decisions[-1])
            assert (self.live(), self.parts()) == (before, parts)

    @rule(data=st.data(), name=st.sampled_from(["Ada Example", "Bea Sample"]))
    def erase_somebody(self, data: st.DataObject, name: str) -> None:
        """By name or by id; nobody finds them any more, if perhaps another whom the name could mean."""
        people = self.named(AgentKind.PERSON)
        who = data.draw(st.sampled_from([name, *people]))
        if self.decide(erase_one, who):
            self.erased.append(self.decisions.pop())
            with suppress(ServiceError):
                found = {
                    id_ for match in find_speakers(self.session, who, silent=True) for id_ in match.row_ids
                }
                assert found.isdisjoint(self.session.scalars(erased_speakers()))

    @precondition(lambda self: self.erased)
    @rule(data=st.data(), keeps=st.booleans())
    def show_somebody_again(self, data: st.DataObject, *, keeps: bool) -> None:
        """And think again at once, and perhaps once more."""
        hidden = self.hidden()
        if not self.decide(restore, data.draw(st.sampled_from(self.erased))):
            return
        if not self.decide(undo, self.decisions.pop()):
            return
        self.count("erase again")
        self.erased.append(self.decisions.pop())
        assert self.hidden() == hidden
        if keeps and self.decide(restore, self.erased[-1]):
            self.decisions.pop()

    # -- what must hold

    @invariant()
    def what_people_accepted_is_there_as_they_accepted_it(self) -> None:
        shown = _shown(self.session) if self.accepted else {}
        there = {quote: row for quote, row in self.accepted.items() if quote not in self.hidden()}
        assert {quote: shown[quote][:4] for quote in there} == there

    @invariant()
    def nobody_who_is_erased_is_shown(self) -> None:
        known = tombstones(self.session)
        names = {row[1] for row in _shown(self.session).values() if row[1]} if known else set()
        assert not any(map(known.mean, names))
        for line in self.exported() if known else ():
            assert json.loads(line)["decision"] == "erasure" or not known.names_in(line)

    @invariant()
    def nothing_that_was_decided_is_overwritten(self) -> None:
        now = self.human_rows()
        for key, old in self.before.items():
            assert key in now, f"{key} is gone"
            for column, value in old.items():
                taken_back = column in _TAKES_BACK and value is None
                assert taken_back or now[key][column] == value, f"{key}: {column}"
        self.before = now

    @invariant()
    def who_is_said_to_be_one_is_one_and_who_is_not_is_not(self) -> None:
        for row in self._live(SpeakerJudgement):
            one, other = (self.session.get_one(Appearance, id_).speaker_id for id_ in row.pair)
            assert row.verdict is Identity.UNSURE or (one == other) is (row.verdict is Identity.SAME)
        groups = organisations.merged(self.session)
        for row in self._live(OrganisationJudgement):
            first, second = (self.session.get_one(Organisation, id_).name_key for id_ in row.pair)
            together = second in groups.get(first, ())
            assert row.verdict is Identity.UNSURE or together is (row.verdict is Identity.SAME)

    @invariant()
    def speakers_have_the_name_that_people_gave_last(self) -> None:
        newest: dict[int | None, tuple[Any, str, str]] = {}
        for row in self._live(SpeakerName):
            if row.use is NameUse.PREFERRED:
                speaker = row.appearance.speaker_id
                given = (row.decided_at, row.public_id, row.name)
                newest[speaker] = max(given, newest.get(speaker, given))
        for speaker, given in newest.items():
            assert self.session.get_one(Speaker, speaker).name == given[-1]

    @invariant()
    def articles_have_what_people_set_right_and_else_what_their_files_say(self) -> None:
        right = {
            (row.article_id, row.field): row.value for row in self.corrections() if row.retracted_at is None
        }
        for address in self.texts:
            article = self.article(address)
            said = {MetadataField.PUBLISHED: DAYS[address], MetadataField.URL: address}
            for field in MetadataField:
                wanted = right.get((article.id, field), said.get(field))
                assert corrections.value_of(article, field) == wanted, f"{article.public_id}: {field}"

    @invariant()
    def db_check_is_clean(self) -> None:
        """Among the rest: speakers, links and statements are what they would be if made anew."""
        assert problems(self.session) == []
        assert search.on(self.session.connection()).problems(self.session.connection()) == []
        self.session.rollback()

    # -- helpers

    def count(self, name: str) -> None:
        self.reached[name] += 1
        self.last = name

    def by_machine(self, name: str, step: Callable[[Any], None], *, replay: bool = True) -> None:
        """Do a step that no person takes, and see that no judgement is touched by it."""
        self.count(name)
        before = self.human_rows()
        self.session.rollback()
        step(sessions(self.engine, write=True))
        self.session.expire_all()
        assert self.human_rows() == before
        if replay:
            self.machine_steps.append(step)

    def review(self, quote: str, **decided: Any) -> bool:
        """Let a person accept a quotation, as it is or set right; what it does not have is refused."""
        name = f"review {' '.join(decided)}"
        try:
            review_quote(self.session, quote, "ines", **decided)
        except ServiceError:
            self.session.rollback()
            self.count(f"{name} refused")
            return False
        self.session.commit()
        self.count(name)
        if quote in self.hidden():
            self.accepted.pop(quote, None)
            return False
        self.accepted[quote] = self.frozen(quote)
        return True

    def decide(self, act: Any, *arguments: Any) -> bool:
        """Let a person decide; what contradicts another decision, or is decided already, is refused."""
        where = type(act.__self__) if hasattr(act, "__self__") else act
        name = f"{where.__module__.rpartition('.')[2]}.{act.__name__}"
        before = self.human_rows()
        try:
            made = act(self.session, *arguments, "noor").decision
        except ServiceError:
            self.session.rollback()
            self.count(f"{name} refused")
            assert self.human_rows() == before
            return False
        self.session.commit()
        self.count(name)
        self.decisions.append(made)
        return True

    def human_rows(self) -> Rows:
        found: Rows = {}
        for table in (model.__table__ for model in DECISIONS):
            for row in self.session.execute(select(table)):
                found[table.name, row.id] = dict(row._mapping)
        return found

    def portable(self) -> list[dict[str, Any]]:
        """What is exported, but for what the previous release did not keep."""
        lines = [json.loads(line) for line in self.exported()]
        return [{key: line[key] for key in line.keys() - _unknown(line)} for line in lines]

    def histories(self) -> dict[str, Any]:
        """What is told of each quotation that somebody judged."""
        judged = select(Quote.public_id).join(Review, Review.quote_id == Quote.id).distinct()
        return {quote: quote_detail(self.session, quote).history for quote in self.session.scalars(judged)}

    def contradicted(self) -> list[str]:
        """What holds here, as somebody else might have decided the contrary."""
        lines = map(json.loads, self.exported())
        return [json.dumps(line) for line in map(_contrary, lines) if line is not None]

    def exported(self) -> list[str]:
        return _exported(self.session)

    def frozen(self, quote: str) -> Any:
        return _shown(self.session)[quote][:4]

    def quotes(self) -> list[str]:
        hidden = self.hidden()
        found = self.session.scalars(select(Quote.public_id).order_by(Quote.public_id))
        return [quote for quote in found if quote not in hidden]

    def hidden(self) -> set[str]:
        """The quotes of those who are erased."""
        hidden = CurrentQuote.shown == Shown.ERASED.value
        query = select(Quote.public_id).join(CurrentQuote, CurrentQuote.quote_id == Quote.id)
        return set(self.session.scalars(query.where(hidden)))

    def erasures(self) -> Sequence[Erasure]:
        """Whom people erased, whether it holds or not."""
        return self.session.scalars(select(Erasure)).all()

    def named(self, *kinds: AgentKind) -> list[str]:
        named = select(Speaker.public_id).where(
            Speaker.kind.in_(kinds or NAMED), Speaker.id.not_in(erased_speakers())
        )
        return list(self.session.scalars(named.order_by(Speaker.public_id)))

    def article(self, address: str) -> Article:
        """The article that was read from there, whatever its address was set to."""
        found = article_identity.find(self.session, article_identity.Draft.of(draft("", address), None))
        assert found is not None
        return found

    def corrections(self) -> Sequence[ArticleCorrection]:
        """What people set right about articles, whether it holds or not."""
        return self.session.scalars(select(ArticleCorrection)).all()

    def aliases(self) -> list[str]:
        """The appearances that an alias was given to."""
        given = (row.appearance for row in self._live(SpeakerName) if row.use is NameUse.ALIAS)
        return sorted(each.public_id for each in given)

    def plural(self) -> list[tuple[str, list[str]]]:
        """Speakers with more than one appearance, and these."""
        return [(part[0], part) for part in self.parts() if len(part) > 1]

    def parts(self) -> list[list[str]]:
        found: dict[int | None, list[str]] = {}
        rows = self.session.execute(select(Appearance.speaker_id, Appearance.public_id))
        for speaker, appearance in sorted(rows, key=lambda row: row[1]):
            found.setdefault(speaker, []).append(appearance)
        return sorted(found.values())

    def speaker_of(self, appearance: str) -> int | None:
        return self.session.scalars(
            select(Appearance.speaker_id).where(Appearance.public_id == appearance)
        ).one()

    def reviewed(self) -> list[str]:
        live = (
            select(Quote.public_id)
            .join(Review, Review.quote_id == Quote.id)
            .where(Review.retracted_at.is_(None))
        )
        hidden = self.hidden()
        return [
            quote for quote in self.session.scalars(live.order_by(Quote.public_id)) if quote not in hidden
        ]

    def held_apart(self) -> set[int]:
        rows = self._live(SpeakerJudgement)
        return {row.id for row in rows if row.verdict is Identity.DIFFERENT}

    def live(self) -> set[tuple[Any, ...]]:
        """What holds of who is who and of articles, whoever said it and when."""
        pairs: tuple[Any, ...] = (SpeakerJudgement, OrganisationJudgement)
        held = {(model.__name__, row.pair, row.verdict) for model in pairs for row in self._live(model)}
        names = {("speaker", row.appearance_id, row.use, row.name) for row in self._live(SpeakerName)}
        bodies = {("body", row.organisation_id, row.use, row.name) for row in self._live(OrganisationName)}
        right = {
            ("article", row.article_id, row.field, row.value)
            for row in self.corrections()
            if row.retracted_at is None
        }
        return held | names | bodies | right

    def _live(self, model: Any) -> Sequence[Any]:
        return self.session.scalars(select(model).where(model.retracted_at.is_(None))).all()


def erase_one(session: Session, name: str, judge: str) -> Any:
    """Erase somebody on a request that has no name in it."""
    return erase(session, name, judge, "on request")


@contextmanager
def in_a_file(folder: Path) -> Iterator[str]:
    """An empty SQLite database."""
    yield str(shutil.copyfile(_empty(), folder / "desk.db"))


@cache
def _empty() -> Path:
    """A database without rows, to be copied: making the schema takes longer than a step."""
    path = Path(tempfile.mkdtemp()) / "empty.db"
    engine = open_engine(path)
    ensure_schema(engine)
    engine.dispose()
    atexit.register(shutil.rmtree, path.parent)
    return path


def _unknown(line: Mapping[str, Any]) -> set[str]:
    """What the previous release did not keep of a decision that holds again.

    A review had the time of the first and a microsecond; of others it did not know that they are copies.
    """
    if line["decision"] != "review":
        return {"copy_of"}
    return {"created_at"} if line["copy_of"] else set()


def _ingesting(address: str, found: Sequence[str]) -> Callable[[Any], None]:
    read = draft("\n".join(found), address, day=DAYS[address])

    def step(make_session: Any) -> None:
        with make_session.begin() as session:
            ingest(session, read, program=TOY, readmit=True)

    return step


def _reading(program: Any) -> Callable[[Any], None]:
    def step(make_session: Any) -> None:
        reextract(make_session, program=program, force=True)

    return step


def _exported(session: Session) -> list[str]:
    return [json.dumps(line) for line in transfer.export_decisions(session)]


def _contrary(line: dict[str, Any]) -> dict[str, Any] | None:
    if line["retracted_at"] is not None:
        return None
    later = {**line, "created_at": "2099-01-01T00:00:00+00:00", "judge": "other", "reviewer": "other"}
    verdict = line.get("verdict")
    if line["decision"] == "review" and verdict in (Verdict.ACCEPTED, Verdict.CORRECTED):
        return {**later, "id": "d-aaaaaaaaaa", "verdict": Verdict.REJECTED}
    if verdict in (Identity.SAME, Identity.DIFFERENT):
        other = Identity.SAME if verdict == Identity.DIFFERENT else Identity.DIFFERENT
        return {**later, "id": "d-aaaaaaaaaa", "verdict": other}
    if line.get("use") == NameUse.PREFERRED:
        return {**later, "id": "d-aaaaaaaaaa", "name": "Somebody Else"}
    if line.get("field") == MetadataField.TITLE:
        return {**later, "id": "d-aaaaaaaaaa", "value": "Another title"}
    return None


def _decided(session: Session) -> Counter[tuple[Any, ...]]:
    """Every decision that was ever taken, as far as two databases can agree on it."""
    said = (
        "verdict",
        "use",
        "name",
        "tag",
        "field",
        "value",
        "decided_by",
        "note",
        "decided_at",
        "retracted_at",
    )
    rows = session.scalars(select(Decision))
    return Counter((type(row).__name__, *(getattr(row, name, None) for name in said)) for row in rows)


def _import(make_session: Any, written: Sequence[str]) -> list[Any]:
    outcomes: list[Any] = []
    transfer.import_decisions(make_session, written, on_result=outcomes.append)
    return [outcome for outcome in outcomes if outcome.failed]


def _shown(session: Session) -> Mapping[str, Any]:
    """Every quotation that look-ups show, as a reader sees it."""
    found = find_quotes(session, QuoteFilter(all=True, limit=None)).rows
    return {
        row.id: (
            row.text,
            row.speaker.name if row.speaker else None,
            row.kind,
            row.decision.by,
            row.speaker_id,
            row.article,
        )
        for row in found
    }


RULES = frozenset(
    {
        *("ingest", "edit", "correct a word", "read again", "rebuild", "upgrade"),
        "undo a review or a tag",
        *("import what was just exported", "import an older file", "import contradictions", "carry"),
        *("review accept", "review speaker new", "review kind", "review words", "reject", "unsure"),
        *("take a review back", "take an article down", "tag"),
        *(
            f"speakers.{act}"
            for act in (
                "merge",
                "merge_all",
                "all_different",
                "unsure",
                "split",
                "cut",
                "rename",
                "add_alias",
            )
        ),
        *(f"organisations.{act}" for act in ("merge", "different", "rename")),
        *("undo.undo", "speakers.remove_alias"),
        *("articles.correct_article", "undo a correction"),
        *("desk.erase_one", "erasures.restore", "erase again"),
    }
)
"""What is to be reached for a run to have tried everything."""


@dataclass(frozen=True, slots=True)
class Run:
    """What random sequences came to: how many there were, and how often each rule was reached."""

    sequences: int
    reached: Counter[str]


def run(*, examples: int, steps: int = 20, derandomize: bool = True, database: Database = in_a_file) -> Run:
    """Run random sequences, the same ones each time if ``derandomize``.

    Raises:
        AssertionError: if something does not hold, or another error of the program.
    """
    Desk.reached, Desk.sequences, Desk.database = Counter(), 0, staticmethod(database)
    run_state_machine_as_test(
        Desk,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            derandomize=derandomize,
            database=None,
            report_multiple_bugs=False,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
            print_blob=False,
        ),
    )
    return Run(Desk.sequences, Desk.reached)


def finds(
    fault: Callable[[], AbstractContextManager[Any]], *, examples: int, derandomize: bool = True
) -> Run | None:
    """Plant a fault and run until it shows; what was run till then, or None if it never showed."""
    try:
        with fault():
            run(examples=examples, derandomize=derandomize)
    except Exception:  # noqa: BLE001 - a fault may show as any error
        return Run(Desk.sequences, Desk.reached)
    return None
