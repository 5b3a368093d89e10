"""The same text gives the same quotations, whatever is read before it and however many threads read it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np
import pytest

from quotesdb.extract import english, extract, pipeline
from quotesdb.extract.model import tagger
from quotesdb.extract.model.tagger import Model
from quotesdb.settings import WrongSetting
from quotesdb.values import Quotation
from tests.fixture_gold import canonical_text, languages

ARTICLES = [name for name, language in languages().items() if language == "en"][:5]


@pytest.fixture(scope="module")
def found() -> dict[str, list[Quotation]]:
    """What is found in each article as the package comes."""
    return {name: extract(canonical_text(name)) for name in ARTICLES}


@pytest.mark.parametrize("threads", [1, 2, 4])
def test_neither_threads_nor_other_texts_change_what_is_found(
    threads: int, found: dict[str, list[Quotation]], monkeypatch: pytest.MonkeyPatch
) -> None:
    with as_file(files("quotesdb.extract") / "model") as folder:
        model = Model(folder, threads)
    monkeypatch.setattr(english, "shipped_model", lambda: model)
    assert {name: extract(canonical_text(name)) for name in reversed(ARTICLES)} == found


@pytest.fixture
def unloaded() -> Iterator[None]:
    """No model is loaded yet, and none stays loaded."""
    tagger.shipped_model.cache_clear()
    yield
    tagger.shipped_model.cache_clear()


@pytest.mark.usefixtures("unloaded")
def test_the_number_of_threads_is_read_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUOTESDB_THREADS", "3")
    assert tagger.shipped_model().session.get_session_options().intra_op_num_threads == 3


@pytest.mark.usefixtures("unloaded")
@pytest.mark.parametrize("wrong", ["none", "0", "-1", "1.5"])
def test_a_number_of_threads_that_is_none_is_refused(wrong: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUOTESDB_THREADS", wrong)
    with pytest.raises(WrongSetting, match=f"QUOTESDB_THREADS must be a number from 1 on, not '{wrong}'"):
        tagger.shipped_model()


@pytest.mark.usefixtures("unloaded")
def test_a_model_of_ones_own_is_used_and_named(
    found: dict[str, list[Quotation]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with as_file(files("quotesdb.extract") / "model") as folder:
        shutil.copytree(folder, tmp_path / "mine")
    with np.load(tmp_path / "mine" / "links.npz") as stored:
        np.savez(tmp_path / "mine" / "links.npz", **{k: stored[k] * 0 for k in stored.files})
    shipped = pipeline.extractor().model_sha256
    tagger.shipped_model.cache_clear()
    monkeypatch.setenv("QUOTESDB_MODEL", str(tmp_path / "mine"))
    assert pipeline.extractor().model_sha256 != shipped
    assert extract(canonical_text(ARTICLES[0])) != found[ARTICLES[0]]


@pytest.mark.usefixtures("unloaded")
def test_a_folder_without_a_model_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUOTESDB_MODEL", str(tmp_path))
    with pytest.raises(WrongSetting, match="QUOTESDB_MODEL names no folder with a model"):
        tagger.shipped_model()
