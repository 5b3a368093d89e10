from __future__ import annotations

from pathlib import Path

import click
import pytest

from tools import cli_reference


@pytest.fixture
def program() -> click.Group:
    @click.group()
    @click.option("--db", help="Which database.")
    def shop(db: str) -> None:
        """Keep a shop."""

    @shop.command()
    @click.argument("name")
    @click.option("--limit", type=int, default=20, show_default=True, help="How many.")
    def find(name: str, limit: int) -> None:
        """Find a thing."""

    @shop.group()
    def stock() -> None:
        """Look after the stock."""

    @stock.command("count")
    def count() -> None:
        """Count it."""

    return shop


def test_the_reference_has_every_command_with_its_help(program: click.Group) -> None:
    page = cli_reference.reference(program, "shop")
    headings = [line for line in page.splitlines() if line.startswith("## ")]
    assert headings == ["## `shop`", "## `shop find`", "## `shop stock`", "## `shop stock count`"]
    assert "Usage: shop find [OPTIONS] NAME" in page
    assert "How many.  [default: 20]" in page


def test_the_reference_is_the_same_in_a_narrow_terminal(
    program: click.Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    wide = cli_reference.reference(program, "shop")
    monkeypatch.setenv("COLUMNS", "40")
    assert cli_reference.reference(program, "shop") == wide


def test_commands_and_options_without_help_are_named(program: click.Group) -> None:
    @program.command()
    @click.option("--quiet", is_flag=True)
    def bare(quiet: bool) -> None:
        pass

    assert list(cli_reference.undocumented(program, "shop")) == [
        "shop bare: the command has no help",
        "shop bare: --quiet has no help",
    ]


def test_only_calls_in_fenced_blocks_are_read() -> None:
    page = "shop here\n```sh\n$ shop find tea\nother find\n    shop stock count\n```\nshop there\n"
    assert list(cli_reference.shown(page, "shop")) == [(3, "shop find tea"), (5, "shop stock count")]


@pytest.mark.parametrize(
    "call",
    [
        "shop --db a.db find tea --limit 3 | head",
        "shop find 'green tea'  # a remark",
        "shop stock count > count.txt",
        "shop --help",
    ],
)
def test_calls_that_the_program_knows(program: click.Group, call: str) -> None:
    assert cli_reference.wrong(program, "shop", call) is None


@pytest.mark.parametrize(
    ("call", "reason"),
    [
        ("shop sell tea", "shop: No such command 'sell'"),
        ("shop stock burn", "shop stock: No such command 'burn'"),
        ("shop find tea --colour", "shop find: No such option"),
        ("shop --where x find tea", "shop: No such option"),
    ],
)
def test_calls_that_the_program_does_not_know(program: click.Group, call: str, reason: str) -> None:
    found = cli_reference.wrong(program, "shop", call)
    assert found is not None
    assert found.startswith(reason)


def test_a_stale_page_and_a_wrong_example_are_reported(program: click.Group, tmp_path: Path) -> None:
    page, guide = tmp_path / "cli.md", tmp_path / "guide.md"
    page.write_text(cli_reference.reference(program, "shop"), encoding="utf-8")
    guide.write_text("# Guide\n```sh\nshop find tea\n```\n", encoding="utf-8")
    assert list(cli_reference.problems(program, "shop", page, [guide])) == []

    page.write_text("old", encoding="utf-8")
    guide.write_text("# Guide\n```sh\nshop sell tea\n```\n", encoding="utf-8")
    assert list(cli_reference.problems(program, "shop", page, [guide])) == [
        "cli.md is stale: run make docs",
        "guide.md:3: shop: No such command 'sell'.",
    ]
