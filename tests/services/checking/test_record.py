"""The record of checks: what is kept, what is listed, what a second check says."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from quotesdb.check.normalise import METHOD_VERSION
from quotesdb.db.models import ClaimCheck, ClaimMatch
from quotesdb.services.checking.check import Claim, check
from quotesdb.services.checking.record import CheckFilter, check_and_record, list_checks, recheck, record
from quotesdb.services.errors import BadRequest, UnknownId
from quotesdb.services.ingest.remove import remove_article
from quotesdb.services.judging.erasures import erase
from quotesdb.services.store.erased import MASK
from quotesdb.values import ClaimVerdict

if TYPE_CHECKING:
    from sqlalchemy.orm import Session, sessionmaker

    from tests.services.conftest import Store

URL = "https://example.org/river"
SAID = "“The river is high and it will not fall before Sunday,” said Ada Example."
CLAIM = Claim("The river is high and it will not fall before Sunday", "Ada Example")
WRONG = Claim("The river is high and it will fall before Monday", "Ada Example")


def kept(session: Session, claim: Claim) -> str:
    public_id = record(session, check(session, claim))
    session.commit()
    return public_id


def test_a_check_is_kept_with_question_answer_method_and_coverage(session: Session, store: Store) -> None:
    store(SAID, URL, day="2025-03-01", title="The river", publisher="The Gazette")
    asked = replace(CLAIM, since="2025", until="2025-03", publisher="the gazette", id="lead")
    public_id = record(session, check(session, asked), draft="draft.txt")
    [row] = list_checks(session, CheckFilter()).rows
    assert (row.id, row.claim, row.speaker) == (public_id, CLAIM.text, "Ada Example")
    assert (row.since, row.until, row.publisher) == ("2025", "2025-03", "the gazette")
    assert (row.label, row.draft, row.previous) == ("lead", "draft.txt", None)
    assert (row.verdict, row.rung, row.tier) == (ClaimVerdict.VERBATIM, ClaimVerdict.VERBATIM, "exact")
    assert row.method == METHOD_VERSION
    assert (row.documents, f"{row.first}", f"{row.last}", row.speaker_quotes) == (
        1,
        "2025-03-01",
        "2025-03-01",
        1,
    )
    [found] = row.matches
    assert (found.title, found.speaker, found.text) == ("The river", "Ada Example", CLAIM.text)


def test_the_passage_kept_can_be_cut_out_of_the_article(session: Session, store: Store) -> None:
    store(SAID, URL)
    kept(session, CLAIM)
    match = session.scalars(select(ClaimMatch)).one()
    assert SAID[match.start_char : match.end_char] == match.text


def test_not_found_is_kept_too(session: Session, store: Store) -> None:
    store(SAID, URL)
    kept(session, Claim("Zebras juggle marmalade in the planetarium"))
    [row] = list_checks(session, CheckFilter()).rows
    assert (row.verdict, row.rung, row.tier, row.documents) == (ClaimVerdict.NOT_FOUND, None, None, 1)


def test_checks_are_listed_newest_first_and_by_verdict_speaker_and_id(session: Session, store: Store) -> None:
    store(SAID, URL)
    first, second = kept(session, CLAIM), kept(session, WRONG)
    third = kept(session, replace(CLAIM, speaker="Bea 100% Sample"))

    def listed(**where: object) -> list[str]:
        return [row.id for row in list_checks(session, CheckFilter(**where)).rows]  # type: ignore[arg-type]

    assert listed() == [third, second, first]
    assert listed(verdicts=(ClaimVerdict.ALTERED,)) == [second]
    assert listed(verdicts=(ClaimVerdict.ALTERED, ClaimVerdict.MISATTRIBUTED)) == [third, second]
    assert listed(speaker="ada ex") == [second, first]
    assert listed(speaker="%") == [third]
    assert listed(ids=(second[:6], first)) == [second, first]
    page = list_checks(session, CheckFilter(limit=1))
    assert (page.total, len(page.rows)) == (3, 1)
    rest = list_checks(session, CheckFilter(limit=2, after=page.next))
    assert [row.id for row in rest.rows] == [second, first]
    assert (rest.total, rest.next) == (3, None)


@pytest.mark.parametrize(
    ("asked", "error"),
    [("c-zzzzzzzzzz", UnknownId), ("c-", BadRequest), ("q-2222222222", BadRequest)],
)
def test_an_id_that_means_no_check_is_refused(
    session: Session, store: Store, asked: str, error: type[Exception]
) -> None:
    store(SAID, URL)
    kept(session, CLAIM)
    kept(session, WRONG)
    with pytest.raises(error):
        list_checks(session, CheckFilter(ids=(asked,)))


def test_the_same_claim_at_the_same_moment_is_two_checks(session: Session, store: Store) -> None:
    store(SAID, URL)
    answer = check(session, CLAIM)
    assert len({record(session, answer) for _ in range(20)}) == 20


def test_checking_again_without_news_changes_nothing_but_is_kept(
    session: Session, store: Store, make_session: sessionmaker[Session]
) -> None:
    store(SAID, URL)
    first = kept(session, CLAIM)
    [again] = recheck(session, make_session, CheckFilter())
    assert again.changed == ()
    assert (again.before.id, again.after.previous) == (first, first)
    session.rollback()
    assert session.scalar(select(func.count()).select_from(ClaimCheck)) == 2
    assert [row.id for row in list_checks(session, CheckFilter()).rows] == [again.after.id]
    assert [row.id for row in list_checks(session, CheckFilter(ids=(first,))).rows] == [first]


def test_a_new_article_changes_the_answer_and_the_old_one_stays(
    session: Session, store: Store, make_session: sessionmaker[Session]
) -> None:
    store(SAID, URL)
    claim = Claim("We close the bridge at noon tomorrow", "Bea Sample")
    kept(session, claim)
    store("“We close the bridge at noon tomorrow,” said Bea Sample.", "https://example.org/bridge")
    [again] = recheck(session, make_session, CheckFilter())
    assert again.before.verdict is ClaimVerdict.NOT_FOUND
    assert again.after.verdict is ClaimVerdict.VERBATIM
    assert "not_found before, verbatim now" in again.changed
    assert "articles searched: 1 before, 2 now" in again.changed


def test_a_corrected_article_changes_the_answer(
    session: Session, store: Store, make_session: sessionmaker[Session]
) -> None:
    store(SAID, URL)
    kept(session, CLAIM)
    store(SAID.replace("Sunday", "Tuesday"), URL)
    [again] = recheck(session, make_session, CheckFilter())
    assert (again.before.verdict, again.after.verdict) == (ClaimVerdict.VERBATIM, ClaimVerdict.ALTERED)
    assert again.changed == ("verbatim before, altered now", "the matched words have changed")


def test_a_removed_article_leaves_none_of_its_words_in_the_record(
    session: Session, store: Store, make_session: sessionmaker[Session]
) -> None:
    outcome = store(SAID, URL)
    store("“The bridge is closed until further notice,” said Bea Sample.", "https://example.org/bridge")
    kept(session, WRONG)
    assert session.scalars(select(ClaimMatch.text)).all() != []
    remove_article(session, outcome.article_id, "taken down")
    session.commit()
    [row] = list_checks(session, CheckFilter()).rows
    assert (row.claim, row.verdict, row.matches) == (WRONG.text, ClaimVerdict.ALTERED, ())
    [again] = recheck(session, make_session, CheckFilter())
    assert again.after.verdict is ClaimVerdict.NOT_FOUND
    left = [*session.scalars(select(ClaimMatch.text)), *session.scalars(select(ClaimMatch.speaker))]
    assert not any("river is high" in (words or "") for words in left)


def test_a_publisher_that_is_gone_keeps_no_other_check_from_being_done(
    session: Session, store: Store, make_session: sessionmaker[Session]
) -> None:
    outcome = store(SAID, URL, publisher="The Gazette")
    store("“We close the bridge at noon tomorrow,” said Bea Sample.", "https://example.org/bridge")
    kept(session, Claim("We close the bridge at noon tomorrow", "Bea Sample"))
    kept(session, replace(CLAIM, publisher="The Gazette"))
    remove_article(session, outcome.article_id, "taken down")
    session.commit()
    gone, other = recheck(session, make_session, CheckFilter())
    assert gone.after is gone.before
    assert "The Gazette" in gone.changed[0]
    assert other.after.verdict is ClaimVerdict.VERBATIM


def test_what_was_told_is_kept_though_the_rest_never_comes(
    session: Session, store: Store, make_session: sessionmaker[Session]
) -> None:
    store(SAID, URL)
    answers = check_and_record(session, make_session, [CLAIM, WRONG])
    _, public_id = next(answers)
    answers.close()  # type: ignore[attr-defined]
    session.rollback()
    assert [row.id for row in list_checks(session, CheckFilter()).rows] == [public_id]


@pytest.mark.parametrize("asked", ["Example", "Dr Example", "example", "Ada Example"])
def test_a_surname_that_only_somebody_erased_bears_is_masked(
    session: Session, store: Store, asked: str
) -> None:
    store(SAID, URL)
    kept(session, Claim("The town would lose nine boats by the end of May", asked))
    kept(session, Claim("Example said the town would lose nine boats"))
    erase(session, "Ada Example", "Wen", "file 12")
    told, about = list_checks(session, CheckFilter()).rows
    assert about.speaker is not None
    assert {*about.speaker, *about.claim} == {MASK, " "}
    assert "boats" not in about.claim
    assert told.claim == f"{MASK * 7} said the town would lose nine boats"


def test_whoever_is_erased_after_a_look_up_in_one_transaction_is_masked(
    session: Session, store: Store
) -> None:
    store(f"{SAID}\n\n“It never was,” said Bo Sample.", URL)
    kept(session, Claim("It never was", "Sample"))
    erase(session, "Ada Example", "Wen", "file 12")
    assert list_checks(session, CheckFilter()).rows[0].speaker == "Sample"
    erase(session, "Bo Sample", "Wen", "file 13")
    told = list_checks(session, CheckFilter()).rows[0].speaker
    assert told is not None
    assert set(told) == {MASK}


def test_a_surname_that_others_bear_too_is_told(session: Session, store: Store) -> None:
    store(f"{SAID}\n\n“It never was,” said Bo Example.", URL)
    kept(session, Claim("The town would lose nine boats by the end of May", "Example"))
    erase(session, "Ada Example", "Wen", "file 12")
    assert list_checks(session, CheckFilter()).rows[0].speaker == "Example"
