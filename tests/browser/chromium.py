"""A real Chromium of the system, driven by its own driver; nothing is downloaded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from tests.needed import program

AXE = Path(__file__).with_name("axe.min.js").read_text(encoding="utf-8")
Found = TypeVar("Found")
_SECONDS = 30
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def start(*, width: int = 1280, height: int = 900, dark: bool = False, javascript: bool = True) -> Any:
    """A browser window of a size."""
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    browser, driver = program("chromium"), program("chromedriver", "chromium-driver")
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


def until(window: Any, look: Callable[[], Found]) -> Found:
    """What a look at the page gives, once that is something.

    The whole look is taken again where the page was being replaced under it, so it finds its elements
    itself: one that was found before may be gone.
    """
    from selenium.common.exceptions import WebDriverException
    from selenium.webdriver.support.ui import WebDriverWait

    def looked(_window: Any) -> Found | None:
        try:
            return look()
        except WebDriverException as error:
            if not _is_being_replaced(error):
                raise
            return None

    told = "nothing came of what was done on the page"
    found = WebDriverWait(window, _SECONDS, poll_frequency=0.05).until(looked, told)
    assert found is not None
    return found


def _is_being_replaced(error: Exception) -> bool:
    from selenium.common.exceptions import (
        ElementNotInteractableException,
        NoSuchElementException,
        StaleElementReferenceException,
    )

    gone = (StaleElementReferenceException, NoSuchElementException, ElementNotInteractableException)
    return isinstance(error, gone) or "does not belong to the document" in str(error)


def css(window: Any, selector: str) -> Any:
    """The element of a selector, once it is there."""
    from selenium.webdriver.common.by import By

    return until(window, lambda: window.find_element(By.CSS_SELECTOR, selector))


def text(window: Any, selector: str) -> str:
    """The text of an element, once it has one."""
    from selenium.webdriver.common.by import By

    return str(until(window, lambda: window.find_element(By.CSS_SELECTOR, selector).text))


def click(window: Any, selector: str) -> None:
    """Click what is there, or will be."""
    from selenium.webdriver.common.by import By

    def clicked() -> bool:
        window.find_element(By.CSS_SELECTOR, selector).click()
        return True

    until(window, clicked)


def press(window: Any, *keys: str) -> None:
    """Press keys where the focus is."""
    from selenium.webdriver.common.action_chains import ActionChains

    ActionChains(window).send_keys(*keys).perform()


@contextmanager
def next_page(window: Any) -> Iterator[None]:
    """What is done here leads to another page; it ends when that is there."""
    asked = "return [performance.timeOrigin, document.readyState]"
    before, _ = window.execute_script(asked)
    yield

    def arrived() -> bool:
        made, state = window.execute_script(asked)
        return bool(made != before and state == "complete")

    until(window, arrived)


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
