"""Which reader gets a file, and what a person may set over its result."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import EntryPoint
from types import SimpleNamespace

import pytest

from quotesdb.readers import ReadError, documents, formats, read, registry, with_overrides
from quotesdb.readers.source import Source
from quotesdb.values import Unreadable
from tests import bundle

TEXT = b"The bridge closed on Monday, the board said, and it will stay closed for the whole of the summer.\n"
PAGE = (
    b"<!DOCTYPE html>\n<html><body><article><p>" + TEXT + b"</p><p>" + TEXT + b"</p></article></body></html>"
)


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.txt", TEXT, "plain"),
        ("A.MD", TEXT, "markdown"),
        ("a.log", TEXT, "plain"),
        ("-", TEXT, "plain"),
        ("a.html", PAGE, "html"),
        ("a.txt", PAGE, "html"),
        ("-", b"\xef\xbb\xbf  <!-- saved -->\n<HTML lang=en>" + PAGE[15:], "html"),
        ("-", b"\xff\xfe" + PAGE.decode().encode("utf-16-le"), "html"),
        ("a.txt", b"<p> is a tag in HTML. " + TEXT, "plain"),
    ],
)
def test_name_and_first_bytes_choose_the_reader(name, data, expected):
    assert read(data, name).reader == expected


def test_a_named_format_overrules_the_file_name():
    assert read(TEXT, "a.html", format="plain").reader == "plain"
    assert "<article>" in read(PAGE, "a.html", format="plain").text


def test_an_unknown_format_lists_the_known_ones():
    with pytest.raises(
        ReadError,
        match=r"unknown format 'wordstar': one of .*docx, .*html, .*plain, .*transcript",
    ):
        read(TEXT, "a.txt", format="wordstar")


@pytest.fixture
def registered(monkeypatch):
    """A reader of another package, beside one that is broken."""
    module = SimpleNamespace(
        SUFFIXES=frozenset({".wire"}),
        sniff=lambda head, name: 0.5 * name.endswith(".wire"),
        read=lambda source, options: registry.reader("plain").read(
            Source(source.data.upper(), source.name), options
        ),
    )
    monkeypatch.setitem(sys.modules, "other_wire", module)
    points = [("wire", "other_wire"), ("gone", "no_such_module")]
    found = {name: EntryPoint(name, value, registry.GROUP) for name, value in points}
    monkeypatch.setattr(registry, "_registered", lambda: found)


@pytest.mark.usefixtures("registered")
def test_other_packages_add_readers():
    assert set(formats()) == {*registry.BUILT_IN, "gone", "wire"}
    assert ".wire" in registry.suffixes()
    assert read(TEXT, "a.wire").text == TEXT.decode().upper()
    assert read(TEXT, "a.txt", format="wire").text == TEXT.decode().upper()


@pytest.mark.usefixtures("registered")
def test_a_broken_reader_stops_only_those_who_ask_for_it():
    assert read(TEXT, "a.txt").reader == "plain"
    with pytest.raises(ReadError, match="the reader for gone cannot be loaded"):
        read(TEXT, "a.txt", format="gone")


@pytest.fixture
def outdated(monkeypatch):
    """A reader of another package as they were before they gave streams."""
    module = SimpleNamespace(
        SUFFIXES=frozenset({".old"}),
        match=lambda name, head: name.endswith(".old"),
        read=lambda data, name: None,
    )
    monkeypatch.setitem(sys.modules, "other_old", module)
    points = [("old", "other_old"), ("none", "json")]
    found = {name: EntryPoint(name, value, registry.GROUP) for name, value in points}
    monkeypatch.setattr(registry, "_registered", lambda: found)


@pytest.mark.usefixtures("outdated")
@pytest.mark.parametrize(("name", "format_"), [("a.old", None), ("a.txt", "old"), ("a.txt", "none")])
def test_a_reader_of_the_old_shape_is_told_apart_in_one_line(name, format_):
    with pytest.raises(
        ReadError, match=r"the reader for (old|none) is written for an older quotesdb .*; update"
    ):
        read(TEXT, name, format_)
    assert read(TEXT, "a.txt").reader == "plain"


def test_who_knows_the_content_goes_before_who_knows_the_name(monkeypatch):
    bundle.register(monkeypatch)
    data = f"%% ITEM 1\nThe bridge\n{TEXT.decode()}".encode()
    assert read(data, "a.html").reader == "bundle"
    assert read(TEXT, "a.bundle").reader == "plain"


def test_a_file_of_several_is_no_one_article_and_one_of_none_is_refused(monkeypatch):
    bundle.register(monkeypatch)
    item = "%% ITEM {}\nThe bridge\n" + TEXT.decode()
    data = (item.format(1) + "%% ITEM 2\n" + item.format(3)).encode()
    found = list(documents(data, "a.bundle"))
    assert [(type(one).__name__, one.member) for one in found] == [
        ("ArticleDraft", "1"),
        ("Unreadable", "2"),
        ("ArticleDraft", "3"),
    ]
    with pytest.raises(ReadError, match="a file of several articles"):
        read(data, "a.bundle")
    with pytest.raises(ReadError, match="no article in the file"):
        read(TEXT, "a.txt", format="bundle")


def test_turns_of_a_file_of_several_are_taken_from_each(monkeypatch):
    bundle.register(monkeypatch)
    debate = "%% ITEM 1\nA debate\nROE: We open.\nEXAMPLE: We do not.\nROE: So be it.\n"
    first, second = documents((debate + "%% ITEM 2\nNone\nProse only.\n").encode(), "a.txt", "transcript")
    assert [quotation.speaker.name for quotation in first.quotations] == ["ROE", "EXAMPLE", "ROE"]
    assert isinstance(second, Unreadable)
    assert second.member == "2"


def test_each_reader_of_ours_is_registered_once_and_needs_no_installed_package(monkeypatch):
    monkeypatch.setattr(registry, "_registered", dict)
    assert formats() == tuple(sorted(registry.BUILT_IN))
    assert all(hasattr(registry.reader(name), "SUFFIXES") for name in formats())


def test_what_a_reader_is_loaded_for_are_all_the_endings_that_it_has():
    for name, hint in registry._HINTS.items():
        assert hint.endings == registry.reader(name).SUFFIXES


def test_no_other_package_changes_what_our_names_mean(monkeypatch):
    points = {"plain": EntryPoint("plain", "no_such_module", registry.GROUP)}
    monkeypatch.setattr(registry, "_registered", lambda: points)
    assert read(TEXT, "a.txt", format="plain").reader == "plain"


def test_reading_a_text_loads_nothing_heavy():
    code = (
        "import sys; from quotesdb.readers import read; from quotesdb.readers.files import find_inputs\n"
        f"read({TEXT!r}, 'a.txt')\n"
        "assert not {'trafilatura', 'lxml', 'htmldate', 'numpy', 'yaml'} & set(sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_overrides_win_over_the_file():
    draft = read(b"---\ntitle: Old\nbyline: Ada Example\npublisher: Old News\n---\n" + TEXT, "a.txt")
    changed = with_overrides(
        draft,
        title="New",
        byline=["Bo Sample", "Cy Test"],
        publisher="New News",
        published="1 March 2025",
        url="https://example.org/b",
        archived="https://archive.example/b",
        accessed="2025-03-02",
    )
    assert (changed.title, changed.byline, changed.publisher) == ("New", ("Bo Sample", "Cy Test"), "New News")
    assert changed.published is not None
    assert (changed.published.printed(), changed.url) == ("2025-03-01", "https://example.org/b")
    assert changed.accessed is not None
    assert (changed.accessed.iso(), changed.archived_url) == ("2025-03-02", "https://archive.example/b")
    assert (changed.text, changed.raw_sha256) == (draft.text, draft.raw_sha256)
    assert with_overrides(draft) == draft
    assert with_overrides(draft, byline="By Bo Sample").byline == ("Bo Sample",)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"published": "soon"}, "not a date: 'soon'"),
        ({"accessed": "soon"}, "not a date: 'soon'"),
        ({"url": "example"}, "not a URL: 'example'"),
        ({"archived": "example"}, "not a URL: 'example'"),
    ],
)
def test_an_override_that_cannot_be_meant_is_refused(given, message):
    with pytest.raises(ReadError, match=message):
        with_overrides(read(TEXT, "a.txt"), **given)
