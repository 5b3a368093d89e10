"""Correction notices: the paragraphs in which a newspaper says what it got wrong.

They stand before or after an article and speak about it, so nobody is quoted in them and they report nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quotesdb.text.segments import paragraphs
from quotesdb.values import Quotation, Span

HEAD, FOOT = 6, 8
"""Paragraphs from the beginning and from the end in which a notice is looked for."""

_PIECE = (
    r"(?:article|story|report|column|post|piece|obituary|review|headline|caption|page|interview|profile"
    r"|essay|editorial|transcript|blog|feature|dispatch|graphic|chart|map|podcast|newsletter)"
)
_VERSION = r"(?:earlier|previous|prior|original|initial|first|older) (?:version|edition|headline)"
_CORRECTED = r"(?:corrected|amended|clarified|revised|updated|changed|edited|modified)"
_WRONG = (
    r"(?:mis(?:stated|identified|spelled|spelt|quoted|attributed|characteri[sz]ed|represented|reported|named"
    r"|labell?ed|dated)|(?:incorrectly|inaccurately|erroneously|mistakenly|wrongly) \w+"
    r"|\w+ (?:incorrectly|inaccurately|erroneously|wrongly)\b|gave (?:an incorrect|the wrong))"
)
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_DATE = rf"(?:{_MONTH} \d\d?|\d\d? {_MONTH}|\d{{1,4}}[-/.]\d\d?[-/.]\d{{1,4}})(?:,? \d{{4}})?"
_TIME = r"(?:at )?\d\d?[:.]\d\d\s?(?:[ap]\.?m\b\.?)?(?: [a-z]{2,4})?"
_WHEN = rf"(?:[\s,(\[]*(?:on )?(?:[a-z]+day,? )?{_DATE})?(?:[\s,(\[]*{_TIME})?[)\]]*"
_LEAD = r"[\s*_#>•·†‡§(\[–—-]*"
_SURE = (
    r"(?P<sure>corrections?(?: (?:&|and) (?:amplifications?|clarifications?)| to this \w+)?"
    r"|clarifications?(?: and corrections?)?|erratum|errata|for the record)"
)
_LABEL = rf"{_LEAD}(?:{_SURE}|updated?|amendment|(?:an )?editor(?:['’]s|s['’]?) note|note to readers){_WHEN}"
_LABELLED = re.compile(rf"{_LABEL}[*_\])]*(?::|\s[—–-]\s|—)[*_\])]*\s*", re.IGNORECASE)
_ALONE = re.compile(rf"{_LABEL}[*_\]):.\s]*", re.IGNORECASE)
_APPENDED = re.compile(rf"{_LEAD}(?:correction|clarification) appended[*_\])]*\.?", re.IGNORECASE)
_LINE_BETWEEN = 60
"""Characters of a line, such as a date, that may stand between a label and its notice."""

_DAY_OR_PAGE = r"(?:on [a-z]+day|(?:on|in) page|published|in some editions)"
_WITH = r"(?:on|of|to|with)"
_ITSELF = "|".join(
    (
        rf"(?:an?|the|in an) {_VERSION} (?:of|on|to) (?:this|the|an?) {_PIECE}\b",
        rf"(?:an?|the) {_VERSION} {_WRONG}",
        rf"this {_PIECE}(?:['’]s headline)? (?:has (?:since )?been|was) (?:since )?{_CORRECTED}\b",
        r"the (?:story|article) has (?:since )?been (?:corrected|amended|clarified|updated)\b",
        rf"this {_PIECE}\b[^.]{{0,160}} {_WRONG}",
        r"this version (?:of the story )?correct(?:s|ed)\b",
        rf"an? (?:picture )?{_PIECE} {_DAY_OR_PAGE}\b.{{0,200}} {_WRONG}",
        rf"in an? (?:story|article)\b[^.]{{0,200}} {_WRONG}",
        rf"(?:the|an?) (?:picture )?(?:headline|caption) {_WITH} [^.]{{0,120}} (?:{_WRONG}|{_CORRECTED}\b)",
        rf"because of an? (?:\w+ )?error,? [^.]{{0,40}}\b(?:{_PIECE}|{_VERSION})\b",
        rf"we have (?:since )?{_CORRECTED} (?:this|the) {_PIECE}\b",
    )
).replace(" ", r"\s+")
_ABOUT_ITSELF = re.compile(rf"{_LEAD}(?:{_ITSELF})", re.IGNORECASE)
_OWNS_UP = re.compile(
    rf"\b(?:{_CORRECTED}|corrects|{_VERSION}|{_WRONG}|misquote|inaccurate|in error|retracted|removed)\b",
    re.IGNORECASE,
)
_NAMES_ITSELF = re.compile(
    rf"\b(?:this {_PIECE}|the (?:story|article)|{_VERSION})\b|\b{_WRONG}", re.IGNORECASE
)
_ENDS = re.compile(r"[.!?][\"'”’)\]*_\s]*$")


def find_notices(text: str) -> tuple[Span, ...]:
    r"""The correction notices of a text, in text order; paragraphs that follow each other are one.

    Only the first and the last few paragraphs are looked at. A label such as "Correction:" makes one if
    sentences follow; "Update:" and "Editor's note:" only where these say that something was wrong or was
    changed in the article, since new reporting is often put under them. Without a label the paragraph must
    begin by speaking of the article: "An earlier version of this story ...", "This article was amended ...".

    >>> text = "The bridge opened.\n\nThis article was amended on 3 March 2025 to correct a name."
    >>> [span.text(text) for span in find_notices(text)]
    ['This article was amended on 3 March 2025 to correct a name.']
    >>> find_notices("Correction officers said the facility would close.")
    ()
    """
    found = paragraphs(text)
    notices: list[Span] = []
    last = -1
    for number in _numbers(text, found):
        if number == last + 1 and notices:
            notices[-1] = Span(notices[-1].start, found[number].end)
        else:
            notices.append(found[number])
        last = number
    return tuple(notices)


def outside(quotations: Sequence[Quotation], notices: Sequence[Span]) -> list[Quotation]:
    """The quotations but for those that begin in a notice: the words it quotes are those it takes back."""
    return [
        one
        for one in quotations
        if not any(notice.start <= one.span.start < notice.end for notice in notices)
    ]


def _numbers(text: str, found: Sequence[Span]) -> Iterator[int]:
    """Which of the paragraphs are notices."""
    below = 0  # where what a label that stands alone heads ends
    for number in range(len(found)):
        if HEAD <= number < len(found) - FOOT:
            continue
        words = found[number].text(text)
        goes_on = number + 1 == below and _is_about_the_article(words)
        if goes_on or _ALONE.fullmatch(words):
            below = max(below, _reach(text, found, number))
        if number < below or _is_notice(words):
            yield number


def _reach(text: str, found: Sequence[Span], label: int) -> int:
    """The number after that of the last paragraph that belongs to a label; 0 if none does.

    A section on prisons may be headed "Corrections": what follows decides. A date may stand between.
    """
    for number, paragraph in enumerate(found[label + 1 : label + 3], label + 1):
        if _is_about_the_article(paragraph.text(text)):
            return number + 1
        if len(paragraph) > _LINE_BETWEEN:
            break
    return 0


def _is_notice(words: str) -> bool:
    if _ABOUT_ITSELF.match(words) or _APPENDED.fullmatch(words):
        return True
    label = _LABELLED.match(words)
    if label is None or not _ENDS.search(words):
        return False
    return label["sure"] is not None or _is_about_the_article(words[label.end() :])


def _is_about_the_article(words: str) -> bool:
    return all(pattern.search(words) for pattern in (_OWNS_UP, _NAMES_ITSELF, _ENDS))
