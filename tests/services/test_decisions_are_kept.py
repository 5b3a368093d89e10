"""Whatever happens to a database, what people decided stays, and what is derived follows from the rest.

A state machine of random sequences: articles come, are edited, are read again by other extractors, people
review, take back; after every step the judgements stand as they stood before a step of the machine, every
quote that a person accepted is still there, speakers and statements are what they would be if made anew, and
nothing that must hold is broken.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import inspect, select

from quotesdb.db.engine import ensure_schema, open_engine, sessions
from quotesdb.db.models import JUDGEMENTS, Article, Quote, Review, Speaker
from quotesdb.db.queries import effective_quotes
from quotesdb.db.types import Status, Verdict
from quotesdb.services.articles import remove_article
from quotesdb.services.decisions.transfer import export_decisions, import_decisions
from quotesdb.services.errors import BadRequest
from quotesdb.services.find_speaker import NAMED
from quotesdb.services.ingest import ingest
from quotesdb.services.invariants import problems
from quotesdb.services.judgements import different, merge, rename, unsure
from quotesdb.services.rebuild import rebuild
from quotesdb.services.reextract import reextract
from quotesdb.services.review import retract_review, review_quote
from quotesdb.services.tags import tag_speaker
from quotesdb.services.undo import undo
from tests.services.toy import NEWER, TOY, draft, extract

SPEAKERS = ("Ada Example", "Bea Sample", "Cy Test", "analysts", "Example Works")
WORDS = ("We open the works in May", "Nobody asked the harbour board", "The pumps are older than I am")
LINES = tuple(f"“{words},” said {name}." for words in WORDS for name in SPEAKERS)
ADDRESSES = tuple(f"https://example.org/{number}" for number in range(4))

lines = st.lists(st.sampled_from(LINES), min_size=1, max_size=4)


def fewer(text: str, language: str | None = None) -> Sequence[Any]:
    """An extractor that misses the first quotation."""
    return extract(text, language)[1:]


PROGRAMS = (TOY, NEWER, replace(NEWER, version="3", extract=fewer))


class Desk(RuleBasedStateMachine):
    """One database, what people did with it, and what the machine did."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.engine = open_engine(self.folder / "desk.db")
        ensure_schema(self.engine)
        self.session = sessions(self.engine)()
        self.texts: dict[str, list[str]] = {}
        self.accepted: set[str] = set()
        self.decisions: list[str] = []

    def teardown(self) -> None:
        self.session.close()
        self.engine.dispose()
        shutil.rmtree(self.folder)

    def human_rows(self) -> dict[str, set[tuple[Any, ...]]]:
        return {
            model.__tablename__: {tuple(row) for row in self.session.execute(select(*inspect(model).columns))}
            for model in JUDGEMENTS
        }

    def by_machine(self, step: Any) -> None:
        """Do a step that no person takes, and see that no judgement is touched by it."""
        before = self.human_rows()
        step()
        self.session.commit()
        assert self.human_rows() == before

    def quotes(self) -> list[str]:
        return list(self.session.scalars(select(Quote.public_id).order_by(Quote.public_id)))

    @initialize(found=lines)
    def first_article(self, found: list[str]) -> None:
        self.ingest_lines(ADDRESSES[0], found)

    @rule(address=st.sampled_from(ADDRESSES), found=lines)
    def ingest_lines(self, address: str, found: list[str]) -> None:
        text = "\n".join(found)
        day = f"2025-03-0{1 + ADDRESSES.index(address)}"
        self.by_machine(
            lambda: ingest(self.session, draft(text, address, day=day), program=TOY, readmit=True)
        )
        self.texts[address] = found

    @rule(address=st.sampled_from(ADDRESSES), added=st.sampled_from(LINES), at=st.integers(0, 3))
    def edit(self, address: str, added: str, at: int) -> None:
        found = self.texts.get(address, [])
        self.ingest_lines(address, [*found[:at], added, *found[at:]])

    @rule(program=st.sampled_from(PROGRAMS))
    def read_again(self, program: Any) -> None:
        make_session = sessions(self.engine, write=True)
        self.by_machine(lambda: reextract(make_session, program=program, force=True))
        self.session.expire_all()

    @precondition(lambda self: self.quotes())
    @rule(data=st.data(), speaker=st.none() | st.sampled_from(SPEAKERS))
    def accept(self, data: st.DataObject, speaker: str | None) -> None:
        quote = data.draw(st.sampled_from(self.quotes()))
        review_quote(self.session, quote, "ines", accept=speaker is None, speaker=speaker, new=True)
        self.session.commit()
        self.accepted.add(quote)

    @precondition(lambda self: self.quotes())
    @rule(data=st.data())
    def reject(self, data: st.DataObject) -> None:
        quote = data.draw(st.sampled_from(self.quotes()))
        review_quote(self.session, quote, "tom", reject=True)
        self.session.commit()
        self.accepted.discard(quote)

    @precondition(lambda self: self.quotes())
    @rule(data=st.data())
    def cannot_tell(self, data: st.DataObject) -> None:
        quote = data.draw(st.sampled_from(self.quotes()))
        review_quote(self.session, quote, "noor", unsure=True)
        self.session.commit()
        self.accepted.discard(quote)

    @rule(data=st.data(), tag=st.sampled_from(["local", "expert"]))
    def tag(self, data: st.DataObject, tag: str) -> None:
        if speakers := self.named():
            tag_speaker(self.session, data.draw(st.sampled_from(speakers)), "ines", add=[tag])
            self.session.commit()

    def decide(self, act: Any, *arguments: str) -> None:
        """Let a person decide; what contradicts another decision, or is decided already, is refused."""
        try:
            self.decisions.append(act(self.session, *arguments).decision)
            self.session.commit()
        except BadRequest:
            self.session.rollback()

    def named(self) -> list[str]:
        named = select(Speaker.public_id).where(Speaker.kind.in_(NAMED)).order_by(Speaker.public_id)
        return list(self.session.scalars(named))

    @precondition(lambda self: len(self.named()) > 1)
    @rule(data=st.data(), decide=st.sampled_from([merge, different, unsure]))
    def decide_on_two(self, data: st.DataObject, decide: Any) -> None:
        one = data.draw(st.sampled_from(self.named()))
        other = data.draw(st.sampled_from([each for each in self.named() if each != one]))
        self.decide(decide, one, other, "ines")

    @precondition(lambda self: self.named())
    @rule(data=st.data())
    def rename_one(self, data: st.DataObject) -> None:
        self.decide(rename, data.draw(st.sampled_from(self.named())), "A. Example", "tom")

    @precondition(lambda self: self.decisions)
    @rule(data=st.data())
    def undo_one(self, data: st.DataObject) -> None:
        self.decide(undo, data.draw(st.sampled_from(self.decisions)), "noor")

    @rule()
    def bring_in_what_was_written_out(self) -> None:
        lines = [json.dumps(line) for line in export_decisions(self.session)]
        self.session.commit()
        make_session = sessions(self.engine, write=True)
        self.by_machine(lambda: import_decisions(make_session, lines))

    @precondition(lambda self: self.reviewed())
    @rule(data=st.data())
    def take_back(self, data: st.DataObject) -> None:
        quote = data.draw(st.sampled_from(self.reviewed()))
        retract_review(self.session, quote)
        self.session.commit()
        self.accepted.discard(quote)

    def reviewed(self) -> list[str]:
        live = (
            select(Quote.public_id)
            .join(Review, Review.quote_id == Quote.id)
            .where(Review.retracted_at.is_(None))
        )
        return list(self.session.scalars(live.order_by(Quote.public_id)))

    @rule(address=st.sampled_from(ADDRESSES))
    def take_down(self, address: str) -> None:
        article = self.session.scalars(
            select(Article).where(Article.url == address, Article.removed_at.is_(None))
        ).first()
        if article is None:
            return
        here = set(self.session.scalars(select(Quote.public_id).where(Quote.article_id == article.id)))
        remove_article(self.session, article.public_id, "on request")
        self.session.commit()
        self.accepted -= here
        self.texts.pop(address, None)

    @rule()
    def make_anew(self) -> None:
        self.by_machine(lambda: rebuild(self.session))

    @invariant()
    def what_people_accepted_is_there(self) -> None:
        effective = effective_quotes()
        held = set(
            self.session.scalars(
                select(Quote.public_id)
                .join(effective, effective.c.quote_id == Quote.id)
                .where(effective.c.status == Status.HUMAN)
            )
        )
        assert self.accepted <= held

    @invariant()
    def nothing_is_broken(self) -> None:
        assert problems(self.session) == []
        self.session.rollback()

    @invariant()
    def a_quote_has_one_live_review(self) -> None:
        live = self.session.scalars(select(Review.quote_id).where(Review.retracted_at.is_(None))).all()
        assert len(live) == len(set(live))
        assert set(self.session.scalars(select(Review.verdict))) <= set(Verdict)


TestDesk = Desk.TestCase
TestDesk.settings = settings(
    max_examples=15,
    stateful_step_count=12,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
