"""From a text to its quotations: marks, then source/cue/content, then the speaker of each."""

from __future__ import annotations

from dataclasses import dataclass

from quotesdb.values import Quotation

NAME, VERSION = "quotesdb", "0.1.0"


@dataclass(frozen=True, slots=True)
class Extractor:
    """What names an extraction run: the program, its version and the weights it used."""

    name: str
    version: str
    model_sha256: str


def extractor() -> Extractor:
    """The extractor that `extract` runs. Loads the model."""
    from quotesdb.extract.tagger import shipped_model

    return Extractor(NAME, VERSION, shipped_model().sha256)


def extract(text: str, language: str | None = None) -> list[Quotation]:
    """Every quotation of ``text``, in text order."""
    raise NotImplementedError
