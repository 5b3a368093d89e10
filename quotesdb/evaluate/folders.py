"""Which annotated articles a folder holds."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from quotesdb.evaluate import brat, gold
from quotesdb.evaluate.annotation import Collection, Document, Format
from quotesdb.evaluate.files import Unusable
from quotesdb.paths import is_file, is_folder

SPEAKERS = "speakers.json"


class NothingAnnotated(ValueError):  # noqa: N818 - the name says what is wrong
    """A folder in which there is nothing to measure by; the message is one line."""


def find_collections(folder: Path) -> list[Collection]:
    """The annotated collections in a folder and the folders in it, in order of their names.

    A gold.json or a folder that cannot be read is a collection without documents, with its problem.

    Raises:
        NothingAnnotated: if there are none, or no such folder.
    """
    if not is_folder(folder):
        raise NothingAnnotated(f"{folder}: {'not a folder' if is_file(folder) else 'no such folder'}")
    found = [collection for place in _folders(folder) for collection in _collections(place)]
    if not found:
        raise NothingAnnotated(
            f"{folder}: no annotations: no .ann files (beside the texts or in attributions/), no gold.json"
        )
    return found


def _folders(folder: Path) -> Iterator[Path]:
    """The folder and those in it; hidden ones, and those that belong to an annotated one, are passed over."""
    yield folder
    inner = {gold.TEXTS} if gold.is_gold(folder) else set()
    if brat.is_brat(folder):
        inner |= {brat.TEXTS, brat.ANNOTATIONS}
    for entry in _entries(folder):
        if is_folder(entry) and not entry.is_symlink() and entry.name[0] != "." and entry.name not in inner:
            yield from _folders(entry)


def _entries(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


def _collections(folder: Path) -> Iterator[Collection]:
    try:
        os.scandir(folder).close()
    except OSError as error:
        why = f"{folder}: cannot be read: {(error.strerror or str(error)).lower()}"
        yield Collection(folder, Format.GOLD, (), (why,))
        return
    if brat.is_brat(folder):
        yield brat.read_folder(folder)
    if gold.is_gold(folder):
        try:
            yield gold.read_folder(folder)
        except Unusable as error:
            yield Collection(folder, Format.GOLD, (), (str(error),))


def with_speakers(collection: Collection, named: Path | None = None) -> Collection:
    """A brat collection with the annotated speakers of its texts, which brat itself has no room for.

    They are gold JSON in the file ``named``, else in a speakers.json in the collection's folder or the one
    above it. Articles of the file that are not in the collection are passed over, another collection may
    have them. A collection of gold JSON has its own speakers and stays as it is.
    """
    if collection.format is Format.GOLD:
        return collection
    places = [named] if named else [f / SPEAKERS for f in (collection.folder, collection.folder.parent)]
    file = next((place for place in places if named or place.is_file()), None)
    if file is None:
        return collection
    problems: list[str] = []
    try:
        speakers = tuple(_speakers(collection, file, problems))
    except Unusable as error:
        return replace(collection, problems=(*collection.problems, str(error)))
    return replace(
        collection,
        problems=(*collection.problems, *problems),
        speakers=speakers,
        speakers_file=file if speakers else None,
    )


def _speakers(collection: Collection, file: Path, problems: list[str]) -> Iterator[Document]:
    texts = {document.name: document.text for document in collection.documents}
    for name, article in gold.articles(file).items():
        key = name.removesuffix(".txt")
        if key in texts:
            try:
                yield gold.read_document(file, key, article, texts[key], problems)
            except Unusable as error:
                problems.append(str(error))
