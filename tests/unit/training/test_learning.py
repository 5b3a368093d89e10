"""A small network learns from gold JSON. Runs where `make train` has installed torch."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.unit.training.test_documents import SAID, SAIL, folder_of, labelled
from training.dataset import UNLINKED, Labelled
from training.documents import read_folders

torch = pytest.importorskip("torch")
pytest.importorskip("safetensors")

from training.model import Shape, Tagger  # noqa: E402 - both need torch
from training.train import Settings, step_loss  # noqa: E402


def network() -> Tagger:
    torch.manual_seed(0)
    return Tagger(Shape(layers=1, hidden=48, heads=2, inner=64)).eval()


@pytest.fixture
def window(tmp_path: Path) -> Labelled:
    (document,) = read_folders([folder_of(tmp_path / "quay", SAID, SAIL)])
    return labelled(document)


def test_the_loss_falls(window: Labelled) -> None:
    model = network()
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-2)
    losses = []
    for _ in range(30):
        loss = step_loss(model, [window], Settings())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(float(loss.detach()))
    assert losses[-1] < losses[0] / 5


def test_where_no_source_was_annotated_no_link_is_learnt(window: Labelled) -> None:
    model = network()
    unknown = [frozenset({UNLINKED}) if mine else mine for mine in window.owners]
    step_loss(model, [replace(window, owners=unknown)], Settings()).backward()
    assert model.to_source.query.weight.grad is None
    step_loss(model, [window], Settings()).backward()
    assert model.to_source.query.weight.grad.abs().sum() > 0
