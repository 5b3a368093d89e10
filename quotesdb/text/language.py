"""Which language a text is in, and what is done with texts of a language."""

from __future__ import annotations

import functools
import io
import lzma
import re
from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from quotesdb.data import word_list

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

_MOST_COMMON = 0.05
"""Share of a language's common words from which a paragraph is in it without a look at the model."""

_WORD = re.compile(r"[^\W\d_]+")
_PLAINLY = ((4, 0.2), (8, 0.15))
"""How many common words, and which share of all words, show English: the more kinds there are, the less."""


def detect_language(text: str) -> str | None:
    """Name the language of a text by its ISO 639-1 code, null where it is too short to be sure.

    English is recognised by its function words, because loading the general model takes most of a
    second; every other text is put to that model.

    >>> detect_language("Shares of the company fell on Monday, the exchange said, and the board was sacked.")
    'en'
    """
    sample = text[:_SAMPLE]
    return "en" if _is_plainly_english(sample) else _classify(sample)


@dataclass(frozen=True, slots=True)
class Language:
    """A language, and whether there are rules and word lists for it; without, no speaker is named."""

    code: str
    supported: bool = False

    @property
    def limit(self) -> str | None:
        """What is not done with its texts, in words for a person.

        >>> language_of("de").limit
        'language de: quotations in marks are kept, without a speaker'
        """
        if self.supported:
            return None
        return f"language {self.code}: quotations in marks are kept, without a speaker"

    def is_foreign(self, paragraph: str) -> bool:
        """Whether a paragraph of a text in this language is plainly in another one.

        >>> ENGLISH.is_foreign("Le pont est fermé depuis lundi, parce que la rivière monte encore un peu.")
        True
        """
        found = _WORD.findall(paragraph.lower())
        common = sum(word in self._common_words for word in found)
        if len(found) < _FEWEST_WORDS or common > _MOST_COMMON * len(found):
            return False
        language, probability = _identifier().classify(paragraph)
        return bool(language != self.code and probability >= _PLAIN)

    @property
    def _common_words(self) -> frozenset[str]:
        """The words that show a paragraph to be in this language, where they are listed."""
        return word_list("common_words") if self.code == "en" else frozenset()


ENGLISH = Language("en", supported=True)


def language_of(code: str | None) -> Language:
    """The language of a code such as "en-GB"; a text of unknown language is read as English.

    >>> language_of("en-GB") is language_of(None) is ENGLISH, language_of("pl").supported
    (True, False)
    """
    english = (code or "en").split("-")[0].lower() == "en"
    return ENGLISH if code is None or english else Language(code)


def _is_plainly_english(sample: str) -> bool:
    found = _WORD.findall(sample.lower())
    common = [word for word in found if word in word_list("common_words")]
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
