"""Checking claims against what is stored: filters, versions, reviews, copies, and what was searched."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from quotesdb.db.models import Appearance, Review
from quotesdb.present.verdicts import MEANING, meaning, searched
from quotesdb.services.checking import coverage
from quotesdb.services.checking.check import MOST_MATCHES, Claim, check, check_all
from quotesdb.services.checking.evidence import SURE
from quotesdb.services.errors import BadRequest, UnknownId, UnknownName
from quotesdb.services.ingest.prepare import shipped
from quotesdb.services.ingest.remove import remove_article
from quotesdb.services.judging import speakers as judgements
from quotesdb.services.judging.review import retract_review, review_quote
from quotesdb.services.lookup import QuoteFilter, find_quotes
from quotesdb.values import UNSTORED, Agent, AgentKind, ClaimVerdict, Kind, Quotation, Span, Zone
from tests.services.toy import finding

WORDS = "We will open the plant in May, whatever the river does"
PLANT = f"A plant for Sampleton\n\n“{WORDS},” said Ada Example, director at Example Works.\n\nIt rained."
RIVER = "“The river is high and nobody has asked us,” said Max Sample.\n\n“It will fall by Sunday night.”"
FILLER = " ".join(f"The council met in room {number} and spoke of the weather." for number in range(20))
URL = "https://example.org/plant"
SAMPLE = Agent("Max Sample", AgentKind.PERSON)


@pytest.fixture
def plant(store):
    return store(PLANT, URL, title="A plant", publisher="The Example Post", day="2024-03-01")


@pytest.fixture
def verdict(session):
    def judged(text, speaker=None, **narrowed):
        return str(check(session, Claim(text, speaker, **narrowed)).verdict)

    return judged


@pytest.fixture
def may(session, plant):
    return find_quotes(session, QuoteFilter(text="plant")).rows[0].id


@pytest.mark.parametrize(
    ("text", "speaker", "expected"),
    [
        (WORDS, "Ada Example", "verbatim"),
        (WORDS, "Example", "verbatim"),
        (WORDS, "Example Works", "verbatim"),
        (WORDS, None, "verbatim"),
        (WORDS.upper(), "Example", "verbatim_normalised"),
        ("We will open the plant … whatever the river does", "Example", "verbatim_elided"),
        ("We could open the plant in May, whatever the river does", "Example", "altered"),
        (WORDS, "Max Sample", "misattributed"),
        ("The river is high and nobody has asked us", "Example", "misattributed"),
        ("It will fall by Sunday night", "Example", "attribution_uncertain"),
        (f"{WORDS}. The river is high and nobody has asked us", None, "spliced"),
        ("A plant for Sampleton in the", None, "only_in_narration"),
        ("Nothing of the kind was ever printed anywhere", "Example", "not_found"),
        ("", "Example", "not_found"),
    ],
)
def test_the_verdict_from_what_is_stored(verdict, plant, store, text, speaker, expected):
    store(RIVER, "https://example.net/river", publisher="Sample Times", day="2024-03-02")
    assert verdict(text, speaker) == expected


def test_the_answer_shows_the_passage_its_article_and_who_decided(session, plant, may):
    found = check(session, Claim(WORDS, "Example"))
    [match] = found.matches
    assert found.holds
    assert match.quote == may
    assert (match.speaker.name, match.speaker.organisation) == ("Ada Example", "Example Works")
    assert match.text == WORDS
    assert [span.text(PLANT) for span in match.spans] == [WORDS]
    assert (match.region, match.rung, match.fits, match.agreement) == ("quoted", "verbatim", True, 1.0)
    assert (match.article.id, match.article.title) == (plant.article_id, "A plant")
    assert match.article.publisher == "The Example Post"
    assert match.decision.by == "machine"
    assert match.link.startswith(f"{URL}#:~:text=")


def test_the_kinds_of_edits_are_reported_with_both_places(session, plant):
    text = "We will not open the plant in June, whatever the river does"
    found = check(session, Claim(text, "Example"))
    assert [str(edit.edit_class) for edit in found.edits] == ["negation", "name"]
    for edit in found.edits:
        assert edit.claim_span.text(text) == edit.claim
        assert edit.source_span.text(PLANT) == edit.source


@pytest.mark.parametrize(
    ("narrowed", "expected", "documents"),
    [
        ({}, "verbatim", 2),
        ({"since": "2024-03-01"}, "verbatim", 2),
        ({"since": "2024-03-02"}, "not_found", 1),
        ({"until": "2024-03-01"}, "verbatim", 1),
        ({"until": "2024-02"}, "not_found", 0),
        ({"since": "2024-03", "until": "2024-03"}, "verbatim", 2),
        ({"publisher": "example post"}, "verbatim", 1),
        ({"publisher": "Sample Times"}, "not_found", 1),
    ],
)
def test_dates_and_publisher_narrow_what_is_searched(session, plant, store, narrowed, expected, documents):
    store(RIVER, "https://example.net/river", publisher="Sample Times", day="2024-03-05")
    found = check(session, Claim(WORDS, "Example", **narrowed))
    assert found.verdict == expected
    assert found.coverage.documents == documents


@pytest.mark.parametrize(
    ("narrowed", "error"),
    [
        ({"since": "last week"}, BadRequest),
        ({"until": "2024-13-01"}, BadRequest),
        ({"publisher": "Nobody's Gazette"}, UnknownName),
    ],
)
def test_a_filter_that_means_nothing_is_an_error(session, plant, narrowed, error):
    with pytest.raises(error):
        check(session, Claim(WORDS, "Example", **narrowed))


def test_the_coverage_says_what_not_found_is_worth(session, plant, store):
    store(RIVER, "https://example.net/river", day="2024-03-05")
    store("“Rates stay,” said Ada Example, director at Example Works.", "https://example.com/2")
    cover = check(session, Claim("Nothing of the kind was ever printed", "Example")).coverage
    assert (cover.documents, cover.first, cover.last) == (3, "2024-03-01", "2024-03-05")
    assert (len(cover.speakers), cover.speaker_quotes) == (1, 2)
    unknown = check(session, Claim("Nothing of the kind was ever printed", "Tom Nowhere")).coverage
    assert (unknown.speakers, unknown.speaker_quotes) == ((), 0)
    assert check(session, Claim("Nothing of the kind")).coverage.speaker_quotes is None


def test_quotations_of_more_sources_of_one_name_than_are_looked_at_are_at_least_so_many(
    session, store, monkeypatch
):
    for number in range(3):
        store(f"“We have {number} barges at the quay,” said someone.", f"https://example.net/{number}")
    claim = Claim("Nothing of the kind was ever printed", "someone")
    whole = check(session, claim)
    assert searched(whole.coverage, claim) == "3 articles; 3 quotations of someone"
    monkeypatch.setattr(coverage, "_SPEAKERS", 2)
    cut = check(session, claim)
    assert searched(cut.coverage, claim) == "3 articles; at least 2 quotations of someone"


def test_who_is_not_meant_by_a_title_is_not_counted_as_known(session, store):
    store("“We are short of sand this year,” said Ms Jane Holt.", URL)
    found = check(session, Claim("We are short of sand this year", "Mr Holt"))
    assert (found.coverage.speakers, found.coverage.speaker_quotes) == ((), 0)
    assert searched(found.coverage, found.claim) == "1 article; nobody is known there as Mr Holt"
    known = check(session, Claim("We are short of sand this year", "Ms Holt"))
    assert searched(known.coverage, known.claim) == "1 article; 1 quotation of Ms Holt"


@pytest.mark.parametrize(
    ("text", "speaker", "told"),
    [
        ("whatever the plant does", None, "the nearest is shown"),
        ("We will not open", "Max Sample", "the nearest is shown, and is of somebody else"),
        ("It rained.", None, "they are printed as shown here"),
        ("Zebras juggle marmalade", None, MEANING[ClaimVerdict.NOT_FOUND]),
    ],
)
def test_of_what_was_not_found_it_is_told_what_is_shown(session, plant, text, speaker, told):
    found = check(session, Claim(text, speaker))
    assert found.verdict == "not_found"
    assert told in meaning(found)
    assert meaning(found).endswith("that does not mean that it was not said")


def test_what_a_person_left_out_of_a_quotation_stands_in_marks_all_the_same(session, plant, may):
    review_quote(session, may, "Eva", words=("We will open the plant in May",))
    session.commit()
    found = check(session, Claim("whatever the river does", "Ada Example"))
    assert found.verdict == "only_in_narration"
    assert UNSTORED in found.notes
    assert meaning(found) == "in quotation marks, but in no quotation that is stored"
    short = check(session, Claim("the river does", "Ada Example"))
    assert (short.verdict, UNSTORED in short.notes) == ("not_found", True)
    rain = check(session, Claim("A plant for Sampleton in the rain", "Ada Example"))
    assert UNSTORED not in rain.notes


def test_an_empty_database_answers(session):
    found = check(session, Claim(WORDS, "Example"))
    assert (found.verdict, found.matches, found.coverage.documents) == ("not_found", (), 0)


def test_a_removed_article_is_no_evidence(session, plant, verdict):
    remove_article(session, plant.article_id, "published by mistake")
    session.commit()
    assert verdict(WORDS, "Example") == "not_found"
    assert check(session, Claim(WORDS, "Example")).coverage.documents == 0


def test_only_the_current_version_of_an_article_counts(session, plant, store, verdict):
    store(PLANT.replace("in May", "in June"), URL, publisher="The Example Post", day="2024-03-01")
    assert verdict(WORDS, "Example") == "altered"
    found = check(session, Claim(WORDS.replace("in May", "in June"), "Example"))
    assert found.verdict == "verbatim"
    assert len(found.matches) == len(found.reports) == 1


def test_a_person_who_names_another_speaker_decides(session, may, verdict):
    review_quote(session, may, "Eva Muster", speaker="Tom Nowhere", new=True)
    session.commit()
    assert verdict(WORDS, "Ada Example") == "misattributed"
    assert verdict(WORDS, "Example Works") == "misattributed"
    found = check(session, Claim(WORDS, "Tom Nowhere"))
    assert (found.verdict, found.matches[0].decision.name) == ("verbatim", "Eva Muster")
    retract_review(session, may)
    session.commit()
    assert verdict(WORDS, "Ada Example") == "verbatim"
    assert session.scalar(select(func.count()).select_from(Review)) == 1


def test_a_person_who_names_the_speaker_of_an_unattributed_quotation_decides(session, store, verdict):
    store(RIVER, "https://example.net/river")
    [row] = find_quotes(session, QuoteFilter(text="Sunday")).rows
    assert verdict("It will fall by Sunday night", "Sample") == "attribution_uncertain"
    review_quote(session, row.id, "Eva", speaker="Max Sample", new=True)
    session.commit()
    assert verdict("It will fall by Sunday night", "Sample") == "verbatim"
    assert verdict("It will fall by Sunday night", "Example") == "misattributed"


def test_a_rejected_quotation_is_no_quotation(session, may, verdict):
    review_quote(session, may, "Eva", reject=True)
    session.commit()
    assert verdict(WORDS, "Ada Example") == "only_in_narration"
    retract_review(session, may)
    assert verdict(WORDS, "Ada Example") == "verbatim"


def test_an_accepted_guess_is_one_no_more(session, store, verdict):
    text = "“It will fall by Sunday night,” he said."
    store(text, "https://example.net/river", program=guessing(text))
    [row] = find_quotes(session, QuoteFilter(text="Sunday")).rows
    assert verdict("It will fall by Sunday night", "Example") == "attribution_uncertain"
    review_quote(session, row.id, "Eva", accept=True)
    session.commit()
    assert verdict("It will fall by Sunday night", "Example") == "misattributed"


def test_who_bears_the_surname_of_another_is_not_accused_by_it(session, store, verdict):
    """The surname alone is that of either: what the other said is no proof that this one did not say it."""
    store(
        "Ada Castellan, the mayor, and her cousin Bea Castellan, a baker, met on Monday.\n\n"
        "“The harbour wall will hold for one more winter,” Castellan said.",
        URL,
        program=shipped(),
    )
    said = "The harbour wall will hold for one more winter"
    [row] = find_quotes(session, QuoteFilter(text="harbour")).rows
    assert row.decision.confidence == SURE
    assert {verdict(said, name) for name in ("Ada Castellan", "Bea Castellan")} == {
        "verbatim",
        "attribution_uncertain",
    }


def test_a_guess_of_the_claimed_speaker_is_said_to_be_one(session, store):
    text = "“It will fall by Sunday night,” he said."
    store(text, "https://example.net/river", program=guessing(text))
    found = check(session, Claim("It will fall by Sunday night", "Max Sample"))
    assert found.verdict == "verbatim"
    assert "the stored attribution is itself a guess" in found.notes


def test_who_spoke_is_told_where_several_people_have_the_claimed_name(session, plant, store):
    noted = "2 people here are called Example; these are words of Ada Example"
    assert not any("called Example" in note for note in check(session, Claim(WORDS, "Example")).notes)
    store("“It rains,” said Bo Example.", "https://example.org/rain")
    for words in (WORDS, WORDS.replace("May", "June")):
        found = check(session, Claim(words, "Example"))
        assert noted in found.notes, found.verdict
    for name in ("Ada Example", "Example Works", None):
        assert not any("are called" in note for note in check(session, Claim(WORDS, name)).notes), name


def test_the_id_says_who_spoke_of_two_people_of_one_name(session, plant, store):
    store("“It rains on the plant every day,” said Ada Example.", "https://example.org/rain")
    one, other = session.scalars(select(Appearance).where(Appearance.name == "Ada Example"))
    judgements.different(session, one.public_id, other.public_id, "Wen")
    [row] = find_quotes(session, QuoteFilter(text="rains")).rows
    noted = f"2 people here are called Ada Example; these are words of Ada Example ({row.speaker_id})"
    assert noted in check(session, Claim("It rains on the plant every day", "Ada Example")).notes


def test_an_id_means_one_of_those_who_have_a_name(session, plant, store):
    store("“It rains on the plant every day,” said Ada Example.", "https://example.org/rain")
    one, other = session.scalars(select(Appearance).where(Appearance.name == "Ada Example"))
    judgements.different(session, one.public_id, other.public_id, "Wen")
    told = {}
    for asked in (one, other):
        for words in (WORDS, "It rains on the plant every day"):
            told[asked.public_id, words] = check(session, Claim(words, asked.speaker.public_id))
    verdicts = [str(found.verdict) for found in told.values()]
    assert sorted(verdicts) == ["attribution_uncertain", "attribution_uncertain", "verbatim", "verbatim"]
    assert all(found.claim.speaker == "Ada Example" for found in told.values())
    with pytest.raises(UnknownId):
        check(session, Claim(WORDS, "s-aaaaaaaaaa"))


def test_who_spoke_is_told_where_the_claim_names_a_body(session, plant):
    noted = (
        "said by Ada Example, director, Example Works: what its people say counts as words of Example Works"
    )
    assert noted in check(session, Claim(WORDS, "Example Works")).notes
    for name in ("Ada Example", "Example", None):
        assert check(session, Claim(WORDS, name)).notes == ()


def guessing(text):
    content = (Span(0, text.index("”") + 1),)
    return finding(Quotation(Kind.DIRECT, content, content, speaker=SAMPLE, confidence=0.3, rule="guess"))


def test_reported_words_are_a_paraphrase(session, store, verdict):
    text = "The river would fall by Sunday night, Sample said."
    content = (Span(0, 36),)
    found = finding(Quotation(Kind.INDIRECT, content, source=Span(38, 44), speaker=SAMPLE))
    store(text, "https://example.net/river", program=found)
    assert verdict("The river would fall by Sunday night", "Sample") == "paraphrase"
    assert verdict("“The river will fall by Sunday night”", "Sample") == "paraphrase"
    assert verdict("The river would fall by Sunday night", "Example") == "misattributed"


@pytest.mark.parametrize(("cue", "denied"), [("denied that", True), ("told us that", False)])
def test_reported_words_that_are_denied_are_told_to_be(session, store, cue, denied):
    text = f"Sample {cue} the river would fall by Sunday night."
    content = (Span(len(f"Sample {cue} "), len(text) - 1),)
    cue_span = Span(7, 7 + len(cue))
    found = finding(Quotation(Kind.INDIRECT, content, source=Span(0, 6), cue=cue_span, speaker=SAMPLE))
    store(text, "https://example.net/river", program=found)
    notes = check(session, Claim("the river would fall by Sunday night", "Sample")).notes
    assert any("does not have them said" in note for note in notes) is denied


def test_a_headline_is_narration_and_named_as_what_it_is(session, store):
    store(PLANT, URL, zones=(Zone(Span(0, 21), "headline"),))
    found = check(session, Claim("A plant for Sampleton", "Example"))
    assert (found.verdict, found.matches[0].region) == ("only_in_narration", "headline")


def test_who_else_printed_it_is_listed_the_earliest_first_and_copies_are_folded(session, store):
    wire = f"{PLANT}\n\n{FILLER}"
    store(f"From our desk. {wire}", "https://example.net/copy", publisher="Copy Post", day="2024-03-03")
    store(wire, URL, publisher="The Example Post", day="2024-03-01")
    other = " ".join(f"Lorries queued at gate {number} until the rain stopped." for number in range(20))
    own = f"Our own reporter was there. “{WORDS},” said Ada Example, director at Example Works. {other}"
    store(own, "https://example.com/own", publisher="Own Times", day="2024-03-02")
    found = check(session, Claim(WORDS, "Example"))
    printed = [(report.article.publisher, report.copy_of is not None) for report in found.reports]
    assert printed == [("The Example Post", False), ("Own Times", False), ("Copy Post", True)]
    assert found.reports[2].copy_of == found.reports[0].article.id
    assert found.independent == 2
    assert found.matches[0].article.publisher == "The Example Post"


def test_another_wording_elsewhere_is_no_second_report(session, plant, store):
    store(PLANT.replace("in May", "in June"), "https://example.net/other", day="2024-03-02")
    found = check(session, Claim(WORDS, "Example"))
    assert (found.verdict, found.independent) == ("verbatim", 1)


def test_a_phrase_that_is_everywhere_lists_only_some(session, store):
    for number in range(MOST_MATCHES + 3):
        store(f"{PLANT}\n\nPage {number}.", f"https://example.org/{number}", day=f"2024-03-{number + 1:02}")
    found = check(session, Claim(WORDS, "Example"))
    assert found.verdict == "verbatim"
    assert len(found.matches) <= MOST_MATCHES
    assert found.independent == 1


@pytest.mark.parametrize(
    "text",
    [
        "the plant isn't what we'd open's",
        "well-known plant - in -May",
        "plant AND river OR NOT May NEAR(river, 2)",
        '"plant" "in May',
        "plant* ^May {text}: river:",
        "'; DROP TABLE quote; --",
        "%_\\ plant",
        "plant \x00 May \x1f",
        "plant \ud800 May",
        "open the plant in May " * 4_500,
        "",
    ],
)
def test_no_text_of_a_claim_crashes_or_changes_the_search(session, plant, text):
    assert check(session, Claim(text, "Example")).verdict in ClaimVerdict
    assert check(session, Claim(WORDS, text[:1000])).verdict in {
        "misattributed",
        "attribution_uncertain",
        "verbatim",
    }
    assert check(session, Claim(WORDS, "Example")).verdict == "verbatim"


def test_several_claims_are_answered_as_each_alone(session, plant, store):
    store(RIVER, "https://example.net/river")
    claims = [
        Claim(WORDS, "Example", id="one"),
        Claim("The river is high and nobody has asked us", "Example"),
        Claim("Nothing of the kind was ever printed"),
        Claim(WORDS.upper(), publisher="Example Post"),
        Claim(WORDS, "Example"),
    ]
    together = list(check_all(session, claims))
    assert [found.claim for found in together] == claims
    assert [found.verdict for found in together] == [check(session, claim).verdict for claim in claims]


def test_what_is_left_out_is_no_evidence(session, plant, store):
    store(f"“{WORDS},” said Max Sample.", "https://example.net/draft")
    [found] = check_all(session, [Claim(WORDS, "Sample")], leave_out=lambda text: "Max Sample" in text)
    assert found.verdict == "misattributed"
    [found] = check_all(session, [Claim(WORDS, "Sample")], leave_out=lambda _text: True)
    assert found.verdict == "not_found"


def test_a_contrast_and_a_cut_are_told(session, store):
    text = "“We will open the plant in May unless it rains, but we like rain,” said Ada Example."
    store(text, URL)
    cut = check(session, Claim("We will open the plant in May", "Example"))
    assert cut.verdict == "truncated"
    assert any("unless" in note and "governs" in note for note in cut.notes)
    contrast = check(session, Claim("We will open the plant in May unless it rains", "Example"))
    assert contrast.verdict == "verbatim"
    assert any("but we like rain" in note and "contrasts" in note for note in contrast.notes)


ROOF = "We are buying a roof for eleven stalls"


@pytest.fixture
def brannigans(store):
    """Two of one surname, of whom one is called mayor; and one of whom print says that he is a man."""
    store("“That is not true at all, and never was,” said Mayor Odd Brannigan.", URL)
    store(f"“{ROOF},” said Councillor Aaltje Brannigan.", "https://example.net/roof")
    store("“The rent was paid in full in November,” said Odd Brannigan.", "https://example.net/rent")
    store("“We smelled it first of all the town,” said Mr Gerd Ostrava.", "https://example.net/mill")


@pytest.mark.parametrize(
    ("speaker", "text", "expected"),
    [
        ("Mayor Brannigan", ROOF, "attribution_uncertain"),
        ("Brannigan", ROOF, "verbatim"),
        ("Councillor Brannigan", ROOF, "verbatim"),
        ("Mayor Brannigan", "The rent was paid in full in November", "verbatim"),
        ("Mrs Ostrava", "We smelled it first of all the town", "attribution_uncertain"),
        ("Mr Ostrava", "We smelled it first of all the town", "verbatim"),
        ("Judge Ostrava", "We smelled it first of all the town", "verbatim"),
    ],
)
def test_a_claimed_name_means_whom_a_look_up_means_by_it(
    session, brannigans, verdict, speaker, text, expected
):
    assert verdict(text, speaker) == expected


def test_who_is_stored_under_a_surname_alone_may_be_the_one_whom_a_title_means(session, store, verdict):
    for name in ("Odd Brannigan", "Aaltje Brannigan"):
        store(f"“It is {name} who says so,” said {name}, a baker.", f"https://example.org/{name[:3]}")
    store("“It is quite another matter here,” said Mayor Odd Brannigan.", "https://example.org/3")
    store(f"“{ROOF},” said Brannigan.", "https://example.org/4")
    assert verdict(ROOF, "Mayor Brannigan") == "verbatim"
