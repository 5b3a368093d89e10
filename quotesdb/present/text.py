"""Text as people may be shown it: nothing that a terminal obeys, numbers with their nouns, JSON."""

from __future__ import annotations

import re

# Terminal sequences whole (CSI, OSC and other strings, two-character escapes), so that no "[31m" is left.
_SEQUENCE = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"
    r"|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?"
    r"|\x1b[ -/]*[0-~]?"
)


# Controls that are left, marks that reverse the order of what is shown, and halves of characters.
_CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


_BREAKS = re.compile(r"[\s\x85\u2028\u2029]+")


# JSON may hold these, but terminals obey some and line readers break at others.
_JSON_UNSAFE = re.compile(r"[\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def safe(text: str) -> str:
    r"""The text without anything that a terminal would obey; line breaks and tabs stay.

    >>> safe("\x1b[31mred\x1b[0m and \u202eright to left")
    'red and right to left'
    """
    return _CONTROL.sub("", _SEQUENCE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))


def one_line(text: str) -> str:
    r"""The text on one line, safe for a terminal.

    >>> one_line("two\n  lines ")
    'two lines'
    """
    return _BREAKS.sub(" ", safe(text)).strip()


def is_address(text: str) -> bool:
    """Whether a browser may follow what was printed as an address: it names a page, and runs nothing.

    >>> is_address("https://example.org/a"), is_address("javascript:alert(1)")
    (True, False)
    """
    return text.startswith(("http://", "https://"))


def counted(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun.

    >>> counted(1, "quotation"), counted(1200, "quotation")
    ('1 quotation', '1,200 quotations')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def json_text(result: object) -> str:
    """A result as one line of JSON, without what a terminal would obey or readers take for the line's end."""
    import json

    from quotesdb.json_shape import plain

    line = json.dumps(plain(result), ensure_ascii=False, allow_nan=False)
    return _JSON_UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", line)
