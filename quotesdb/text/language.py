"""Which language a text is in."""

from __future__ import annotations

import functools
import io
import lzma
import re
from array import array
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

_SAMPLE = 4000
"""Characters that are looked at: enough to be sure, cheap for a book."""

_SURE = 0.5
"""Probability below which no language is named."""

_PLAIN = 0.95
"""Probability from which one paragraph is taken out of the language of its text."""

_FEWEST_WORDS = 12
"""Words of a paragraph below which its language is that of its text."""

_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = frozenset(
    {"and", "are", "been", "but", "by", "could", "for", "from", "had", "has", "have", "he", "her", "his"}
    | {"it", "its", "not", "of", "on", "said", "she", "that", "the", "their", "they", "this", "to", "was"}
    | {"were", "which", "who", "will", "with", "would"}
)
"""Common words that other languages use seldom or never."""

_PLAINLY = ((4, 0.2), (8, 0.15))
"""How many of them, and which share of all words, show English: the more kinds there are, the less."""


def detect_language(text: str) -> str | None:
    """Name the language of a text by its ISO 639-1 code, null where it is too short to be sure.

    English is recognised by its function words, because loading the general model takes most of a
    second; every other text is put to that model.

    >>> detect_language("Shares of the company fell on Monday, the exchange said, and the board was sacked.")
    'en'
    """
    sample = text[:_SAMPLE]
    return "en" if _is_plainly_english(sample) else _classify(sample)


def is_english(language: str | None) -> bool:
    """Whether a language code is that of English; a text of unknown language is read as English."""
    return (language or "en").split("-")[0].lower() == "en"


def not_done_for(language: str | None) -> str | None:
    """What is not done with texts of a language, in words for a person; null for English.

    >>> not_done_for("de")
    'language de: quotations in marks are kept, without a speaker'
    """
    return (
        None
        if is_english(language)
        else f"language {language}: quotations in marks are kept, without a speaker"
    )


def is_foreign_paragraph(text: str) -> bool:
    """Whether a paragraph of an English text is plainly in another language.

    >>> is_foreign_paragraph("Le pont est fermé depuis lundi, parce que la rivière monte encore un peu.")
    True
    """
    found = _WORD.findall(text.lower())
    if len(found) < _FEWEST_WORDS or sum(word in _ENGLISH for word in found) > 0.05 * len(found):
        return False
    language, probability = _identifier().classify(text)
    return bool(language != "en" and probability >= _PLAIN)


def _is_plainly_english(sample: str) -> bool:
    found = _WORD.findall(sample.lower())
    common = [word for word in found if word in _ENGLISH]
    share = len(common) / max(1, len(found))
    return any(len(set(common)) >= kinds and share >= least for kinds, least in _PLAINLY)


def _classify(sample: str) -> str | None:
    if not _WORD.search(sample):
        return None
    language, probability = _identifier().classify(sample)
    return language if probability >= _SURE and len(language) == 2 else None


@functools.cache
def _identifier() -> Any:
    """The classifier of py3langid, unpacked in memory.

    Its own loader goes through a temporary file, which a full disk, or one that is only for reading, has not.
    """
    import numpy as np
    from py3langid.langid import MODEL_DIR, MODEL_FILE, LanguageIdentifier

    with lzma.open(MODEL_DIR / MODEL_FILE) as packed, np.load(io.BytesIO(packed.read())) as model:
        return LanguageIdentifier(
            model["ptc"],
            model["pc"],
            model["classes"].tolist(),
            _as_array(model["nextmove"]),
            model["out_feat"].tolist(),
            norm_probs=True,
            tk_row=_as_array(model["nextmove_row"]),
        )


def _as_array(numbers: NDArray[Any]) -> array[int]:
    """Numbers that Python reads faster one by one."""
    return array(numbers.dtype.char, numbers.tobytes())
