"""JSON read value by value, so that a list of many documents is never held as a whole."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from typing import Any, BinaryIO

from quotesdb.readers.decode import encoding_of
from quotesdb.readers.errors import ReadError
from quotesdb.readers.foreign import NO_JSON
from quotesdb.readers.source import portions_of

LONGEST = 100_000_000
"""Characters of a single value."""

_PORTION = 262_144
_SPACE = " \t\r\n"
_OF_NUMBERS = "0123456789.eE+-"
_CUT = 12
"""Where JSON is cut off, a decoder complains at most so many characters before the end, or of a string."""


def listed(file: BinaryIO, keys: Collection[str]) -> Iterator[Any]:
    """The values of the list that a file is, or that its object has under one of the keys.

    Raises:
        ReadError: where it is no JSON any more; what stands before is given.

    """
    return (value for key, value in _parts(file, keys) if key is None)


def values(file: BinaryIO) -> Iterator[Any]:
    """The values of the lists that a file is, and those that are no list, one or several.

    Raises:
        ReadError: as ``listed`` does.

    """
    with _opened(file) as text:
        yield from _values(text)
        while text.next():
            yield from _values(text)


def about(file: BinaryIO, keys: Collection[str]) -> dict[str, Any]:
    """What the object that a file is says beside the lists under the keys; nothing of what is no object.

    Raises:
        ReadError: if it is no JSON.

    """
    with _opened(file) as text:
        is_object = text.next() == "{"
    return {key: value for key, value in _parts(file, keys) if key is not None} if is_object else {}


def _parts(file: BinaryIO, keys: Collection[str]) -> Iterator[tuple[str | None, Any]]:
    """The values of lists, without a key, and those of an object, with theirs."""
    with _opened(file) as text:
        if text.next() == "{":
            yield from _members(text, keys)
        else:
            yield from ((None, value) for value in _values(text))
        text.end()


@contextmanager
def _opened(file: BinaryIO) -> Iterator[_Text]:
    with closing(portions_of(file, encoding_of(file)[0], _PORTION)) as portions:
        yield _Text(portions)


def _members(text: _Text, keys: Collection[str]) -> Iterator[tuple[str | None, Any]]:
    text.take("{")
    while text.next() != "}":
        key = text.value()
        text.take(":")
        if not isinstance(key, str):
            raise ReadError(NO_JSON)
        if key in keys and text.next() == "[":
            yield from ((None, value) for value in _values(text))
        else:
            yield key, text.value()
        if text.next() != "}":
            text.take(",")
    text.take("}")


def _values(text: _Text) -> Iterator[Any]:
    """The values of the list that begins here, or the one value that does."""
    if text.next() != "[":
        yield text.value()
        return
    text.take("[")
    while text.next() != "]":
        yield text.value()
        if text.next() != "]":
            text.take(",")
    text.take("]")


class _Text:
    """The text of a file from where reading has come to, with as much behind it as was needed."""

    def __init__(self, portions: Iterator[str]) -> None:
        self._portions, self._held, self._at = portions, "", 0
        self._decoder = json.JSONDecoder(strict=False)

    def next(self) -> str:
        """The next character that is no space; empty at the end of the file."""
        while True:
            rest = len(self._held)
            while self._at < rest and self._held[self._at] in _SPACE:
                self._at += 1
            if self._at < rest:
                return self._held[self._at]
            if not self._more():
                return ""

    def take(self, mark: str) -> None:
        """Go on behind a mark."""
        if self.next() != mark:
            raise ReadError(NO_JSON)
        self._at += 1

    def end(self) -> None:
        """Make sure that nothing follows."""
        if self.next():
            raise ReadError(NO_JSON)

    def value(self) -> Any:
        """The value that begins here."""
        self.next()
        while True:
            try:
                value, end = self._decoder.raw_decode(self._held, self._at)
            except json.JSONDecodeError as error:
                is_cut = error.pos >= len(self._held) - _CUT or error.msg.startswith("Unterminated")
                if not (is_cut and self._more()):
                    raise ReadError(NO_JSON) from error
            except (ValueError, RecursionError) as error:
                raise ReadError(NO_JSON) from error
            else:
                # A number that ends with what is held may go on.
                if self._held[end : end + _CUT].strip(_OF_NUMBERS) or not self._more():
                    self._at = end
                    return value

    def _more(self) -> bool:
        """Hold twice as much of what is left; whether there was more."""
        self._held, self._at = self._held[self._at :], 0
        if len(self._held) > LONGEST:
            raise ReadError(NO_JSON)
        taken = [self._held]
        wanted = len(self._held)
        while wanted >= 0 and (portion := next(self._portions, "")):
            taken.append(portion)
            wanted -= len(portion)
        self._held = "".join(taken)
        return len(taken) > 1
