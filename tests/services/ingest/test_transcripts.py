"""Transcripts bring their quotations: no extractor is asked, and surnames become names that are known."""

from __future__ import annotations

import cProfile
import json
from dataclasses import replace
from hashlib import blake2b

import pytest
from sqlalchemy import func, select

from quotesdb.db.models import ExtractionRun, NamesTogether, Speaker
from quotesdb.readers import read, spoken
from quotesdb.services.identity.clustering import rebuild
from quotesdb.services.ingest import prepare
from quotesdb.services.ingest.batch import Options, ingest_paths
from quotesdb.services.ingest.outcome import Outcome
from quotesdb.services.ingest.reextract import Renewal, reextract
from quotesdb.services.lookup import QuoteFilter, find_quotes
from tests.services.toy import NEWER, TOY, ingest

DEBATE = "EXAMPLE: We open in May.\n\nROE: “In May?” Do you?\n\nEXAMPLE: I said so.\n"


PLACE = "https://example.org/bridge"


def fails(_text, _language):
    raise AssertionError("no extractor is needed for a transcript")


UNWANTED = replace(TOY, extract=fails)


@pytest.fixture
def take(session):
    """Ingest the text of a transcript."""

    def taken(text=DEBATE, program=UNWANTED, how=None):
        outcome = ingest(session, read(text.encode(), "debate.txt", how), program=program)
        session.commit()
        return outcome

    return taken


def speakers(session, **where):
    return sorted(
        {row.speaker.name for row in find_quotes(session, QuoteFilter(**where)).rows if row.speaker}
    )


def extractors(session):
    return [
        (run.extractor, run.extractor_version, run.model_sha256)
        for run in session.scalars(select(ExtractionRun))
    ]


def test_the_turns_are_the_quotations_and_nothing_else_is(session, take):
    outcome = take()
    assert (outcome.outcome, outcome.quotes, outcome.older_extractor) == (Outcome.CREATED, 3, False)
    rows = find_quotes(session, QuoteFilter()).rows
    assert sorted(row.text for row in rows) == ["I said so.", "We open in May.", "“In May?” Do you?"]
    assert {(row.kind.value, row.rule, row.decision.name) for row in rows} == {
        ("direct", "turn", "transcript")
    }
    assert extractors(session) == [("transcript", "2", None)]


def test_again_it_is_unchanged_whatever_extractor_is_at_hand(session, take):
    take()
    outcome = take(program=NEWER)
    assert (outcome.outcome, outcome.older_extractor, outcome.reason) == (Outcome.UNCHANGED, False, None)
    assert len(extractors(session)) == 1


def test_a_folder_of_transcripts_loads_no_model(make_session, tmp_path, monkeypatch):
    (tmp_path / "debate.txt").write_text(DEBATE, encoding="utf-8")
    monkeypatch.setattr(prepare, "shipped", lambda: fails("", None))
    assert ingest_paths(make_session, [str(tmp_path)]).counts == {Outcome.CREATED: 1}
    assert ingest_paths(make_session, [str(tmp_path)]).counts == {Outcome.UNCHANGED: 1}


@pytest.mark.parametrize("force", [False, True])
def test_reextract_leaves_them_alone(session, take, make_session, force):
    take()
    assert reextract(make_session, program=UNWANTED, force=force).counts == {Renewal.CURRENT: 1}
    assert len(find_quotes(session, QuoteFilter()).rows) == 3


def test_a_text_that_was_read_otherwise_is_read_anew(session, make_session, tmp_path):
    file = tmp_path / "debate.txt"
    file.write_text(DEBATE, encoding="utf-8")

    def take(how):
        outcomes = []
        ingest_paths(make_session, [str(file)], Options(format=how), program=TOY, on_result=outcomes.append)
        return outcomes[0].outcome, outcomes[0].quotes

    assert take("plain") == (Outcome.CREATED, 1)
    assert take("transcript") == (Outcome.UPDATED, 3)
    assert take(None) == (Outcome.UNCHANGED, 3)
    assert take("plain") == (Outcome.UPDATED, 1)
    assert [row.text for row in find_quotes(session, QuoteFilter()).rows] == ["“In May?”"]


def test_a_transcript_that_an_older_reader_read_is_read_anew_when_it_comes_again(session, take, monkeypatch):
    with monkeypatch.context() as older:
        older.setattr(spoken, "VERSION", "1")
        older.setattr(
            spoken, "_words", lambda _text, turn: turn.content[:1] if len(turn.content[0]) > 14 else ()
        )
        assert (take().outcome, len(find_quotes(session, QuoteFilter()).rows)) == (Outcome.CREATED, 2)
    assert (take().outcome, len(find_quotes(session, QuoteFilter()).rows)) == (Outcome.UPDATED, 3)
    assert take().outcome is Outcome.UNCHANGED
    assert {version for _name, version, _model in extractors(session)} == {"1", "2"}


MEETING = "".join(
    f"[{name}] 14:05:0{n}\n{words}\n\n"
    for n, (name, words) in enumerate(
        [
            ("Ada Example", "Do you close the bridge?"),
            ("Peter Roe", "We close it in May, as I told you."),
            ("Ada Example", "Did you tell the board?"),
            ("Peter Roe", "I did."),
        ]
    )
)


def test_a_text_of_which_the_labels_are_known_to_be_data_now_is_a_new_version(
    session, make_session, tmp_path
):
    file = tmp_path / "meeting.txt"
    file.write_text(MEETING, encoding="utf-8")

    def take(how):
        outcomes = []
        ingest_paths(make_session, [str(file)], Options(format=how), program=TOY, on_result=outcomes.append)
        return outcomes[0].outcome, outcomes[0].quotes

    assert take("plain") == (Outcome.CREATED, 0)
    assert take(None) == (Outcome.NEW_VERSION, 4)
    assert take(None) == (Outcome.UNCHANGED, 4)
    assert speakers(session) == ["Ada Example", "Peter Roe"]


def test_a_surname_becomes_the_one_known_name(session, store, take):
    store("“It rains,” said Ada Example.", "https://example.org/rain")
    take()
    assert speakers(session) == ["Ada Example", "ROE"]
    assert len(find_quotes(session, QuoteFilter(speaker="Ada Example")).rows) == 3


def test_a_surname_that_two_have_stays_as_printed(session, store, take):
    store("“It rains,” said Ada Example.\n“It pours,” said Eva Example.", "https://example.org/rain")
    take()
    assert speakers(session) == ["Ada Example", "EXAMPLE", "Eva Example", "ROE"]


def test_groups_offices_and_other_surnames_are_nobody_known(session, store, take):
    store("“It rains,” said Ada Counterexample.\n“It pours,” said example.", "https://example.org/rain")
    take()
    assert "EXAMPLE" in speakers(session)


def test_what_the_transcript_leaves_open_is_not_decided_by_the_database(session, store, take):
    store("“It rains,” said Ada Example.", "https://example.org/rain")
    take("Eva Example and Ida Example met Bo Roe in the hall.\n\n" + DEBATE)
    assert speakers(session) == ["Ada Example", "Bo Roe", "EXAMPLE"]


def test_offices_are_not_linked_across_transcripts(session, take):
    for town in ("Oldtown", "Newtown"):
        take(f"---\nurl: https://example.org/{town}\n---\nVICE PRESIDENT: I like {town}.\n\n" + DEBATE)
    names = [speaker.name for speaker in session.scalars(select(Speaker))]
    assert names.count("VICE PRESIDENT") == 2
    rebuild(session)
    assert sorted(speaker.name for speaker in session.scalars(select(Speaker))) == sorted(names)


def hearing(numbers, label, said="It rains"):
    """A transcript in which everybody speaks once, with surnames that are not alike."""
    names = [surname(number) for number in numbers]
    return "\n".join(
        f"{label.format(name)}: {said} on day {i}.\n" for i, name in enumerate([*names, names[0]])
    )


def surname(number):
    """A surname of four syllables, which hardly any other number has three of."""
    syllables = blake2b(str(number).encode(), digest_size=4).digest()
    return "".join("BDFGKLMNPRSTVZHW"[each % 16] + "AEIOU"[each // 16 % 5] for each in syllables)


def calls(work):
    """How many functions are called: a measure that no busy machine changes."""
    profile = cProfile.Profile()
    profile.runcall(work)
    return sum(entry.callcount for entry in profile.getstats())


def test_the_work_grows_as_the_number_of_speakers_does(take):
    def both(numbers):
        take(hearing(numbers, "ADA {}"))
        take(hearing(numbers, "{}", said="It snows"))

    both(range(9))
    small, large = calls(lambda: both(range(100, 150))), calls(lambda: both(range(200, 400)))
    assert large < 5 * small


def test_a_long_list_of_names_alike_does_not_store_every_two_of_them(session, take):
    alike = [f"RO{number:04}".translate(str.maketrans("0123456789", "ABDFGKLMNT")) for number in range(200)]
    take("\n".join(f"ADA {name}: It rains.\n\n{name}: It pours.\n" for name in alike))
    assert 0 < session.scalar(select(func.count()).select_from(NamesTogether)) < 20 * len(alike)


def test_more_surnames_than_one_query_can_ask_for(session, take):
    ada = f"ADA {surname(0)}"
    take(f"{ada}: We open.\n\nBO ROE: Do we?\n\n{ada}: I said so.\n")
    take(hearing(range(1001), "{}"))
    assert find_quotes(session, QuoteFilter(speaker=ada)).total == 4
    assert find_quotes(session, QuoteFilter()).total == 3 + 1002


def test_an_imported_run_names_who_annotated_and_stays_when_the_text_comes_again(session):
    text = "“We looked twice,” said Bo Sample. It will last."
    spans = [{"start": 0, "end": 18}], [{"start": 24, "end": 33}]
    record = {"text": text, "quotes": [{"contents": spans[0], "sources": spans[1], "confidence": 0.5}]}
    drafts = [read(json.dumps(record).encode(), "-"), read(text.encode(), "-", "plain")]
    outcomes = [ingest(session, replace(draft, url=PLACE)).outcome for draft in drafts]
    session.commit()
    assert outcomes == [Outcome.CREATED, Outcome.UNCHANGED]
    assert extractors(session) == [("citron", "1", None)]
    [row] = find_quotes(session, QuoteFilter()).rows
    assert (row.text, row.speaker.name) == ("“We looked twice,”", "Bo Sample")


def test_an_imported_run_is_taken_over_what_an_extractor_found(session):
    text = "“We looked twice,” said Bo Sample. It will last."
    record = {"text": text, "quotes": [{"contents": [{"start": 35, "end": 47}], "sources": []}]}
    drafts = [read(text.encode(), "-", "plain"), read(json.dumps(record).encode(), "-")]
    outcomes = [ingest(session, replace(draft, url=PLACE)).outcome for draft in drafts]
    session.commit()
    assert outcomes == [Outcome.CREATED, Outcome.UPDATED]
    assert [row.text for row in find_quotes(session, QuoteFilter()).rows] == ["It will last"]


@pytest.mark.parametrize(
    ("printed", "label", "meant"),
    [
        ("Susan Sample", "MR. SAMPLE", "MR. SAMPLE"),
        ("Peter Sample", "MRS. SAMPLE", "MRS. SAMPLE"),
        ("Susan Sample", "MS. SAMPLE", "Susan Sample"),
        ("Velda Sample", "MR. SAMPLE", "Velda Sample"),
        ("Susan Sample", "SAMPLE", "Susan Sample"),
    ],
)
def test_a_form_of_address_speaks_against_whom_an_archive_knows(session, take, printed, label, meant):
    take(f"{printed}: We open in May.\n\nROE: In May? Do you?\n\n{printed}: I said so.\n")
    take(f"{label}: The bridge is safe.\n\nPOE: Is it?\n\n{label}: I built it.\n")
    said = find_quotes(session, QuoteFilter()).rows
    assert {row.speaker.name for row in said if row.text == "I built it."} == {meant}


def test_two_of_one_surname_keep_their_ids_when_a_transcript_comes_again(session, take):
    def seen():
        return {(row.speaker.name, row.speaker_id) for row in find_quotes(session, QuoteFilter()).rows}

    said = "MR. SAMPLE: We open in May.\n\nMS. SAMPLE: In May? Do you?\n\nMR. SAMPLE: I said so.\n"
    hearing = f"---\nurl: {PLACE}\n---\n{said}"
    take(hearing)
    before = seen()
    take(hearing + "\nMS. SAMPLE: So you did.\n\nSAMPLE: Oh.\n")
    assert {name for name, _id in before} == {"MR. SAMPLE", "MS. SAMPLE"}
    assert before < seen()
    assert {name for name, _id in seen() - before} == {"SAMPLE"}
