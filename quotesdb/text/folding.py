"""Canonical text, and the normalisation that is used for comparing and for searching.

Canonical text is evidence and is never folded; folded text is only ever compared, never shown.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import cache

SINGLE_MARKS = "‘’‚‛‹›`´′‵ʹʻʼʽˈ＇❛❜❮❯"
DOUBLE_MARKS = "“”„‟«»″‶〝〞〟＂❝❞「」『』"
DASHES = "‐‑‒–—―−﹘﹣－"
_PLAIN = str.maketrans(
    {**dict.fromkeys(SINGLE_MARKS, "'"), **dict.fromkeys(DOUBLE_MARKS, '"'), **dict.fromkeys(DASHES, "-")}
)

_WHOLE_LETTERS = {"æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ı": "i", "ŋ": "n", "ĸ": "k", "ə": "a", "ſ": "s"}
_MARKED_LETTER = re.compile(r"LATIN SMALL LETTER ([A-Z]) WITH ")

_WORD = re.compile(r"\d+(?:[.,]\d+)+|\w+(?:'\w+)*")


def word_set(text: str) -> frozenset[str]:
    """The words of a string, as lists are written in this package."""
    return frozenset(text.split())


def canonical(decoded: str) -> str:
    r"""Return the text that all offsets point into: a leading BOM dropped, CRLF to LF, nothing else.

    A lone CR stays as it is: it may be what was printed, and dropping it would move offsets.

    >>> canonical("\ufeffone\r\ntwo\rthree ")
    'one\ntwo\rthree '
    """
    return decoded.removeprefix("\ufeff").replace("\r\n", "\n")


def sha256_text(text: str) -> str:
    """Return the hex SHA-256 of the text in UTF-8; lone surrogates are hashed as they stand."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def fold(text: str) -> str:
    r"""Level everything in a text that is not a difference of words.

    Case, accents, compatibility forms, styles of quotation mark and dash, invisible characters and
    runs of whitespace are levelled; punctuation, digits and words stay. Folding twice changes nothing.

    >>> fold("“It’s\u00a0a  Café—near  № 5,” ''she'' said…")
    '"it\'s a cafe-near no 5," "she" said...'
    """
    if not text.isascii():
        text = _fold_unicode(text)
    return " ".join(text.lower().replace("''", '"').split())


def _fold_unicode(text: str) -> str:
    text = unicodedata.normalize("NFKD", text.translate(_PLAIN)).casefold()
    text = unicodedata.normalize("NFKD", text).translate(_PLAIN)
    return "".join(c for c in text if not unicodedata.combining(c) and unicodedata.category(c) != "Cf")


def plain_letters(folded: str) -> str:
    """Write the letters of a folded text that Unicode does not decompose as papers in English do.

    A letter that is another one with a stroke, a hook or the like (ł, ø, đ) is that one; the few that are
    letters of their own are listed. Not part of ``fold``: the search index, which folds article texts by
    itself, keeps these letters, and both must agree.

    >>> plain_letters(fold("Łukasz Sørensen, Kıvanç Þórðarson, Đoković"))
    'lukasz sorensen, kivanc thordarson, dokovic'
    """
    return folded if folded.isascii() else "".join(map(_plain_letter, folded))


@cache
def _plain_letter(letter: str) -> str:
    marked = _MARKED_LETTER.match(unicodedata.name(letter, ""))
    return marked[1].lower() if marked else _WHOLE_LETTERS.get(letter, letter)


def words(text: str) -> list[str]:
    """List the words of the folded text; numbers and contractions stay whole, hyphens separate.

    >>> words("He didn’t pay $10.0 million, well-known or not.")
    ['he', "didn't", 'pay', '10.0', 'million', 'well', 'known', 'or', 'not']
    """
    return _WORD.findall(fold(text))
