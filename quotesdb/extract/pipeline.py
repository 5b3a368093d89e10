"""From a text to its quotations, by the rules for its language; where there are none, what its marks tell."""

from __future__ import annotations

from quotesdb.extract.rules import MARKS_ONLY, Rules, rules_of
from quotesdb.extract.spans.draft import Draft
from quotesdb.extract.spans.layout import Layout
from quotesdb.extract.spans.loose import loose_passages
from quotesdb.text.corrections import find_notices, outside
from quotesdb.text.language import Language, detect_language, language_of
from quotesdb.values import ExtractorRef, Kind, Quotation

NAME, VERSION = "quotesdb", "0.8.3"


def extractor() -> ExtractorRef:
    """The extractor that `extract` runs. Loads the model, which look-ups that only need a layout do not."""
    from quotesdb.extract.model.tagger import shipped_model

    return ExtractorRef(NAME, VERSION, shipped_model().sha256)


def extract(text: str, language: str | None = None) -> list[Quotation]:
    """Every quotation of ``text``, in text order; the same text always gives the same result.

    ``text`` is canonical text; offsets of the result point into it. ``language`` is an ISO 639-1 code,
    detected when not given. English is understood; of other languages only words in quotation marks
    are found, and nobody is said to have spoken them. All cue classes are returned: callers who want
    what was said or written filter on `quotesdb.values.REPORTED`. What correction notices quote is left out.

    Raises:
        TypeError: if ``text`` is no text, such as bytes that nobody decoded.
    """
    if not isinstance(text, str):
        raise TypeError(f"text must be str, not {type(text).__name__}")
    spoken = language_of(language or detect_language(text))
    found = extract_by(rules_of(spoken), text, spoken)
    return outside(found, find_notices(text)) if found else found


def extract_by(rules: Rules | None, text: str, language: Language) -> list[Quotation]:
    """Every quotation of a text in ``language`` by the rules for it; without any, what its marks tell."""
    layout = Layout(text)
    if not layout.paragraphs:
        return []
    if rules is None:
        return [_unattributed(draft) for draft in loose_passages(layout)]
    drafts = rules.passages(layout)
    numbers = {layout.paragraph_number(d.start) for d in drafts}
    foreign = {n for n in numbers if language.is_foreign(layout.paragraphs[n].text(layout.text))}
    found = rules.attributed(layout, [d for d in drafts if layout.paragraph_number(d.start) not in foreign])
    if foreign:
        found += [
            _unattributed(d) for d in loose_passages(layout) if layout.paragraph_number(d.start) in foreign
        ]
    return sorted(found, key=lambda q: (q.span.start, q.span.end))


def _unattributed(draft: Draft) -> Quotation:
    return Quotation(Kind.DIRECT, draft.contents, draft.contents, confidence=MARKS_ONLY, rule=draft.rule)
