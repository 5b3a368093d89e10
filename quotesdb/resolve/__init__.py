"""Who is who across articles: pure rules, without a database.

Names, not appearances, are linked. A store keeps one row a *name*, which is what ``naming(printed).key``
gives for the appearances of people:

============  ====================================================================================
``id``        the key of the name; for an appearance that a person's decision is about, its public id
``articles``  in how many articles the name stands (less the appearances with an id of their own)
``printed``   one of its printings, whichever: of its oldest appearance
``age``       the least ``f"{published_on or '9999'} {public_id}"`` of its appearances
``evidence``  the sum of ``observed(...)`` of the at most ``SAMPLED`` appearances with the smallest public
              ids: kept, or made from the texts when the name is loaded
keys          ``variant_keys`` and ``bearer_keys``, a row each, indexed, with ``articles`` beside them
============  ====================================================================================

Every row of a name is read as a ``Known``. An article costs a few names, the twenty names that each of them
is compared with, and no appearance.

**When an article is stored**, runs change or a person decides: the names concerned are brought up to date,
then

1. ``reach(names, index)`` says which names to load; ``index`` answers four look-ups by key (``Index``);
2. ``link_names(reached.names, facts, reached.elsewhere)`` says what links them. ``facts`` are the decisions
   about these names and in how many articles two of one surname stand side by side (``together``); dates of
   an authority file that rule out that two names are one go into ``different``, too;
3. of the stored links those between two full names that were reached, and those of a surname or name of
   rank that was reached, are replaced by ``links``; ``suggestions`` take the place of those there were.
   Both keep kind, score (log-odds) and reasons in words;
4. for the names at the ends of links that came or went ``clusters`` says who is one, over stored links and
   decisions, the oldest first. All appearances of a name are its person's; those of a name that is
   ``loose`` (no link, and no full name or name of rank) are one speaker each.

**When a person decides** about one appearance, it gets a row of its own: an id, one article, its own
evidence. So one appearance can leave a name, and the rest of the name stays together.

**Rebuild** gives ``link_names`` all names at once; the links are the same, whatever the order of articles
was.

Organisations are not linked by likeness: appearances of equal ``read_body(printed).key`` are one, if the part
is the body itself and ``is_one_body``; a voice and members are agents of their own who belong to it.
``compare_bodies`` says of which other ones a person should be asked.
"""

from quotesdb.names.organisation import BodyLikeness, body_keys, is_proper
from quotesdb.names.person import PersonName, goes_with, in_order, parse
from quotesdb.names.printed import printed_name
from quotesdb.resolve.beside import beside
from quotesdb.resolve.bodies import BodyProfile, Score, compare_bodies
from quotesdb.resolve.clusters import Link, Pair, Ties, bonds, clusters
from quotesdb.resolve.context import context, told
from quotesdb.resolve.evidence import SAMPLED, Evidence, Known, known, observed
from quotesdb.resolve.gather import Facts, NameLink
from quotesdb.resolve.linking import Linked, link_names, most_printed
from quotesdb.resolve.naming import Form, Naming, naming
from quotesdb.resolve.priors import PRIOR, Kind
from quotesdb.resolve.reach import Bearers, Index, Reached, reach
from quotesdb.resolve.variants import bearer_keys, variant_keys

__all__ = [
    "PRIOR",
    "SAMPLED",
    "Bearers",
    "BodyLikeness",
    "BodyProfile",
    "Evidence",
    "Facts",
    "Form",
    "Index",
    "Kind",
    "Known",
    "Link",
    "Linked",
    "NameLink",
    "Naming",
    "Pair",
    "PersonName",
    "Reached",
    "Score",
    "Ties",
    "bearer_keys",
    "beside",
    "body_keys",
    "bonds",
    "clusters",
    "compare_bodies",
    "context",
    "goes_with",
    "in_order",
    "is_proper",
    "known",
    "link_names",
    "most_printed",
    "naming",
    "observed",
    "parse",
    "printed_name",
    "reach",
    "told",
    "variant_keys",
]
