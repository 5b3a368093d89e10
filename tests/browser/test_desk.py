"""What people do on the page, in a real browser."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any
from urllib.request import urlopen

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from tests.browser import chromium

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


def css(window: Any, selector: str) -> Any:
    return window.find_element(By.CSS_SELECTOR, selector)


def press(window: Any, key: str) -> None:
    """Press a key and wait for the page that it leads to."""
    before = css(window, "html")
    css(window, "body").send_keys(key)
    WebDriverWait(window, 20).until(lambda _: is_gone(before))


def is_gone(element: Any) -> bool:
    from selenium.common.exceptions import StaleElementReferenceException

    try:
        element.is_enabled()
    except StaleElementReferenceException:
        return True
    return False


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
    WebDriverWait(window, 20).until(
        lambda _: window.find_elements(By.CSS_SELECTOR, "#results mark") and "q=put" in window.current_url
    )
    assert window.switch_to.active_element.get_attribute("id") == "q"
    css(window, ".hit blockquote a").click()
    assert "/q/q-" in window.current_url
    permissions = {"origin": page, "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]}
    window.execute_cdp_cmd("Browser.grantPermissions", permissions)
    css(window, "[data-copy=cite-apa]").click()
    WebDriverWait(window, 10).until(lambda _: css(window, "[data-copy=cite-apa]").text == "Copied")
    copied = window.execute_async_script("navigator.clipboard.readText().then(arguments[0])")
    assert copied == css(window, "#cite-apa").get_attribute("textContent")
    assert "(2022, March 14)" in copied
    assert chromium.complaints(window) == []


def test_an_altered_claim_is_checked(window, page):
    window.get(f"{page}/check")
    css(window, "#q").send_keys(WORDS.replace("place", "room"))
    css(window, "#speaker").send_keys("Amara Okonjo", Keys.ENTER)
    WebDriverWait(window, 20).until(lambda _: window.find_elements(By.CSS_SELECTOR, ".verdict"))
    assert css(window, ".verdict h1").text == "Altered"
    assert (css(window, ".said del").text, css(window, ".said ins").text) == ("place", "room")
    assert f"Print: “{WORDS}" in css(window, ".advice").text
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
    css(window, "button.first").click()
    WebDriverWait(window, 60).until(lambda _: window.find_elements(By.CSS_SELECTOR, ".claimed"))
    tones = [each.get_attribute("class") for each in window.find_elements(By.CSS_SELECTOR, ".claimed")]
    assert tones == ["claimed good", "claimed bad"]
    problems = window.find_elements(By.CSS_SELECTOR, ".lines .line")
    assert len(problems) == 1
    assert "Print: “" in problems[0].text
    css(window, ".lines .line a").click()
    assert window.current_url.endswith("#d1q2")
    assert chromium.complaints(window) == []


def test_ten_quotations_are_reviewed_with_keys_alone_and_one_is_taken_back(window, desk):
    window.get(f"{desk}/review")
    judged = []
    for number in range(10):
        judged.append(css(window, ".verdict .meta a").get_attribute("href").partition("#n-")[2])
        press(window, "r" if number == 4 else "a")
    assert len(set(judged)) == 10
    press(window, "u")
    assert css(window, ".verdict .meta a").get_attribute("href").endswith(judged[-1])
    decided = [read(f"{desk}/q/{id_}.json") for id_ in judged]
    assert [one["decision"]["by"] for one in decided] == ["human"] * 9 + ["machine"]
    assert decided[4]["status"] == "rejected"
    shown = css(window, ".verdict").text
    press(window, "j")
    assert css(window, ".verdict").text != shown
    press(window, "k")
    assert css(window, ".verdict").text == shown
    # In a field letters are letters.
    css(window, "body").send_keys("s")
    field = window.switch_to.active_element
    field.send_keys("a?j")
    assert field.get_attribute("value") == "a?j"
    field.send_keys(Keys.ESCAPE)
    css(window, "body").send_keys("?")
    assert css(window, "dialog").get_attribute("open")
    css(window, "dialog button").click()
    css(window, "[data-keys-switch]").click()
    css(window, "body").send_keys("a")
    assert css(window, ".verdict").text == shown
    css(window, "[data-keys-switch]").click()
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
    css(window, "button[value=same]").click()
    WebDriverWait(window, 20).until(lambda _: "done=d-" in window.current_url)
    assert len(read(f"{desk}/s.json?q=quennell")["rows"]) == 1
    press(window, "u")
    assert read(f"{desk}/s.json?q=quennell")["rows"] == before
    assert chromium.complaints(window) == []


def test_a_reader_is_offered_nothing_that_writes(window, page):
    for path in ("/", "/s", "/review", "/who", f"/q/{read(f'{page}/search.json')['rows'][0]['id']}"):
        window.get(page + path)
        assert window.find_elements(By.CSS_SELECTOR, "form[method=post]") == []
        assert "Review" not in css(window, ".top").text
    chromium.complaints(window)


def test_without_javascript_one_searches_reads_and_checks(page):
    window = chromium.start(javascript=False)
    try:
        window.get(page)
        css(window, "#q").send_keys("put the water", Keys.ENTER)
        css(window, ".hit blockquote a").click()
        assert "water" in css(window, "h1").text
        css(window, "main .meta a[href^='/a/']").click()
        assert css(window, ".article")
        css(window, ".top a[href='/check']").click()
        css(window, "#q").send_keys(WORDS, Keys.ENTER)
        assert css(window, ".verdict h1").text.startswith("Verbatim")
    finally:
        window.quit()
