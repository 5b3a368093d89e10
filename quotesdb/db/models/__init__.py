"""Every model, one family a file: evidence, identity, belief and judgement never share a row."""

from quotesdb.db.models.account import Account, Credential
from quotesdb.db.models.article import (
    Article,
    ArticleIdentifier,
    ArticleMetadataHistory,
    ArticleVersion,
    ArticleZone,
    Byline,
)
from quotesdb.db.models.attribution import Alternative, Attribution, AttributionSpan, ExtractionRun
from quotesdb.db.models.authority import Authority, AuthorityIdentifier, AuthorityName, AuthorityRole
from quotesdb.db.models.base import Base
from quotesdb.db.models.check import ClaimCheck, ClaimMatch
from quotesdb.db.models.correction import ArticleCorrection, ArticlePrinted
from quotesdb.db.models.current_quote import CurrentQuote, FoldedName, QuoteCount
from quotesdb.db.models.decision import Decision
from quotesdb.db.models.erasure import ErasedName, Erasure
from quotesdb.db.models.judgement import (
    OrganisationJudgement,
    OrganisationName,
    SpeakerJudgement,
    SpeakerName,
)
from quotesdb.db.models.organisation import Organisation
from quotesdb.db.models.quote import Quote
from quotesdb.db.models.review import DecisionSpan, Review
from quotesdb.db.models.saved_search import SavedSearch
from quotesdb.db.models.speaker import (
    AgentName,
    AgentNameKey,
    Appearance,
    NamesTogether,
    Speaker,
    SpeakerLink,
)
from quotesdb.db.models.statement import Statement, StatementQuote
from quotesdb.db.models.tag import SpeakerTag

DECISIONS: tuple[type[Base], ...] = (Decision, DecisionSpan)
"""What people decided: no machine step may write one of these tables."""

__all__ = [
    "DECISIONS",
    "Account",
    "AgentName",
    "AgentNameKey",
    "Alternative",
    "Appearance",
    "Article",
    "ArticleCorrection",
    "ArticleIdentifier",
    "ArticleMetadataHistory",
    "ArticlePrinted",
    "ArticleVersion",
    "ArticleZone",
    "Attribution",
    "AttributionSpan",
    "Authority",
    "AuthorityIdentifier",
    "AuthorityName",
    "AuthorityRole",
    "Base",
    "Byline",
    "ClaimCheck",
    "ClaimMatch",
    "Credential",
    "CurrentQuote",
    "Decision",
    "DecisionSpan",
    "ErasedName",
    "Erasure",
    "ExtractionRun",
    "FoldedName",
    "NamesTogether",
    "Organisation",
    "OrganisationJudgement",
    "OrganisationName",
    "Quote",
    "QuoteCount",
    "Review",
    "SavedSearch",
    "Speaker",
    "SpeakerJudgement",
    "SpeakerLink",
    "SpeakerName",
    "SpeakerTag",
    "Statement",
    "StatementQuote",
]
