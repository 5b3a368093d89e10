"""Articles that come through the page: many files in one form; and findings that are kept as files."""

from __future__ import annotations

import csv
import io
import re
from html import unescape
from typing import Any

TEXT = "The ferry number {0} is late\n\n“The ferry number {0} sails at noon,” said Ada Example, a pilot.\n"


def files(*names: str) -> list[tuple[str, tuple[str, bytes]]]:
    return [("files", (name, TEXT.format(number).encode())) for number, name in enumerate(names)]


def stored(page: Any) -> int:
    return int(page.get("/a.json").json()["total"])


def test_forty_files_are_stored_in_one_go_and_a_broken_one_costs_no_other(desk):
    chosen = files(*(f"note-{number}.txt" for number in range(40)))
    chosen[17] = ("files", ("broken.docx", b"PK\x03\x04 not a document at all"))
    before = stored(desk)
    answer = desk.post("/store", files=chosen, data={"publisher": "Harbour Echo", "published": "2024-05-06"})
    assert answer.status_code == 200
    assert "<b>39 articles stored</b>" in answer.text
    assert "1 not stored</span>: broken.docx" in answer.text
    assert answer.text.count('<a href="/a/a-') == 39
    assert stored(desk) == before + 39
    [row] = desk.get("/a.json?q=number+3+is+late").json()["rows"]
    assert row["publisher"] == "Harbour Echo"
    assert row["published"]["printed"] == "2024-05-06"
    again = desk.post("/store", files=chosen[:3])
    assert "<b>0 articles stored</b>, 3 stored already" in again.text
    assert again.text.count('<span class="meta">stored already</span>') == 3
    assert stored(desk) == before + 39


def test_what_is_doubtful_is_said_without_the_options_of_the_command_line(desk):
    answer = desk.post("/store", files=files("note.txt"))
    assert "without a printed date" in answer.text
    assert "--" not in answer.text.partition("<main")[2]


def test_a_date_that_is_none_is_said_before_anything_is_stored(desk):
    before = stored(desk)
    answer = desk.post("/store", files=files("note.txt"), data={"published": "soon"})
    assert answer.status_code == 400
    assert "soon" in answer.text
    assert desk.post("/store", files=[("files", ("", b""))]).status_code == 422
    assert stored(desk) == before


def test_only_who_may_write_stores(page, desk):
    assert page.get("/store").status_code == page.post("/store", files=files("note.txt")).status_code == 401
    assert 'href="/store"' in desk.get("/a").text
    assert 'href="/store"' not in page.get("/a").text
    foreign = {"Sec-Fetch-Site": "cross-site"}
    assert desk.post("/store", files=files("note.txt"), headers=foreign).status_code == 403


def fields(text: str) -> dict[str, str]:
    """What the form beneath an audited draft sends."""
    form = text[text.index('action="/audit/findings"') :]
    found = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form))
    [found["text"]] = re.findall(r'<textarea name="text" hidden>\n(.*?)</textarea>', form, re.DOTALL)
    return {name: unescape(value) for name, value in found.items()}


def test_the_findings_of_an_audit_are_kept_as_a_file_of_each_form(page):
    draft = "The <valley> waits.\n\n“What nobody had was a room to put the water,” said Amara Okonjo.\n"
    shown = page.post("/audit", files={"file": ("draft.md", draft.encode())})
    sent = fields(shown.text)
    assert sent["name"] == "draft.md"
    sent["text"] = sent["text"].replace("\n", "\r\n")  # as browsers send it
    kept = {
        form: page.post("/audit/findings", data=sent | {"form": form})
        for form in ("html", "md", "csv", "json")
    }
    for form, answer in kept.items():
        assert answer.status_code == 200
        assert answer.headers["content-disposition"] == f'attachment; filename="audit.{form}"'
    [row] = kept["json"].json()
    [at_once] = page.post("/audit.json", files={"file": ("draft.md", draft.encode())}).json()
    assert row == at_once
    [cells] = csv.DictReader(io.StringIO(kept["csv"].text))
    assert cells["verdict"] == row["verdict"] == "altered"
    assert "altered" in kept["md"].text
    assert "<valley>" not in kept["html"].text
    assert page.post("/audit/findings", data=sent | {"form": "exe"}).status_code == 422
