"""Organisations: publishers, and whom people speak for."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from quotesdb.db.models.base import Base


class Organisation(Base):
    """A body known by its name; ``name_key`` is the folded name, ``kind`` what sort of body, if known."""

    __tablename__ = "organisation"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String)
    name_key: Mapped[str] = mapped_column(String, unique=True)
    kind: Mapped[str | None] = mapped_column(String)
