"""Read gold JSON: a file ``gold.json`` with the attributions of many articles and their speakers.

``{"articles": {ID: [record, ...]}}`` or ``{ID: {"attributions": [record, ...]}}``. A record has ``content``
(pairs of offsets), and may have ``quoted``, ``source`` and ``cue`` (a pair or pairs), ``kind`` (direct,
mixed, indirect, or none for a marked passage that is no quotation), ``speaker``, ``speaker_alt``,
``speaker_kind``, ``organisation``, ``organisation_alt``, ``role``, ``borderline`` and ``hard``.
docs/evaluate.md explains them.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from quotesdb.evaluate.annotation import Attribution, Collection, Document, Format
from quotesdb.evaluate.files import Unusable, read_text
from quotesdb.values import Kind, Span

FILE = "gold.json"
TEXTS = "text"
_NOT_A_QUOTATION = "none"
_KINDS: dict[Any, Kind | None] = {None: None, _NOT_A_QUOTATION: None, **{kind.value: kind for kind in Kind}}


class _BadRecord(ValueError):  # noqa: N818 - the name says what is wrong
    """A record that cannot be read; the message says why."""


def is_gold(folder: Path) -> bool:
    """Whether a folder has annotations as gold JSON."""
    return (folder / FILE).is_file()


def read_folder(folder: Path) -> Collection:
    """The annotated articles of a folder; the text of one lies beside the file or in ``text/``.

    Raises:
        Unusable: if the file is no gold JSON at all.
    """
    documents: list[Document] = []
    problems: list[str] = []
    for name, article in articles(folder / FILE).items():
        try:
            path = _text_of(folder, name)
            text = read_text(path)
            documents.append(read_document(folder / FILE, name, article, text, problems))
        except Unusable as error:
            problems.append(str(error))
            continue
        if _is_another_text(article, text):
            problems.append(f"{path}: not the text that was annotated (sha256 differs)")
    named = any(attribution.names for document in documents for attribution in document.attributions)
    return Collection(
        folder,
        Format.GOLD,
        tuple(documents),
        tuple(problems),
        has_roles=any(a.source for document in documents for a in document.attributions),
        speakers=tuple(documents) if named else (),
        speakers_file=folder / FILE if named else None,
    )


def articles(file: Path) -> dict[str, Any]:
    """The articles of a gold file by id, as they stand there.

    Raises:
        Unusable: if it cannot be read or has no articles.
    """
    try:
        data = json.loads(read_text(file).removeprefix("\ufeff"))
    except json.JSONDecodeError as error:
        raise Unusable(f"{file}:{error.lineno}: broken JSON: {error.msg.lower()}") from error
    except RecursionError as error:
        raise Unusable(f"{file}: broken JSON: nested too deeply") from error
    found = data.get("articles") if isinstance(data, dict) else None
    if not isinstance(found, dict) or not found:
        raise Unusable(f'{file}: no annotated articles: {{"articles": {{ID: [...]}}}} is expected')
    return found


def read_document(file: Path, name: str, article: Any, text: str, problems: list[str]) -> Document:
    """The attributions of one article; what is wrong with a record is added to ``problems``, without it.

    Raises:
        Unusable: if the article has no list of records.
    """
    records = _records(article)
    if not isinstance(records, list):
        raise Unusable(f"{file}: {name}: no list of attributions")
    attributions = []
    for number, record in enumerate(records, 1):
        try:
            attributions.append(_attribution(record, len(text)))
        except _BadRecord as error:
            problems.append(f"{file}: {name}, attribution {number}: {error}")
    return Document(name, text, tuple(attributions))


def _records(article: Any) -> Any:
    return article.get("attributions") if isinstance(article, dict) else article


def _text_of(folder: Path, name: str) -> Path:
    places = [place / file for place in (folder / TEXTS, folder) for file in (name, f"{name}.txt")]
    found = next((place for place in places if place.is_file()), None)
    if found is None:
        raise Unusable(f"{folder / FILE}: {name}: no such file, nor {name}.txt, beside it or in {TEXTS}/")
    return found


def _is_another_text(article: Any, text: str) -> bool:
    known = article.get("sha256") if isinstance(article, dict) else None
    return known is not None and known != hashlib.sha256(text.encode()).hexdigest()


def _attribution(record: Any, length: int) -> Attribution:
    if not isinstance(record, dict):
        raise _BadRecord("not an object")
    kind = record.get("kind")
    if not isinstance(kind, str | None) or kind not in _KINDS:
        raise _BadRecord(f"kind {kind!r} is none of direct, mixed, indirect and none")
    content = _spans(record, "content", length) or _spans(record, "quoted", length)
    if not content:
        raise _BadRecord("no content")
    return Attribution(
        content=content,
        cue=_spans(record, "cue", length),
        source=_spans(record, "source", length),
        kind=_KINDS[kind],
        names=_answers(record, "speaker", "a speaker"),
        is_person=record.get("speaker_kind") == "person",
        organisations=_organisations(record),
        role=_words(record, "role"),
        is_quotation=kind != _NOT_A_QUOTATION,
        optional=bool(record.get("borderline")),
        hard=bool(record.get("hard")),
    )


def _spans(record: dict[str, Any], key: str, length: int) -> tuple[Span, ...]:
    """Pairs of offsets, or one pair; words instead of offsets have no known place and count as left out."""
    value = record.get(key)
    if value is None or (isinstance(value, str) and key in ("source", "cue")):
        return ()
    pairs = [value] if isinstance(value, list) and value and isinstance(value[0], int) else value
    if not isinstance(pairs, list) or not all(_is_pair(pair, length) for pair in pairs):
        raise _BadRecord(f"{key} is not [start, end] in a text of {length} characters: {value!r:.60}")
    return tuple(Span(start, end) for start, end in pairs)


def _is_pair(pair: Any, length: int) -> bool:
    if not isinstance(pair, list) or len(pair) != 2:
        return False
    return all(isinstance(end, int) for end in pair) and 0 <= pair[0] <= pair[1] <= length


def _organisations(record: dict[str, Any]) -> tuple[str, ...]:
    # Alternatives to nothing are none, as the reference scorer has it.
    return _answers(record, "organisation", "an organisation") if record.get("organisation") else ()


def _answers(record: dict[str, Any], key: str, called: str) -> tuple[str, ...]:
    """The right answers: the preferred one and, in a list under the key with ``_alt``, others."""
    others = record.get(f"{key}_alt") or []
    if not isinstance(others, list):
        raise _BadRecord(f"{key}_alt is no list")
    answers = (record.get(key), *others)
    for answer in answers:
        if not isinstance(answer, str | None):
            raise _BadRecord(f"{called} is no text: {answer!r:.60}")
    return tuple(filter(None, answers))


def _words(record: dict[str, Any], key: str) -> str | None:
    value = record.get(key)
    if not isinstance(value, str | None):
        raise _BadRecord(f"{key} is no text: {value!r:.60}")
    return value or None
