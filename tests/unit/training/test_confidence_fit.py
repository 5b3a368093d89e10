"""The fit of the confidence on examples whose chances are known."""

from __future__ import annotations

import random

import pytest

from training.confidence import Example, fit, left_out


def examples() -> list[Example]:
    drawn = random.Random(7)
    chances = {"even": 0.5, "likely": 0.9}
    return [
        Example("one", f"{number % 40}.txt", "direct", {trait: 1.0}, drawn.random() < chance)
        for number in range(2000)
        for trait, chance in chances.items()
    ]


def test_the_fit_tells_how_often_examples_are_right() -> None:
    weights = fit(examples())
    assert weights.chance({"even": 1.0}) == pytest.approx(0.5, abs=0.05)
    assert weights.chance({"likely": 1.0}) == pytest.approx(0.9, abs=0.03)


def test_the_same_examples_give_the_same_weights() -> None:
    assert fit(examples()) == fit(examples())


def test_what_is_seldom_has_no_weight_of_its_own() -> None:
    seldom = Example("one", "a.txt", "direct", {"seldom": 1.0}, right=False)
    assert "seldom" not in fit([*examples(), seldom]).of


def test_an_example_is_judged_by_a_fit_without_its_group() -> None:
    alone = [Example("two", "b.txt", "direct", {"odd": 1.0}, right=False)] * 20
    every = examples() + alone
    told = left_out(every, [one.folder for one in every])
    assert all(chance > 0.3 for chance, one in told if one.folder == "two")
