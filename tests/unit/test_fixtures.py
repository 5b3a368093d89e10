from __future__ import annotations

import re
from itertools import pairwise

import pytest

from fixtures.make_gold import GOLD, HERE, build, locate, quoted_spans, to_json
from quotesdb.readers import ReadError, read
from tests.fixture_gold import article_paths, canonical_text, languages, load_gold, styles, write_texts

REQUIRED_STYLES = {
    "wire", "curly", "insertions", "dateline", "british-single", "apostrophes", "straight",
    "double-apostrophes", "multi-paragraph", "press-release", "dash-attribution", "boilerplate", "transcript",
    "anonymous", "organisation", "headline-quotes", "subhead", "caption", "nicknames", "titles", "scare",
    "missing-marks", "surnames", "pronouns", "addressee", "relative-pronoun", "markdown", "front-matter",
    "indirect", "court", "finance", "thought", "fact", "non-english", "cp1252", "floating", "split", "nested",
}  # fmt: skip
MARKS = "“”„«»‘’\"'"
GOLD_RECORDS = load_gold()
EACH_ARTICLE = pytest.mark.parametrize("name", GOLD_RECORDS)


def contents(name, record):
    return [canonical_text(name)[start:end] for start, end in record["content"]]


def mentions(record):
    return [record[key] for key in ("source", "cue") if record[key]]


def test_gold_json_is_what_the_yaml_files_say():
    assert GOLD.read_text(encoding="utf-8") == to_json(build())


def test_every_article_is_annotated():
    assert set(article_paths()) == set(GOLD_RECORDS)


def test_every_required_style_has_an_example():
    assert set().union(*styles().values()) >= REQUIRED_STYLES


def test_there_are_all_kinds_of_records():
    kinds = [record["kind"] for records in GOLD_RECORDS.values() for record in records]
    assert len(GOLD_RECORDS) >= 12
    assert all(kinds.count(kind) >= 20 for kind in ("direct", "mixed", "indirect", "none"))


@EACH_ARTICLE
def test_spans_lie_in_the_text_and_have_no_loose_ends(name):
    text = canonical_text(name)
    for record in GOLD_RECORDS[name]:
        assert record["content"]
        for start, end in [*record["content"], *record["quoted"], *mentions(record)]:
            assert 0 <= start < end <= len(text)
            assert text[start:end] == text[start:end].strip()


@EACH_ARTICLE
def test_content_spans_are_in_order_and_apart(name):
    for record in GOLD_RECORDS[name]:
        assert all(first[1] < second[0] for first, second in pairwise(record["content"]))


@EACH_ARTICLE
def test_direct_contents_include_their_marks(name):
    for record in GOLD_RECORDS[name]:
        if record["kind"] == "direct" and not record.get("turn"):
            for content in contents(name, record):
                assert content[0] in MARKS or content[-1] in MARKS
                if "missing-marks" not in styles()[name]:
                    assert content[0] in MARKS and content[-1] in MARKS  # noqa: PT018


@EACH_ARTICLE
def test_quoted_parts_fit_the_kind(name):
    text = canonical_text(name)
    for record in GOLD_RECORDS[name]:
        content, quoted = record["content"], record["quoted"]
        assert all(any(c[0] <= q[0] and q[1] <= c[1] for c in content) for q in quoted)
        if record["kind"] == "indirect":
            assert not quoted
        elif record["kind"] == "mixed":
            assert quoted
            assert quoted != content
            assert all(text[q[0]] in MARKS for q in quoted)
        else:
            assert quoted == content


@EACH_ARTICLE
def test_contents_leave_out_that_and_a_full_stop_after_the_clause(name):
    for record in GOLD_RECORDS[name]:
        for content in contents(name, record):
            assert not content.lower().startswith("that ")
            if record["kind"] == "indirect":
                assert not content.endswith(".")


@EACH_ARTICLE
def test_source_and_cue_stand_outside_the_content(name):
    for record in GOLD_RECORDS[name]:
        for start, end in mentions(record):
            assert all(end <= c[0] or c[1] <= start for c in record["content"])


@EACH_ARTICLE
def test_every_quotation_has_a_speaker_and_nothing_else_has(name):
    for record in GOLD_RECORDS[name]:
        named = record["kind"] != "none"
        assert bool(record["speaker"]) == named
        assert (record["speaker_kind"] in {"person", "organisation", "group", "anonymous"}) == named
        assert named or (record["source"] is None and record["cue"] is None)
        if record["speaker_kind"] == "organisation":
            assert record["organisation"] is None


@EACH_ARTICLE
def test_no_record_stands_twice(name):
    keys = [(record["kind"], *map(tuple, record["content"])) for record in GOLD_RECORDS[name]]
    assert len(keys) == len(set(keys))


@EACH_ARTICLE
def test_every_marked_passage_is_accounted_for(name):
    """No stretch in double marks is forgotten: it overlaps a record, as a quotation or as none."""
    text = canonical_text(name)
    covered = [span for record in GOLD_RECORDS[name] for span in record["content"]]
    for match in re.finditer(r"“[^”\n]+|„[^“\n]+|»[^«\n]+|\"[^\"\n]{3,}\"|''[^'\n]+''", text):
        start, end = match.span()
        in_feet_and_inches = text[start - 1].isdigit()
        assert in_feet_and_inches or any(s < end and start < e for s, e in covered), match.group()


def test_articles_are_long_enough_to_be_news():
    words = {name: len(canonical_text(name).split()) for name in GOLD_RECORDS}
    assert {name: count for name, count in words.items() if not 220 <= count <= 600} == {}


def test_one_speaker_is_printed_in_changing_roles():
    roles = {
        (record["organisation"], record["role"])
        for records in GOLD_RECORDS.values()
        for record in records
        if record["speaker"] == "Amara Okonjo"
    }
    assert len(roles) >= 3


@pytest.mark.parametrize("name", article_paths())
def test_readers_give_the_text_that_the_offsets_point_into(name):
    assert read(article_paths()[name].read_bytes(), name).text == canonical_text(name)


@pytest.mark.parametrize("name", article_paths())
def test_every_article_tells_its_title_publisher_date_and_language(name):
    draft = read(article_paths()[name].read_bytes(), name)
    assert draft.title
    assert draft.title != "FOR IMMEDIATE RELEASE"
    assert draft.publisher
    assert draft.published
    assert draft.language == languages()[name]


def test_one_speaker_is_quoted_by_several_publishers_at_several_dates():
    names = [
        name
        for name, records in GOLD_RECORDS.items()
        if any(record["speaker"] == "Amara Okonjo" for record in records)
    ]
    drafts = [read(article_paths()[name].read_bytes(), name) for name in names]
    assert len({draft.publisher for draft in drafts}) >= 3
    assert len({draft.published.day for draft in drafts if draft.published}) >= 3


def test_the_page_is_read_without_its_clutter():
    text = canonical_text("inland-waters.html")
    for clutter in ("214 partners", "hosepipe", "My nan", "All the coast", "said the script"):
        assert clutter in article_paths()["inland-waters.html"].read_text(encoding="utf-8")
        assert clutter not in text


def test_the_odd_files_are_odd():
    paths = article_paths()
    assert b"\r\n" in paths["cp1252-letter.txt"].read_bytes()
    assert "\r" not in canonical_text("cp1252-letter.txt")
    with pytest.raises(UnicodeDecodeError):
        paths["cp1252-letter.txt"].read_bytes().decode("utf-8")
    assert paths["straight-football.txt"].read_bytes().startswith(b"\xef\xbb\xbf")
    assert languages()["german-orchester.txt"] == "de"


@pytest.mark.parametrize(
    ("name", "reason"),
    [("empty.txt", "empty"), ("binary.bin", "binary"), ("no-article.html", "no article")],
)
def test_bad_inputs_are_refused_with_one_line(name, reason):
    with pytest.raises(ReadError, match=reason) as refused:
        read((HERE / "bad" / name).read_bytes(), name)
    assert "\n" not in str(refused.value)


def test_texts_are_written_for_scorers_with_their_offsets_kept(tmp_path):
    write_texts(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == set(GOLD_RECORDS)
    with (tmp_path / "wire-flood.txt").open(encoding="utf-8", newline="") as file:
        assert file.read() == canonical_text("wire-flood.txt")


def test_a_passage_is_found_with_its_parts():
    found = locate(
        "[[“One ~~ three,”]] {{she}} <<said>>. [[“Four.”]]", "x “One two three,” she said. “Four.”"
    )
    assert found == {"content": [[2, 18], [29, 36]], "source": [[19, 22]], "cue": [[23, 27]]}


@pytest.mark.parametrize("text", ["nothing here", "she said, she said"])
def test_a_missing_or_ambiguous_passage_is_refused(text):
    with pytest.raises(ValueError, match=r"found [02] times"):
        locate("{{she}} <<said>>", text)


def test_a_quoted_part_must_stand_in_its_content():
    with pytest.raises(ValueError, match="found 0 times in its content"):
        quoted_spans(["“no”"], [[0, 3]], "yes “no”")
