"""No false comfort: a quotation altered by one edit is never called verbatim, a true one nearly always."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from benchmarks.check_accuracy import verdict_on
from quotesdb.db.engine import ensure_schema, open_engine, sessions
from quotesdb.services.checking.check import Claim, check, check_all
from quotesdb.services.ingest.batch import ingest_paths
from quotesdb.services.ingest.outcome import Outcome
from quotesdb.values import VERBATIM, ClaimVerdict
from tests.altered_claims import DATA, TRUE, Change, claims, pages
from tests.fixture_gold import GOLD

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
SEED = SHARED / "seed" / "article.txt"
NEEDS_DATA = pytest.mark.skipif(not SHARED.is_dir(), reason="the annotated articles are not here")
NEEDS_SEED = pytest.mark.skipif(not SEED.is_file(), reason="the seed article is not here")
AS_THEY_WERE = VERBATIM | {ClaimVerdict.TRUNCATED}
EVERY = 4
"""Of the many claims from annotated data, one in so many is judged here; the benchmark judges all."""


@pytest.fixture(scope="module")
def made():
    return [claim for page in pages() for claim in claims(page)]


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    """The fixtures and, where it is, the seed article, as the shipped extractor reads them."""
    engine = open_engine(tmp_path_factory.mktemp("library") / "quotes.db")
    ensure_schema(engine)
    paths = [str(GOLD.parent / folder) for folder in ("articles", "transcripts")]
    result = ingest_paths(sessions(engine, write=True), [*paths, *([str(SEED)] if SEED.is_file() else [])])
    assert not result.counts.get(Outcome.FAILED)
    with sessions(engine)() as session:
        yield session
    engine.dispose()


def false_comfort(judged):
    return [
        (str(claim.change), claim.speaker, claim.text)
        for claim, verdict in judged
        if claim.change not in TRUE and verdict in VERBATIM
    ]


def test_there_are_enough_altered_claims_of_every_kind(made):
    counts = Counter(claim.change for claim in made)
    assert min(counts[change] for change in Change) >= 3
    assert sum(counts[change] for change in Change if change not in TRUE) >= 200


def test_no_altered_claim_is_verbatim_by_annotations(made):
    assert false_comfort((claim, verdict_on(claim)) for claim in made) == []


def test_no_altered_claim_is_verbatim_in_a_library_that_the_extractor_read(made, library):
    asked = [Claim(claim.text, claim.speaker) for claim in made if claim.change not in TRUE]
    answers = check_all(library, asked)
    altered = [claim for claim in made if claim.change not in TRUE]
    assert false_comfort((c, answer.verdict) for c, answer in zip(altered, answers, strict=True)) == []


def test_true_claims_are_verbatim_or_truncated(made):
    wrong = [c for c in made if c.change in TRUE and verdict_on(c) not in AS_THEY_WERE]
    assert [(str(claim.change), claim.text) for claim in wrong] == []


@NEEDS_DATA
def test_no_claim_altered_from_annotated_articles_is_verbatim():
    names = {page.name for page in pages()}
    made = [claim for page in pages(SHARED) if page.name not in names for claim in claims(page)][::EVERY]
    assert len(made) > 200, f"too few claims from {DATA}"
    assert false_comfort((claim, verdict_on(claim)) for claim in made) == []
    true = [claim for claim in made if claim.change in TRUE]
    assert sum(verdict_on(claim) in AS_THEY_WERE for claim in true) >= 0.98 * len(true)


@NEEDS_SEED
def test_a_lost_negation_is_flagged(library):
    claim = "Beijing is interested in helping companies produce record-breaking earnings"
    found = check(library, Claim(claim, "Qazi"))
    assert found.verdict == "altered"
    assert [(edit.edit_class, edit.claim, edit.source) for edit in found.edits] == [
        ("negation", "is", "isn’t")
    ]


@NEEDS_SEED
@pytest.mark.parametrize("speaker", ["Xi", "Xi Jinping"])
def test_the_agencys_brackets_are_named(library, speaker):
    found = check(library, Claim("boost their confidence", speaker))
    assert found.verdict == "verbatim_elided"
    assert found.matches[0].insertions == ("their",)


@NEEDS_SEED
def test_the_one_who_said_it_is_named(library):
    found = check(library, Claim("cement legal protection", "Tencent"))
    assert found.verdict == "misattributed"
    assert found.matches[0].speaker.name == "Global Times"


@NEEDS_SEED
def test_the_reporters_own_words_are_nobodys(library):
    found = check(library, Claim("Stimulus measures unveiled last year are slowly taking effect"))
    assert found.verdict == "only_in_narration"
