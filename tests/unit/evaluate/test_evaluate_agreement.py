"""Our figures and those of the reference scorers are the same, on invented articles and on annotated news."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from quotesdb.evaluate import Collection, Evaluation, Report, find_collections, with_speakers
from quotesdb.evaluate.measures import KindFigures, Score, SpeakerFigures
from quotesdb.json_shape import plain
from quotesdb.values import Quotation
from tests.annotated import mistaken, write_brat, write_gold

SHARED = Path(__file__).resolve().parents[4] / "shared"
SETS = ("data/bbc-dev", "data/news-dev", "data/seed")

pytestmark = pytest.mark.skipif(
    not (SHARED / "tools").is_dir(), reason="the reference scorers are not here (../shared/tools)"
)


def needs(name: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(not (SHARED / name).exists(), reason=f"{name} is not here")


def scored(tool: str, *arguments: object) -> Any:
    """The figures that a reference scorer writes to the last file it is given."""
    command = [sys.executable, str(SHARED / "tools" / tool), *map(str, arguments)]
    subprocess.run(command, check=True, capture_output=True)
    return json.loads(Path(str(arguments[-1])).read_text(encoding="utf-8"))


def evaluated(collection: Collection) -> tuple[Report, dict[str, list[Quotation]]]:
    """Our figures for quotations with mistakes, and these quotations by document."""
    speakers = {document.name: document for document in collection.speakers}
    evaluation = Evaluation(collection, all_cue_classes=True)
    found = {}
    for document in collection.documents:
        found[document.name] = mistaken(speakers.get(document.name, document), "seven")
        evaluation.add(document, found[document.name])
    return evaluation.report(), found


def same(ours: float | None, theirs: float) -> None:
    assert (ours or 0) == pytest.approx(theirs, abs=1e-12)


def same_three(ours: Score | None, theirs: Sequence[float]) -> None:
    for one, other in zip(plain(ours).values(), theirs, strict=True):
        same(one, other)


def compare_contents(ours: KindFigures, theirs: dict[str, Any]) -> None:
    assert (ours.annotated, ours.predicted) == (theirs["gold"], theirs["pred"])
    for name, their_name in (
        ("exact", "exact"),
        ("overlap", "match"),
        ("coverage", "soft"),
        ("joint", "joint"),
    ):
        same_three(getattr(ours, name), theirs[their_name])
    same(ours.source_right, theirs["src"])


def compare_speakers(ours: SpeakerFigures, theirs: dict[str, Any]) -> None:
    assert (ours.annotated, ours.predicted) == (theirs["gold"], theirs["pred"])
    same(ours.found, theirs["found"])
    same(ours.right, theirs["speaker"])
    same_three(ours.joint, [theirs[name] for name in ("joint_p", "joint_r", "joint_f")])
    same(ours.organisation, theirs["org"])
    same(ours.role, theirs["role"])


def check_brat(folder: Path, work: Path, *, speakers: bool = False) -> None:
    collection = with_speakers(find_collections(folder)[0])
    report, found = evaluated(collection)
    predictions = {
        name: [
            {"content": plain(q.content), "source": plain((q.source,)) if q.source else None}
            | {"cue": plain((q.cue,)) if q.cue else None}
            for q in quotations
        ]
        for name, quotations in found.items()
    }
    (work / "p.json").write_text(json.dumps({"docs": predictions}), encoding="utf-8")
    where = ("--root", folder.parent, "--split", folder.name)
    table = scored("score_quotes.py", "--merge-cue", *where, work / "p.json", "--json", work / "s.json")
    assert {row["type"] for row in table} == set(report.kinds)
    for row in table:
        compare_contents(report.kinds[row["type"]], row)
    if speakers:
        assert collection.speakers_file
        check_speakers(report, found, collection.speakers_file, folder / "text", work)


def check_gold(folder: Path, work: Path) -> None:
    [collection] = find_collections(folder)
    report, found = evaluated(collection)
    texts = folder / "text" if (folder / "text").is_dir() else folder
    table = check_speakers(report, found, folder / "gold.json", texts, work)
    taken = (
        (report.non_quotations.annotated, report.non_quotations.taken) if report.non_quotations else (0, 0)
    )
    assert taken == (table["none"]["gold"], table["none"]["fp"])


def check_speakers(
    report: Report, found: dict[str, list[Quotation]], gold: Path, texts: Path, work: Path
) -> dict[str, Any]:
    with (work / "p.jsonl").open("w", encoding="utf-8") as file:
        for name, quotations in found.items():
            kept = [
                {"kind": q.kind, "content": plain(q.content), "speaker": plain(q.speaker)} for q in quotations
            ]
            file.write(json.dumps({"path": f"texts/{name}", "quotations": kept}) + "\n")
    asked = (gold, texts, work / "p.jsonl", "--json", work / "s.json")
    table = scored("score_speakers.py", *asked)
    assert report.speakers
    for row in ("all", "direct", "mixed", "indirect"):
        compare_speakers(report.speakers[row], table[row])
    hard = scored("score_speakers.py", "--hard", *asked)["all"]
    if hard["gold"]:
        compare_speakers(report.speakers["hard"], hard)
    else:
        assert "hard" not in report.speakers
    return dict(table)


def test_contents_and_sources_on_invented_articles(tmp_path: Path) -> None:
    check_brat(write_brat(tmp_path / "set"), tmp_path)


def test_speakers_on_invented_articles(tmp_path: Path) -> None:
    check_gold(write_gold(tmp_path / "set"), tmp_path)


@needs("data/polnear/dev")
def test_contents_sources_and_speakers_on_annotated_news(tmp_path: Path) -> None:
    corpus = SHARED / "data/polnear"
    articles = json.loads((corpus / "speakers.json").read_text(encoding="utf-8"))["articles"]
    annotated = Counter(path.stem.rpartition("_")[0] for path in corpus.glob("dev/attributions/*.ann"))
    several = [name for name, annotators in annotated.items() if annotators > 1]
    chosen = {*list(articles)[:6], *several}
    part = tmp_path / "part"
    for name in chosen:
        for path in corpus.glob(f"dev/*/{name}*"):
            (part / path.parent.name).mkdir(parents=True, exist_ok=True)
            shutil.copy(path, part / path.parent.name)
    kept = {name: articles[name] for name in chosen if name in articles}
    (tmp_path / "speakers.json").write_text(json.dumps({"articles": kept}), encoding="utf-8")
    check_brat(part, tmp_path, speakers=True)


@pytest.mark.parametrize("name", [pytest.param(name, marks=needs(name)) for name in SETS])
def test_speakers_on_annotated_news(name: str, tmp_path: Path) -> None:
    check_gold(SHARED / name, tmp_path)
