"""Pictures of the page over the fixtures: those of the documentation, or all, at two widths, light and dark.

    python -m tools.screenshots               # docs/images/
    python -m tools.screenshots --all FOLDER  # to look at

Needs Chromium with its driver, and what the tests need.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from quotesdb.cli import main as program
from tests.browser import chromium
from tests.browser.served import served

ROOT = Path(__file__).resolve().parent.parent
SHOWN = {
    "search": ("/?q=water", 1280, False),
    "article": ("{article}", 1280, False),
    "check": ("{check}", 1280, False),
    "review": ("/review?speaker=Okonjo", 1280, True),
    "quotation-narrow": ("{quote}", 360, False),
    "speaker-narrow": ("{speaker}", 360, True),
}
"""The pictures of the documentation: page, width, dark or not."""

CHECK = "/check?q=What+nobody+had+was+a+room+to+put+the+water&speaker=Amara+Okonjo"
EVERY = {
    "search": "/?q=water",
    "empty": "/?q=xylophonist",
    "quotation": "{quote}",
    "article": "{article}",
    "articles": "/a",
    "speaker": "{speaker}",
    "people": "/s",
    "check": "{check}",
    "not-found": "/check?q=the+moon+is+made+of+cheese+and+always+was",
    "audit": "/audit",
    "audited": "audited",
    "statistics": "/statistics?by=publisher",
    "review": "/review?speaker=Okonjo",
    "who": "/who",
    "saved": "/searches",
    "store": "/store",
    "compared": "{speaker}/with?other=Henrik%20Salvesen",
    "login": "/login",
    "error": "/s/Amara%20Okonja",
}
DRAFT = (
    "“What nobody had was a room to put the water,” said Amara Okonjo, a hydrologist at the Institute.\n\n"
    "“What nobody had was a place to put the water,” Okonjo said again on Thursday.\n\n"
    "Henrik Salvesen said “the moon is made of cheese and has always been so.”\n"
)


def main() -> None:
    """Take the pictures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--all", metavar="FOLDER", type=Path)
    folder: Path | None = parser.parse_args().all
    with tempfile.TemporaryDirectory() as scratch:
        database = str(Path(scratch) / "quotes.db")
        inputs = [str(ROOT / "fixtures" / name) for name in ("articles", "transcripts")]
        program(["--db", database, "ingest", *inputs], standalone_mode=False)
        with served(database, reviewer="Wen Halloran") as address:
            names = _names(address)
            _save(address)
            if folder is None:
                _documentation(address, names)
            else:
                folder.mkdir(parents=True, exist_ok=True)
                _all(address, names, folder)


def _names(address: str) -> dict[str, str]:
    [found] = _read(f"{address}/search.json?q=thursday&speaker=Okonjo&kind=direct&limit=1")["rows"]
    return {
        "quote": f"/q/{found['id']}",
        "article": f"/a/{found['article']['id']}",
        "speaker": f"/s/{found['speaker_id']}",
        "check": CHECK,
    }


def _read(address: str) -> Any:
    with urlopen(address) as answer:  # noqa: S310 - an address of this machine
        return json.load(answer)


def _save(address: str) -> None:
    """Save two searches, so that the page of them has something to show."""
    for name in ("Water in the Lower Velda", "What Okonjo says"):
        asked = Request(f"{address}/searches?q=water", urlencode({"name": name}).encode())  # noqa: S310 - as below
        urlopen(asked).close()  # noqa: S310 - as below


def _documentation(address: str, names: dict[str, str]) -> None:
    target = ROOT / "docs" / "images"
    target.mkdir(exist_ok=True)
    for name, (path, width, dark) in SHOWN.items():
        window = chromium.start(width=width, height=760, dark=dark)
        _take(window, address, path.format(**names), target / f"{name}.png")
        window.quit()


def _all(address: str, names: dict[str, str], folder: Path) -> None:
    for width in (1280, 360):
        for dark in (False, True):
            window = chromium.start(width=width, height=900, dark=dark)
            for name, path in EVERY.items():
                ending = "-dark" if dark else ""
                _take(window, address, path.format(**names), folder / f"{name}-{width}{ending}.png")
            window.quit()


def _take(window: Any, address: str, path: str, file: Path) -> None:
    if path == "audited":
        window.get(f"{address}/audit")
        window.find_element("id", "text").send_keys(DRAFT)
        window.find_element("css selector", "button.first").click()
    else:
        window.get(address + path)
    time.sleep(0.6)
    window.save_screenshot(str(file))
    sys.stderr.write(f"{file}\n")


if __name__ == "__main__":
    main()
