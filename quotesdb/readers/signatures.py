"""Where whoever wrote a mail signs it: with the name that it is sent under, in its last lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quotesdb.text.folding import fold

_LAST, _LONGEST = 6, 60
"""Lines at the end of a mail among which its signature begins, and characters of each."""

_MOST_WORDS, _MOST_CLOSING, _MOST_BARE = 3, 5, 3
_ENDED = re.compile(r"(?:[!?…:;,\"”’»)]|(?<!\b[^\W\d_])\.)$")
_NAME = re.compile(r"[^\W\d_a-z][\w.'’-]*")


def unsigned(lines: Sequence[str], senders: Sequence[str]) -> list[str]:
    """The lines without the signature of the only sender, and without the words of farewell before it.

    It is the sender's name on a line of its own with a few short lines behind it, or the given name with
    hardly anything else as the last line. A mail that is nothing else keeps it.

    >>> unsigned(["The pier is closed.", "", "Best wishes,", "Ada", ""], ["Ada Example"])
    ['The pier is closed.', '']
    """
    filled = [at for at, line in enumerate(lines) if line.strip()]
    sender = senders[0] if len(senders) == 1 else ""
    if " " not in sender.strip() or not filled:
        return list(lines)
    start = next((at for at in filled[-_LAST:] if _begins(lines, at, filled, sender)), None)
    if start is None:
        return list(lines)
    before = [at for at in filled if at < start]
    if before and _is_farewell(lines, before[-1]):
        start = before.pop()
    return list(lines[:start]) if before else list(lines)


def _begins(lines: Sequence[str], at: int, filled: Sequence[int], sender: str) -> bool:
    line = lines[at].strip()
    behind = [lines[one].strip() for one in filled if one > at]
    above = lines[at - 1].strip() if at else ""
    if _ENDED.search(line) or (above and not _ENDED.search(above) and not _is_farewell(lines, at - 1)):
        return False
    if fold(line) == fold(sender.strip()):
        return all(len(one) <= _LONGEST and not _ENDED.search(one) for one in behind)
    words = line.split()
    is_name = len(words) <= _MOST_WORDS and all(map(_NAME.fullmatch, words))
    return not behind and is_name and fold(words[0]) == fold(sender.split()[0])


def _is_farewell(lines: Sequence[str], at: int) -> bool:
    """Whether a line above a name can be a farewell: a few words by themselves, and no sentence."""
    line = lines[at].strip()
    most = _MOST_CLOSING if line.endswith(",") else _MOST_BARE
    is_short = line[:1].isalpha() and len(line.split()) <= most and not _ENDED.search(line.removesuffix(","))
    return is_short and (at == 0 or not lines[at - 1].strip())
