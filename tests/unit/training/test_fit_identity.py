"""The weights of the identity score are fitted on labelled pairs, with people held out."""

from __future__ import annotations

import json

from quotesdb.resolve.context import FEATURES
from training.fit_identity import HEAD, examples, fit, main, read_pairs, read_texts, report

PEOPLE = [f"{given} Example" for given in ("Ada", "Bo", "Cy", "Di", "Eve", "Fay", "Gus", "Hal", "Ike", "Jo")]


def archive(folder):
    """Ten people with a trade and a place each, in four articles, with all pairs of these."""
    mentions = []
    for place, name in enumerate(PEOPLE):
        for number in range(4):
            article = f"{place}-{number}"
            text = f"The master of craft{chr(97 + place)} {name} spoke in Velda{chr(97 + place)} of craft."
            (folder / f"{article}.txt").write_text(text, encoding="utf8")
            mentions.append({"article": article, "name": name, "role": None, "organisation": None})
    pairs = [
        {"a": a, "b": b, "label": "same" if a["name"] == b["name"] else "different"}
        for place, a in enumerate(mentions)
        for b in mentions[:place]
    ]
    path = folder / "pairs.jsonl"
    unknown = {**pairs[0], "label": "unknown"}
    path.write_text("\n".join(map(json.dumps, [*pairs, unknown])), encoding="utf8")
    return path


def test_what_people_share_gets_weight(tmp_path):
    found = examples(read_pairs(archive(tmp_path)), read_texts([tmp_path]))
    weights = dict(zip(FEATURES, fit(found), strict=True))
    assert sum(example.same for example in found) > 60
    assert weights["names near both"] > 0
    assert weights["words near both"] > 0
    assert "AUC" in report(found)[0]


def test_the_fit_is_the_same_each_time_and_written_where_it_is_wanted(tmp_path, monkeypatch, capsys):
    pairs, out = archive(tmp_path), tmp_path / "weights.txt"
    written = []
    for _ in range(2):
        monkeypatch.setattr("sys.argv", ["fit_identity", str(pairs), str(tmp_path), "--out", str(out)])
        main()
        written.append(out.read_text(encoding="utf8"))
    assert written[0] == written[1]
    assert written[0].startswith(HEAD)
    assert all(f"{name}: " in written[0] for name in FEATURES)
    assert "people held out" in capsys.readouterr().out
