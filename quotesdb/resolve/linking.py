"""Who is who among the names of an archive: all of them at once, or those that a new article touches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from quotesdb.resolve.bearers import bearer
from quotesdb.resolve.clusters import Link, Ties, clusters
from quotesdb.resolve.evidence import Known
from quotesdb.resolve.gather import Facts, Gathered, NameLink, gather
from quotesdb.resolve.naming import Form
from quotesdb.resolve.variants import bearer_keys, variant, variant_keys

CANDIDATES = 20
"""Names with which a name is compared: of those that share a key, the ones printed in the most articles."""


class Linked(NamedTuple):
    """Who there is, by the ids of names, the oldest first.

    A ``loose`` name is no person's: for all that is known, it means somebody else in every article.
    """

    people: list[tuple[str, ...]]
    loose: list[str]
    links: list[NameLink]
    suggestions: list[NameLink]


def link_names(names: Iterable[Known], facts: Facts, elsewhere: Mapping[str, int] | None = None) -> Linked:
    """Who is who among these names.

    They are all names of an archive, or all that ``families`` and ``bearer_keys`` tie to some; then
    ``elsewhere`` says by key in how many articles the bearers stand that are not among them.

    >>> from quotesdb.resolve.evidence import known
    >>> listed = ("Ada Example", "Ada B. Example", "Mrs. Example", "Mr. Sample")
    >>> found = link_names((known(name, articles=9) for name in listed), Facts())
    >>> found.people, found.loose
    ([('ada b example', 'ada example', 'ms example')], ['mr sample'])
    """
    ordered = sorted(names, key=lambda name: (name.age, name.id))
    full = [name for name in ordered if name.naming.form is Form.FULL]
    gathered = [gather(family, facts) for family in families(full, [*facts.same, *_recorded(full, facts)])]
    bare = [name for name in ordered if name.naming.form in (Form.BARE, Form.RANK)]
    borne = _borne(bare, gathered, facts, elsewhere or {})
    links = [*(link for found in gathered for link in found.links), *borne.links]
    form = {name.id: name.naming.form for name in ordered}
    people, loose = list[tuple[str, ...]](), list[str]()
    for ids in _clustered(ordered, links, facts):
        if len(ids) == 1 and form[ids[0]] in (Form.BARE, Form.NONE):
            loose.append(ids[0])
        else:
            people.append(ids)
    suggestions = [*(link for found in gathered for link in found.suggestions), *borne.suggestions]
    return Linked(people, loose, links, suggestions)


def families(names: Sequence[Known], same: Collection[tuple[str, str]] = ()) -> list[list[Known]]:
    """Full names parted so that no two of different parts could be one person's, nor were said to be.

    >>> from quotesdb.resolve.evidence import known
    >>> listed = [known(name) for name in ("Ada Example", "Bo Sample", "Ada B. Example")]
    >>> [[name.printed for name in family] for family in families(listed)]
    [['Ada Example', 'Ada B. Example'], ['Bo Sample']]
    """
    by_key = defaultdict[str, list[Known]](list)
    for name in names:
        for key in variant_keys(name.naming):
            by_key[key].append(name)
    near = {name.id: {other.id for other in candidates(name, by_key)} for name in names}
    for one, other in same:
        if one in near and other in near:
            near[one].add(other)
    by_id = {name.id: name for name in names}
    return [[by_id[id_] for id_ in part] for part in _connected(near)]


def _recorded(full: Sequence[Known], facts: Facts) -> Iterator[tuple[str, str]]:
    """Each name by which an authority file knows somebody with the first one."""
    for names in facts.recorded(name.id for name in full).values():
        yield from ((names[0], other) for other in names[1:])


def candidates(name: Known, by_key: Mapping[str, Iterable[Known]]) -> list[Known]:
    """Of the names that share a key with this one those to compare it with, the most printed first."""
    sharing = (other for key in variant_keys(name.naming) for other in by_key.get(key, ()))
    return most_printed(able(name, sharing))


def able(name: Known, sharing: Iterable[Known]) -> list[Known]:
    """Of the names that share a key with this one those that could be the same person's, each once."""
    others = {other.id: other for other in sharing if other.id != name.id}
    return [o for o in others.values() if variant(name.naming.name, o.naming.name) is not None]


def most_printed(names: Iterable[Known]) -> list[Known]:
    """Of names the ones that are compared: ``CANDIDATES`` with the most articles."""
    return sorted(names, key=lambda name: (-name.articles, name.id))[:CANDIDATES]


def _borne(
    bare: Iterable[Known], gathered: Iterable[Gathered], facts: Facts, elsewhere: Mapping[str, int]
) -> Gathered:
    """The links from surnames alone and names of rank to whom they mean."""
    owner = {name.id: person for found in gathered for person in found.people for name in person.names}
    names = {name.id: name for person in owner.values() for name in person.names}
    by_key = defaultdict[str, list[Known]](list)
    for name in names.values():
        for key in bearer_keys(name.naming):
            by_key[key].append(name)
    judged, links, suggestions = facts.same_ids(), [], []
    for name in bare:
        if name.id in judged:
            continue
        [key] = bearer_keys(name.naming)
        near = most_printed(by_key[key])
        rest = sum(other.articles for other in by_key[key]) - sum(other.articles for other in near)
        people = {owner[other.id].id: owner[other.id] for other in near}
        found = bearer(name, list(people.values()), facts, rest + elsewhere.get(key, 0))
        links += [found.link] if found.link else []
        suggestions += [found.suggestion] if found.suggestion else []
    return Gathered([], links, suggestions)


def _clustered(ordered: Sequence[Known], links: Iterable[NameLink], facts: Facts) -> list[tuple[str, ...]]:
    """The names of each person, as links tie them and decisions hold them apart."""
    number = {name.id: place for place, name in enumerate(ordered)}

    def numbered(pairs: Iterable[tuple[str, str]]) -> list[tuple[int, int]]:
        return [(number[a], number[b]) for a, b in pairs if a in number and b in number]

    made = [Link(number[link.one], number[link.other], link.score) for link in links]
    ties = Ties(links=made, same=numbered(facts.same), different=numbered(facts.different))
    return [tuple(ordered[place].id for place in group) for group in clusters(range(len(ordered)), ties)]


def _connected(near: Mapping[str, Iterable[str]]) -> list[list[str]]:
    """The ids of each part of a graph, in their order."""
    number = {id_: place for place, id_ in enumerate(near)}
    ids = list(near)
    links = [Link(number[one], number[other], 0.0) for one, others in near.items() for other in others]
    return [[ids[place] for place in part] for part in clusters(range(len(ids)), Ties(links=links))]
