from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.functional.conftest import Run, json_lines

pytestmark = pytest.mark.usefixtures("backend")

Golden = Callable[[str, str], None]


def test_who_is_quoted_most_comes_first_and_folded_lines_last(run: Run, golden: Golden) -> None:
    result = run("speakers")
    assert result.exit_code == 0
    golden("cli/speakers.txt", result.stdout)


def test_json_of_the_list(run: Run) -> None:
    rows = json_lines(run("speakers", "--json"))
    assert all(
        set(row)
        == {"id", "name", "kind", "quotes", "articles", "role", "organisation", "first", "last", "next"}
        for row in rows
    )
    folded = [row for row in rows if row["id"] is None]
    assert [row["kind"] for row in folded] == ["group", "anonymous"]


@pytest.mark.parametrize("query", ["okonjo", "ÖKONJO", "amara"])
def test_a_query_is_part_of_a_name(run: Run, query: str) -> None:
    assert [row["name"] for row in json_lines(run("speakers", query, "--json"))] == ["Amara Okonjo"]


def test_a_query_that_fits_nobody_is_no_error(run: Run) -> None:
    result = run("speakers", "xylophone")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "no named speaker fits\n")


def test_list_counts_and_rebuild_say_whom_they_count(run: Run) -> None:
    [counts] = json_lines(run("stats", "--json"))
    told = f"{counts['speakers']} named speakers"
    assert run("speakers").stderr == f"{told}\n"
    assert run("speakers", "--limit", "3").stderr == f"3 of {told}; --limit 0 shows all\n"
    assert " speakers of every kind, " in run("rebuild").stdout


def test_a_person_and_an_organisation_are_merged_only_when_meant(run: Run) -> None:
    pair = ("Amara Okonjo", "Corvane Shipping")
    refused = run("speakers", "merge", *pair)
    assert refused.exit_code == 2
    for words in ("is of kind person", "is of kind organisation", "--yes"):
        assert words in refused.stderr
    assert len(refused.stderr.splitlines()) == 1
    assert run("speakers", "merge", *pair, "--yes").exit_code == 0
    assert run("speakers", "merge", "Rosa Castellan", "Viktor Castellan").exit_code == 0


def test_a_name_that_comes_to_mean_two_is_told(run: Run) -> None:
    given = run("speakers", "alias", "add", "Rosa Castellan", "Viktor Castellan")
    assert given.exit_code == 0
    assert "'Viktor Castellan' also means Viktor Castellan (s-juvcmtdtkq)" in given.stderr


def test_a_name_of_somebody_held_apart_is_not_given(run: Run) -> None:
    run("speakers", "different", "Rosa Castellan", "Viktor Castellan", "--as", "Wen")
    refused = run("speakers", "alias", "add", "Rosa Castellan", "Viktor Castellan")
    assert refused.exit_code == 2
    assert "Wen decided so" in refused.stderr
    assert run("speaker", "Viktor Castellan").exit_code == 0


def test_the_page_of_a_speaker_has_roles_as_printed(run: Run, golden: Golden) -> None:
    result = run("speaker", "amara okonjo")
    assert result.exit_code == 0
    golden("cli/speaker.txt", result.stdout)


def test_json_of_one_speaker(run: Run) -> None:
    [detail] = json_lines(run("speaker", "Okonjo", "--json", "--limit", "2"))
    assert set(detail) == {
        *("id", "name", "kind", "called", "as_of", "first", "role", "tags", "aliases", "roles"),
        *("counts", "articles", "total", "quotes", "decisions", "people", "quoted_with"),
    }
    assert len(detail["quotes"]) == 2 < detail["total"] == sum(detail["counts"].values())
    assert [role["published"]["printed"] for role in detail["roles"]] == ["2023-11-02", "2022-03-14"]
    assert set(detail["roles"][0]) == {
        *("id", "name", "role", "organisation", "published", "publisher", "article_id", "title", "printed"),
    }


def test_an_id_or_its_beginning_is_as_good_as_a_name(run: Run) -> None:
    [by_name] = json_lines(run("speaker", "Okonjo", "--json"))
    assert json_lines(run("speaker", by_name["id"], "--json")) == [by_name]
    assert json_lines(run("speaker", by_name["id"][:8], "--json")) == [by_name]


@pytest.mark.parametrize("name", ["Nobody Inparticular", "s-2222222222"])
def test_an_unknown_speaker_is_answered_with_no(run: Run, name: str) -> None:
    result = run("speaker", name)
    assert (result.exit_code, result.stdout) == (1, "")
    assert len(result.stderr.splitlines()) == 1


def test_a_surname_shows_all_who_bear_it_on_one_page(run: Run) -> None:
    result = run("speaker", "Castellan")
    assert result.exit_code == 0
    assert result.stdout.startswith("Castellan (3 people)\n")
    [detail] = json_lines(run("speaker", "Castellan", "--json"))
    rows = {row["name"]: [row["id"]] for row in json_lines(run("speakers", "castellan", "--json"))}
    assert {one["name"]: one["ids"] for one in detail["called"]} == rows
    assert (detail["id"], detail["total"]) == (None, sum(one["quotes"] for one in detail["called"]))
    assert "'Castellan' is 3 people here; all are shown" in result.stderr


def test_what_is_decided_is_about_one_speaker_and_a_surname_lists_who_is_meant(run: Run) -> None:
    result = run("tag", "Castellan", "local")
    assert result.exit_code == 1
    listed = result.stderr.splitlines()[1:]
    assert [line.split()[1] for line in listed] == ["Viktor", "Rosa", "Apollonia"]
    rows = {row["id"]: row["quotes"] for row in json_lines(run("speakers", "castellan", "--json"))}
    assert all(f"person  {rows[line.split()[0]]} quotation" in line for line in listed)


def test_as_of_a_day_the_role_is_the_one_printed_last_by_then(run: Run, golden: Golden) -> None:
    result = run("speaker", "Okonjo", "--as-of", "2022-12-31")
    assert result.exit_code == 0
    golden("cli/speaker-as-of.txt", result.stdout)
    [detail] = json_lines(run("speaker", "Okonjo", "--as-of", "2022", "--json"))
    assert (detail["as_of"], detail["role"]["role"]) == ("2022-12-31", "senior hydrologist")
    assert {quote["article"]["published"]["printed"] for quote in detail["quotes"]} == {"2022-03-14"}


def test_before_the_first_article_nothing_had_been_printed(run: Run) -> None:
    result = run("speaker", "Okonjo", "--as-of", "2019")
    assert result.exit_code == 0
    assert [line.split(maxsplit=2) for line in result.stdout.splitlines()[1:]] == [
        ["Kind", "person"],
        ["As", "of", "2019-12-31: not printed before 2022-03-14"],
    ]
    [detail] = json_lines(run("speaker", "Okonjo", "--as-of", "2019", "--json"))
    assert (detail["first"], detail["roles"], detail["total"]) == ("2022-03-14", [], 0)


def test_every_article_of_a_speaker_can_be_listed(run: Run, tmp_path: Path) -> None:
    for day in (3, 4, 5):
        says = f"“It is day {day},” said Ada Example, the mayor of Velda.\n"
        (tmp_path / f"{day}.md").write_text(
            f"---\npublished_at: 2025-03-0{day}\n---\n{says}", encoding="utf-8"
        )
    assert run("ingest", str(tmp_path), db=tmp_path / "made.db").exit_code == 0
    short = run("speaker", "Ada Example", db=tmp_path / "made.db")
    assert "2025-03-03 to 2025-03-05  Ada Example  3 articles" in short.stdout
    hint = re.search(r"a line for each article: quotesdb (speaker s-\w+ --articles)", short.stderr)
    assert hint
    every = run(*hint[1].split(), db=tmp_path / "made.db")
    [detail] = json_lines(run("speaker", "Ada Example", "--json", db=tmp_path / "made.db"))
    assert all(role["article_id"] in every.stdout for role in detail["roles"])


def test_sources_of_one_name_share_a_page_that_takes_them_for_nobody(run: Run, tmp_path: Path) -> None:
    for day in (3, 4):
        says = f"“We have {day} boats,” a spokesman said.\n"
        (tmp_path / f"{day}.md").write_text(
            f"---\npublished_at: 2025-03-0{day}\n---\n{says}", encoding="utf-8"
        )
    assert run("ingest", str(tmp_path), db=tmp_path / "made.db").exit_code == 0
    page = run("speaker", "a spokesman", db=tmp_path / "made.db")
    assert page.stdout.startswith("a spokesman (whoever is called so; not taken for one)\n")
    assert "a line for each article: quotesdb speaker 'a spokesman' --articles" in page.stderr
    every = run("speaker", "a spokesman", "--articles", db=tmp_path / "made.db")
    [detail] = json_lines(run("speaker", "a spokesman", "--json", db=tmp_path / "made.db"))
    assert len(detail["roles"]) == 2
    assert all(role["article_id"] in every.stdout for role in detail["roles"])
    alone = run("speaker", detail["id"], db=tmp_path / "made.db")
    assert alone.stdout.startswith(f"a spokesman ({detail['id']})\n")
    assert "Quoted    1 time in 1 article" in alone.stdout
