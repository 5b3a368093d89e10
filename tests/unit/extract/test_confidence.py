"""How sure a quotation is, by what else could be meant."""

from __future__ import annotations

import json
import shutil
from importlib.resources import as_file, files
from pathlib import Path

import pytest

from quotesdb.extract import english, extract
from quotesdb.extract.confidence import FILE, shipped_weights
from quotesdb.extract.model.tagger import Model
from quotesdb.values import REPORTED, Kind

ALONE = "Ada Okonjo came to Harrow on Monday.\n\n“The bridge will open in spring,” she said.\n"
AMONG = (
    "Ada Okonjo came to Harrow on Monday with Maria Lindqvist, Grace Harmsworth and Helen Petrova.\n\n"
    "“The bridge will open in spring,” she said.\n"
)
NAMED = "“The bridge will open in spring,” Ada Okonjo said on Monday.\n"
NOBODY = "The gate is shut. “The bridge will open in spring,” runs the line.\n"


def confidence(text: str) -> float:
    return next(q.confidence for q in extract(text, "en") if q.kind is Kind.DIRECT)


def test_others_who_could_be_meant_make_a_pronoun_less_sure() -> None:
    assert confidence(NAMED) > confidence(ALONE) > confidence(AMONG)


@pytest.mark.parametrize("text", [ALONE, AMONG, NAMED, NOBODY])
def test_a_confidence_is_a_chance(text: str) -> None:
    assert 0 < confidence(text) < 1


def test_who_cannot_be_named_is_rather_wrong_than_right() -> None:
    assert confidence(NOBODY) < 0.5 < confidence(AMONG)


@pytest.mark.parametrize(
    ("text", "chance", "shown"),
    [
        ("Ada Okonjo mocked the plan as “a gift” to the town.", 0.34, False),
        ("Ada Okonjo mocked the plan as “a gift” to the town.", 0.36, True),
        (NAMED, 0.1, True),
    ],
)
def test_what_is_hardly_anybody_s_is_of_no_class_unless_marks_show_it(
    text: str, chance: float, shown: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(english, "confidence", lambda *_: chance)
    assert [q.cue_class in REPORTED for q in extract(text, "en")] == [shown]


@pytest.mark.parametrize("own", [True, False])
def test_a_model_of_ones_own_may_have_weights_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, own: bool
) -> None:
    if own:
        (tmp_path / FILE).write_text(json.dumps({"base": 0.5, "weights": {"no cue": -1.0}}), encoding="utf8")
    monkeypatch.setenv("QUOTESDB_MODEL", str(tmp_path))
    weights = shipped_weights.__wrapped__()
    assert (weights.of == {"no cue": -1.0}) is own


def test_models_that_differ_in_their_weights_alone_are_different_models(tmp_path: Path) -> None:
    with as_file(files("quotesdb.extract") / "model") as shipped:
        shutil.copytree(shipped, tmp_path, dirs_exist_ok=True)
    known = Model(tmp_path).sha256
    (tmp_path / FILE).write_text(json.dumps({"base": 0.5, "weights": {}}), encoding="utf8")
    changed = Model(tmp_path).sha256
    (tmp_path / FILE).unlink()
    assert len({known, changed, Model(tmp_path).sha256}) == 3
