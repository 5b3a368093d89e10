"""A real Chromium of the system, driven by its own driver; nothing is downloaded."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import pytest

AXE = Path(__file__).with_name("axe.min.js").read_text(encoding="utf-8")
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def skip_or_fail() -> tuple[str, str]:
    """The browser and its driver; without them a test is skipped, but never in CI."""
    found = [shutil.which(name) for name in ("chromium", "chromedriver")]
    if not all(found):
        reason = "no Chromium with its driver: apt-get install chromium chromium-driver"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    browser, driver = found
    return str(browser), str(driver)


def start(*, width: int = 1280, height: int = 900, dark: bool = False, javascript: bool = True) -> Any:
    """A browser window of a size."""
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    browser, driver = skip_or_fail()
    options = webdriver.ChromeOptions()
    options.binary_location = browser
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"):
        options.add_argument(argument)
    options.add_argument("--hide-scrollbars")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    if not javascript:
        settings = {"profile.managed_default_content_settings.javascript": 2}
        options.add_experimental_option("prefs", settings)
    window = webdriver.Chrome(options=options, service=Service(driver))
    # A desktop's window never gets as narrow as a telephone.
    metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500}
    window.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
    window.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})
    return window


def violations(window: Any) -> list[str]:
    """What axe-core finds on the page that is open, a line each."""
    window.execute_script(AXE)
    found = window.execute_async_script(
        "const [rules, done] = arguments; axe.run(document, {runOnly: rules}).then(done);", _RULES
    )
    return [
        f"{each['id']}: {each['help']} at {node['html'][:160]}"
        for each in found["violations"]
        for node in each["nodes"]
    ]


def complaints(window: Any) -> list[str]:
    """What the browser has to say of the page since it was asked last: what it refused, faults."""
    return [entry["message"] for entry in window.get_log("browser")]
