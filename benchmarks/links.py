"""A sample of machine links, to be read by somebody who says whether one agent is meant.

    python -m benchmarks.links A.db B.db --count 300 --seed 1             the table
    python -m benchmarks.links A.db B.db --count 300 --seed 1 --context   with what stands round each name

Drawn are all links between unlike names, and, until there are as many as wanted, speakers of two articles or
more, each with two appearances drawn among those of its articles. So a name that everybody knows counts no
more than one that stands in two articles, and what is most likely wrong is in the sample as a whole. The same
databases and seed give the same sample.
"""

from __future__ import annotations

import argparse
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Row, select
from sqlalchemy.orm import Session, aliased

from quotesdb.db.engine import open_engine
from quotesdb.db.models import AgentName, Appearance, Article, ArticleVersion, Organisation, SpeakerLink
from quotesdb.names.key import name_key
from quotesdb.resolve import Kind
from quotesdb.values import AgentKind

AROUND = 130
"""Letters shown before and behind a name."""
SHOWN = 2
"""Places of a name that are shown of an article."""

_Printed = Row[*tuple[object, ...]]


class Drawn(NamedTuple):
    """Two appearances that a program takes for one agent's, and why."""

    one: _Printed
    other: _Printed
    kind: str
    score: float | None


def main() -> None:
    """Draw the sample and print it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("databases", nargs="+", type=Path)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--context", action="store_true")
    arguments = parser.parse_args()
    sessions = [Session(open_engine(path)) for path in arguments.databases]
    for number, (session, drawn) in enumerate(sample(sessions, arguments.count, arguments.seed), 1):
        score = "" if drawn.score is None else f"{drawn.score:.1f}"
        print(f"| {number} | {drawn.one.name} | {drawn.other.name} | {drawn.kind} | {score} | |")
        if arguments.context:
            for each in (drawn.one, drawn.other):
                print("\n".join(told(session, each)))


def sample(sessions: Sequence[Session], count: int, seed: int) -> list[tuple[Session, Drawn]]:
    """Links, each with the database it is in."""
    rng = random.Random(f"links {seed}")
    unlike = [(session, drawn) for session in sessions for drawn in unlike_names(session, rng)]
    several = [(session, drawn) for session in sessions for drawn in of_several_articles(session, rng)]
    rng.shuffle(several)
    return [*unlike, *several][:count]


def unlike_names(session: Session, rng: random.Random) -> Iterator[Drawn]:
    """Every link between two names, with an appearance of each."""
    a, b = aliased(AgentName), aliased(AgentName)
    links = (
        select(SpeakerLink.name_a_id, SpeakerLink.name_b_id, SpeakerLink.kind, SpeakerLink.score)
        .join(a, a.id == SpeakerLink.name_a_id)
        .join(b, b.id == SpeakerLink.name_b_id)
        .where(~SpeakerLink.asked)
        .order_by(a.key, b.key)
    )
    rows = _appearances(session)
    for link in session.execute(links):
        one, other = (rng.choice([row for row in rows if row.name_id == end]) for end in link[:2])
        yield Drawn(one, other, Kind[link.kind].value, link.score)


def of_several_articles(session: Session, rng: random.Random) -> Iterator[Drawn]:
    """Of each speaker of several articles two appearances."""
    owned = defaultdict[int, list[_Printed]](list)
    for row in _appearances(session):
        if row.kind in (AgentKind.PERSON, AgentKind.ORGANISATION):
            owned[row.speaker_id].append(row)
    for own in owned.values():
        pairs = [pair for pair in combinations(own, 2) if pair[0].article_id != pair[1].article_id]
        if pairs:
            one, other = rng.choice(pairs)
            same = name_key(one.name) == name_key(other.name)
            yield Drawn(one, other, "equal name" if same else "names of one agent", None)


def _appearances(session: Session) -> Sequence[_Printed]:
    query = (
        select(
            Appearance.article_id,
            Appearance.name_id,
            Appearance.speaker_id,
            Appearance.name,
            Appearance.kind,
            Appearance.role,
            Organisation.name.label("organisation"),
            Article.title,
            Article.published_on,
        )
        .join(Appearance.article)
        .outerjoin(Appearance.organisation)
        .where(Appearance.name_id.is_not(None))
        .order_by(Appearance.public_id)
    )
    return session.execute(query).all()


def told(session: Session, row: _Printed) -> Iterator[str]:
    """What stands in the article about somebody."""
    texts = select(ArticleVersion.text).where(ArticleVersion.article_id == row.article_id)
    text = session.scalars(texts.order_by(ArticleVersion.number.desc())).first() or ""
    yield f"    {row.published_on} {row.title} [{row.role or ''}, {row.organisation or ''}]"
    word = str(row.name).split()[-1].strip(".")
    found, behind = 0, 0
    while found < SHOWN and (place := text.find(word, behind)) >= 0:
        around = text[max(0, place - AROUND) : place + AROUND]
        yield f"      … {' '.join(around.split())} …"
        found, behind = found + 1, place + 3 * AROUND


if __name__ == "__main__":
    main()
