"""Searches that somebody keeps under a name, each with a feed."""

from datetime import datetime

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from quotesdb.db.models.base import Base, LongText, Sha256, sha256_length


class SavedSearch(Base):
    """A search by the name that its owner gave it; ``query`` is what an address asks for.

    ``owner_key`` is the folded name of whoever keeps it: a user, or whoever the page was started for.
    ``digest`` is that of the token which the address of the feed carries.
    """

    __tablename__ = "saved_search"
    __table_args__ = (UniqueConstraint("owner_key", "name_key"), sha256_length("digest"))

    id: Mapped[int] = mapped_column(primary_key=True)
    owner_key: Mapped[str] = mapped_column(String)
    name: Mapped[str] = mapped_column(String)
    name_key: Mapped[str] = mapped_column(String)
    query: Mapped[LongText]
    digest: Mapped[Sha256] = mapped_column(unique=True)
    created_at: Mapped[datetime]
