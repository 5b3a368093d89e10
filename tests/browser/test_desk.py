"""What people do on the page, in a real browser."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from tests.browser import chromium
from tests.browser.chromium import click, css, next_page, press, text, until
from tests.browser.served import served

pytestmark = [
    pytest.mark.slow,
    pytest.mark.sqlite_only(reason="a browser does not see what the database is"),
]

WORDS = "What nobody had was a place to put the water"
DOCX = """<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/\
wordprocessingml/2006/main"><w:body>{}</w:body></w:document>"""
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TYPES = f"""<?xml version="1.0" encoding="UTF-8"?><Types xmlns="{_PACKAGE}/content-types">
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml" ContentType="{_WORD}"/></Types>"""
RELATIONS = """<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/\
package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/\
relationships/officeDocument" Target="word/document.xml"/></Relationships>"""


def judged_now(window: Any) -> str:
    """The id of the quotation that is shown for review."""
    return str(css(window, ".verdict .meta a").get_attribute("href").partition("#n-")[2])


def read(address: str) -> Any:
    with urlopen(address) as answer:
        return json.load(answer)


def word_document(*paragraphs: str) -> bytes:
    body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("[Content_Types].xml", TYPES)
        packed.writestr("_rels/.rels", RELATIONS)
        packed.writestr("word/document.xml", DOCX.format(body))
    return out.getvalue()


def test_a_search_leads_to_a_quotation_and_its_citation_is_copied(window, page):
    window.get(page)
    css(window, "#q").send_keys("put the water")
    asked = "return new URLSearchParams(location.search).get('q')"
    until(window, lambda: window.execute_script(asked) == "put the water")
    css(window, "#results mark")
    assert window.switch_to.active_element.get_attribute("id") == "q"
    with next_page(window):
        click(window, ".hit blockquote a")
    assert "/q/q-" in window.current_url
    permissions = {"origin": page, "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]}
    window.execute_cdp_cmd("Browser.grantPermissions", permissions)
    click(window, "[data-copy=cite-apa]")
    until(window, lambda: text(window, "[data-copy=cite-apa]") == "Copied")
    copied = window.execute_async_script("navigator.clipboard.readText().then(arguments[0])")
    assert copied == css(window, "#cite-apa").get_attribute("textContent")
    assert "(2022, March 14)" in copied
    assert chromium.complaints(window) == []


def test_an_altered_claim_is_checked(window, page):
    window.get(f"{page}/check")
    css(window, "#q").send_keys(WORDS.replace("place", "room"))
    with next_page(window):
        css(window, "#speaker").send_keys("Amara Okonjo", Keys.ENTER)
    assert text(window, ".verdict h1") == "Altered"
    differs = [text(window, f".said {mark}").split() for mark in ("del", "ins")]
    assert differs == [["printed:", "place"], ["claimed:", "room"]]
    assert text(window, ".legend").split() == ["as", "printed", "as", "claimed"]
    assert f"Print: “{WORDS}" in text(window, ".advice")
    assert chromium.complaints(window) == []


def test_a_word_document_is_audited(window, page, tmp_path):
    draft = tmp_path / "draft.docx"
    draft.write_bytes(
        word_document(
            "The valley waits.",
            f"“{WORDS},” said Amara Okonjo.",
            f"“{WORDS.replace('place', 'room')},” Okonjo said again.",
        )
    )
    window.get(f"{page}/audit")
    css(window, "#file").send_keys(str(draft))
    with next_page(window):
        click(window, "button.first")
    tones = [each.get_attribute("class") for each in window.find_elements(By.CSS_SELECTOR, ".claimed")]
    assert tones == ["claimed good", "claimed bad"]
    problems = window.find_elements(By.CSS_SELECTOR, ".lines .line")
    assert len(problems) == 1
    assert "Print: “" in problems[0].text
    click(window, ".lines .line a")
    until(window, lambda: window.current_url.endswith("#d1q2"))
    assert chromium.complaints(window) == []


def test_ten_quotations_are_reviewed_with_keys_alone_and_one_is_taken_back(window, desk):
    window.get(f"{desk}/review")
    judged = []
    for number in range(10):
        judged.append(judged_now(window))
        with next_page(window):
            press(window, "r" if number == 4 else "a")
    assert len(set(judged)) == 10
    with next_page(window):
        press(window, "u")
    assert judged_now(window) == judged[-1]
    decided = [read(f"{desk}/q/{id_}.json") for id_ in judged]
    assert [one["decision"]["by"] for one in decided] == ["human"] * 9 + ["machine"]
    assert decided[4]["status"] == "rejected"
    with next_page(window):
        press(window, "j")
    assert judged_now(window) != judged[-1]
    with next_page(window):
        press(window, "k")
    assert judged_now(window) == judged[-1]
    # In a field letters are letters.
    press(window, "s")
    field = window.switch_to.active_element
    press(window, "a?j")
    assert field.get_attribute("value") == "a?j"
    press(window, Keys.ESCAPE, "?")
    assert css(window, "dialog").get_attribute("open")
    click(window, "dialog button")
    click(window, "[data-keys-switch]")
    press(window, "a")
    assert judged_now(window) == judged[-1]
    click(window, "[data-keys-switch]")
    assert chromium.complaints(window) == []


def test_a_key_that_comes_before_the_next_quotation_is_there_decides_nothing(window, desk):
    window.get(f"{desk}/review")
    first = judged_now(window)
    with next_page(window):
        window.execute_script(
            "for (const [key, repeat] of [['a', true], ['a', false], ['r', false], ['j', false]])"
            " document.body.dispatchEvent(new KeyboardEvent('keydown', {key, repeat, bubbles: true}));"
        )
    second = judged_now(window)
    assert second != first
    assert read(f"{desk}/q/{first}.json")["status"] == "human"
    assert read(f"{desk}/q/{second}.json")["decision"]["by"] == "machine"
    window.back()
    until(window, lambda: judged_now(window) == first)
    with next_page(window):
        press(window, "r")
    assert read(f"{desk}/q/{first}.json")["status"] == "rejected"
    assert chromium.complaints(window) == []


def test_a_group_is_merged_and_taken_back(window, desk, filled):
    from quotesdb.db.engine import open_engine, sessions
    from tests.services.toy import draft, ingest

    engine = open_engine(filled)
    for number, said in enumerate(
        ("Tilda Quennell, captain at Ferry Works", "T Quennell, captain at Pier Works")
    ):
        text = f"“The ferry number {number} sails at noon,” said {said}.\n"
        with sessions(engine, write=True).begin() as session:
            ingest(session, draft(text, f"https://example.org/{number}", day="2024-05-06"))
    engine.dispose()
    window.get(f"{desk}/who?name=Quennell")
    before = read(f"{desk}/s.json?q=quennell")["rows"]
    assert len(before) == 2
    with next_page(window):
        click(window, "button[value=same]")
    assert "done=d-" in window.current_url
    assert len(read(f"{desk}/s.json?q=quennell")["rows"]) == 1
    with next_page(window):
        press(window, "u")
    assert read(f"{desk}/s.json?q=quennell")["rows"] == before
    assert chromium.complaints(window) == []


def test_a_reader_is_offered_nothing_that_writes(window, page):
    for path in ("/", "/s", "/review", "/who", f"/q/{read(f'{page}/search.json')['rows'][0]['id']}"):
        window.get(page + path)
        assert window.find_elements(By.CSS_SELECTOR, "form[method=post]") == []
        assert "Review" not in text(window, ".top")
    chromium.complaints(window)


def test_without_javascript_one_searches_reads_and_checks(page):
    window = chromium.start(javascript=False)
    try:
        window.get(page)
        with next_page(window):
            css(window, "#q").send_keys("put the water", Keys.ENTER)
        with next_page(window):
            click(window, ".hit blockquote a")
        assert "water" in text(window, "h1")
        with next_page(window):
            click(window, "main .meta a[href^='/a/']")
        assert css(window, ".article")
        with next_page(window):
            click(window, ".top a[href='/check']")
        with next_page(window):
            css(window, "#q").send_keys(WORDS, Keys.ENTER)
        assert text(window, ".verdict h1").startswith("Verbatim")
    finally:
        window.quit()


def post(address: str, **data: str) -> None:
    urlopen(Request(address, urlencode(data).encode())).close()


def test_many_files_are_stored_in_one_go_and_a_broken_one_is_named(window, desk, tmp_path):
    chosen = []
    for number in range(5):
        file = tmp_path / f"note-{number}.txt"
        file.write_text(
            f"Ferry {number} is late\n\n“Ferry {number} sails at noon,” said Ada Example, a pilot.\n"
        )
        chosen.append(str(file))
    broken = tmp_path / "broken.docx"
    broken.write_bytes(b"PK\x03\x04 no document")
    window.get(f"{desk}/a")
    with next_page(window):
        click(window, "main a[href='/store']")
    css(window, "#files").send_keys("\n".join([*chosen[:2], str(broken), *chosen[2:]]))
    with next_page(window):
        click(window, "main button.first")
    assert text(window, "[role=status]") == "5 articles stored, 1 not stored: broken.docx"
    with next_page(window):
        click(window, ".line a[href^='/a/']")
    assert text(window, "h1").endswith("is late")
    assert chromium.complaints(window) == []


def test_the_findings_of_a_draft_are_taken_along(window, page, tmp_path):
    window.execute_cdp_cmd(
        "Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path)}
    )
    window.get(f"{page}/audit")
    css(window, "#text").send_keys(f"“{WORDS.replace('place', 'room')},” said Amara Okonjo.")
    with next_page(window):
        click(window, "button.first")
    for form in ("csv", "html"):
        click(window, f"button[value={form}]")
        kept = until(window, lambda form=form: next(tmp_path.glob(f"audit.{form}"), None))
        assert "altered" in kept.read_text(encoding="utf-8")


def test_of_two_reviewers_the_second_sees_what_the_first_decided(window, desk, filled):
    window.get(f"{desk}/review")
    id_ = judged_now(window)
    with served(filled, reviewer="Ilse Brandvold") as other:
        post(f"{other}/q/{id_}/judge", decision="reject")
    with next_page(window):
        press(window, "a")
    assert "Ilse Brandvold decided on this quotation (rejected)" in text(window, "main")
    with next_page(window):
        click(window, "main a.button")
    assert "rejected by Ilse Brandvold" in text(window, ".verdict")
    with next_page(window):
        press(window, "a")
    assert read(f"{desk}/q/{id_}.json")["status"] == "human"
    chromium.complaints(window)


def test_the_return_key_sets_the_speaker_that_was_typed(window, desk):
    id_ = read(f"{desk}/review.json?limit=1")["rows"][0]["id"]
    window.get(f"{desk}/q/{id_}")
    click(window, "[name=new]")
    with next_page(window):
        css(window, "[name=speaker]").send_keys("Tilda Quennell", Keys.ENTER)
    assert read(f"{desk}/q/{id_}.json")["speaker"]["name"] == "Tilda Quennell"
    assert chromium.complaints(window) == []
