"""Who is who across articles: pure rules, without a database."""

from quotesdb.names.commonness import is_common_surname
from quotesdb.names.offices import NATIONAL_OFFICES
from quotesdb.names.organisation import BodyLikeness, counterparts, is_proper
from quotesdb.names.person import PersonName, goes_with, in_order, parse
from quotesdb.names.printed import printed_name
from quotesdb.resolve.blocking import blocking_keys
from quotesdb.resolve.clusters import GAP, Link, Pair, Ties, clusters, spells
from quotesdb.resolve.links import LinksBy, is_full_name, links_by
from quotesdb.resolve.profile import Profile, Rarity, printed_role, rarity_of
from quotesdb.resolve.score import Decision, Score, is_woman, score

__all__ = [
    "GAP",
    "NATIONAL_OFFICES",
    "BodyLikeness",
    "Decision",
    "Link",
    "LinksBy",
    "Pair",
    "PersonName",
    "Profile",
    "Rarity",
    "Score",
    "Ties",
    "blocking_keys",
    "clusters",
    "counterparts",
    "goes_with",
    "in_order",
    "is_common_surname",
    "is_full_name",
    "is_proper",
    "is_woman",
    "links_by",
    "parse",
    "printed_name",
    "printed_role",
    "rarity_of",
    "score",
    "spells",
]
