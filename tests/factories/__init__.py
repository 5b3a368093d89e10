"""One factory for every model; the ``session`` fixture binds them to its session."""

from tests.factories.account import AccountFactory, CredentialFactory, SavedSearchFactory
from tests.factories.article import (
    ArticleFactory,
    ArticleIdentifierFactory,
    ArticleMetadataHistoryFactory,
    ArticleVersionFactory,
    ArticleZoneFactory,
    BylineFactory,
)
from tests.factories.attribution import (
    AlternativeFactory,
    AttributionFactory,
    AttributionSpanFactory,
    ExtractionRunFactory,
)
from tests.factories.authority import (
    AuthorityFactory,
    AuthorityIdentifierFactory,
    AuthorityNameFactory,
    AuthorityRoleFactory,
)
from tests.factories.base import bind
from tests.factories.check import ClaimCheckFactory, ClaimMatchFactory
from tests.factories.correction import ArticleCorrectionFactory, ArticlePrintedFactory, ErasureFactory
from tests.factories.judgement import (
    OrganisationJudgementFactory,
    OrganisationNameFactory,
    SpeakerJudgementFactory,
    SpeakerNameFactory,
)
from tests.factories.organisation import OrganisationFactory
from tests.factories.quote import QuoteFactory
from tests.factories.read_model import (
    CurrentQuoteFactory,
    ErasedNameFactory,
    FoldedNameFactory,
    QuoteCountFactory,
)
from tests.factories.review import DecisionSpanFactory, ReviewFactory
from tests.factories.speaker import (
    AgentNameFactory,
    AgentNameKeyFactory,
    AppearanceFactory,
    NamesTogetherFactory,
    SpeakerFactory,
    SpeakerLinkFactory,
)
from tests.factories.statement import StatementFactory, StatementQuoteFactory
from tests.factories.tag import SpeakerTagFactory

__all__ = [
    "AccountFactory",
    "AgentNameFactory",
    "AgentNameKeyFactory",
    "AlternativeFactory",
    "AppearanceFactory",
    "ArticleCorrectionFactory",
    "ArticleFactory",
    "ArticleIdentifierFactory",
    "ArticleMetadataHistoryFactory",
    "ArticlePrintedFactory",
    "ArticleVersionFactory",
    "ArticleZoneFactory",
    "AttributionFactory",
    "AttributionSpanFactory",
    "AuthorityFactory",
    "AuthorityIdentifierFactory",
    "AuthorityNameFactory",
    "AuthorityRoleFactory",
    "BylineFactory",
    "ClaimCheckFactory",
    "ClaimMatchFactory",
    "CredentialFactory",
    "CurrentQuoteFactory",
    "DecisionSpanFactory",
    "ErasedNameFactory",
    "ErasureFactory",
    "ExtractionRunFactory",
    "FoldedNameFactory",
    "NamesTogetherFactory",
    "OrganisationFactory",
    "OrganisationJudgementFactory",
    "OrganisationNameFactory",
    "QuoteCountFactory",
    "QuoteFactory",
    "ReviewFactory",
    "SavedSearchFactory",
    "SpeakerFactory",
    "SpeakerJudgementFactory",
    "SpeakerLinkFactory",
    "SpeakerNameFactory",
    "SpeakerTagFactory",
    "StatementFactory",
    "StatementQuoteFactory",
    "bind",
]
