from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import figures

SCORED = "type  gold  pred  joint P/R/F  org%\nall  14  15  93.3/100.0/ 96.6  100.0\n"


@pytest.fixture
def shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one annotated set and a scorer that has made up its mind."""
    (tmp_path / "data" / "seed").mkdir(parents=True)
    (tmp_path / "tools").mkdir()
    scorer = tmp_path / "tools" / "score_speakers.py"
    scorer.write_text(f"print({SCORED!r})", encoding="utf-8")
    monkeypatch.setattr(figures, "extracted", lambda _files, out, **_options: out)
    return tmp_path


def test_what_is_there_is_measured_and_the_rest_skipped_with_a_word(
    shared: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert figures.main([str(shared), "seed", "news-dev", "zoo"]) == 0
    assert [line.split(maxsplit=1) for line in capsys.readouterr().out.splitlines()] == [
        ["seed", f"{'joint F1 with the name':<44}  96.6"],
        ["news-dev", f"{'skipped':<44}  no data/news-dev"],
        ["zoo", f"{'skipped':<44}  no data/zoo"],
    ]


def test_a_scorer_that_breaks_off_costs_its_own_set_alone(
    shared: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (shared / "tools" / "score_speakers.py").write_text("raise ValueError('no gold')", encoding="utf-8")
    assert figures.main([str(shared), "seed", "pages"]) == 0
    failed, skipped = capsys.readouterr().out.splitlines()
    assert failed.split() == ["seed", "failed", "ValueError:", "no", "gold"]
    assert skipped.split()[:2] == ["pages", "skipped"]


def test_a_set_that_does_not_exist_is_refused(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert figures.main([str(shared), "sead"]) == 2
    assert capsys.readouterr().err.startswith("no set sead; there are seed, polnear-dev")
