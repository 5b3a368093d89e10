"""Encodings that no mark tells, by the letters of a text: of another script, or of Central Europe."""

from __future__ import annotations

import re

_HIGH_WORD, _WORD = re.compile(rb"[\x80-\xff]{4,}"), re.compile(rb"[A-Za-z]{4,}")
_TAG = re.compile(rb"<[^<>]{1,2000}>")
_LEAST_HIGH, _LEAST_SHARE = 100, 0.5
"""Bytes beyond ASCII in a text of another script: how many, and the part of those and of Latin words."""

_OTHER_SCRIPTS = [
    *(
        "cp1251",
        "koi8_r",
        "koi8_u",
        "iso8859_5",
        "cp866",
        "cp1253",
        "iso8859_7",
        "cp1255",
        "iso8859_8",
        "cp1256",
    ),
    *("cp874", "gb18030", "big5", "cp932", "euc_jp", "cp949"),
]
_LEAST_LETTERS = 20
"""Different letters that a text has; rulers, tables of signs and words in accented capitals have fewer."""

_IN_WORDS = re.compile(rb"[a-z]([\x80-\xff])(?=[a-z])")
_POLISH = (frozenset(b"\xb3\xb9\xbf\xea\xe6\x9c\xf3"), frozenset(b"\xb3\xb1\xbf\xea\xe6\xb6\xf3"))
"""The bytes of Polish letters in Windows-1250 and in Latin-2; Western words have none of the first three.

All of these are needed, and two others: a broken text may have one of them for an apostrophe.
"""

_SURELY_POLISH = (frozenset(b"\xb3\xb9\xbf"), frozenset(b"\xb3\xb1\xbf"))
_LEAST_OF_POLISH = 5

_HALF_WIDTH = re.compile(r"[\uff61-\uff9f]")


def by_letters(head: bytes) -> str | None:
    """The encoding of a text that Windows-1252 would make no words of; of others it is taken for granted.

    Of texts with a few letters beyond ASCII no library tells it as well.
    """
    words = _TAG.sub(b" ", head)
    within = {found[0] for found in _IN_WORDS.findall(words)}
    for encoding, letters, needed in zip(("cp1250", "iso8859_2"), _POLISH, _SURELY_POLISH, strict=True):
        if needed <= within and len(letters & within) >= _LEAST_OF_POLISH:
            return encoding
    high, latin = sum(byte > 0x7F for byte in words), sum(map(len, _WORD.findall(words)))
    is_foreign = high >= max(_LEAST_HIGH, _LEAST_SHARE * (high + latin)) and _HIGH_WORD.search(words)
    return _guessed(head) if is_foreign else None


def _guessed(head: bytes) -> str | None:
    from charset_normalizer import from_bytes

    for cut in range(4):  # the last sign may be of several bytes
        found = from_bytes(head[: len(head) - cut], cp_isolation=_OTHER_SCRIPTS).best()
        if found and found.encoding in _OTHER_SCRIPTS:
            return found.encoding if _has_letters(str(found)) else None
    return None


def _has_letters(text: str) -> bool:
    letters = {letter for letter in text if letter.isalpha() and not letter.isascii()}
    return len(letters) >= _LEAST_LETTERS and not _HALF_WIDTH.search(text)
