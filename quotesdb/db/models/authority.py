"""Evidence of another kind: what authority files say of people, as it was imported."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from quotesdb.db.models.base import Base, counted


class Authority(Base):
    """One person of an authority file; ``key`` is the first identifier, or name and birth if there is none.

    ``source`` is the name of the file, ``born`` and ``died`` are cut to what is known of them.
    """

    __tablename__ = "authority"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String, unique=True)
    name: Mapped[str] = mapped_column(String)
    born: Mapped[str | None] = mapped_column(String(10))
    died: Mapped[str | None] = mapped_column(String(10))
    source: Mapped[str] = mapped_column(String)
    imported_at: Mapped[datetime]

    names: Mapped[list["AuthorityName"]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by="AuthorityName.position"
    )
    roles: Mapped[list["AuthorityRole"]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by="AuthorityRole.position"
    )
    identifiers: Mapped[list["AuthorityIdentifier"]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by="AuthorityIdentifier.position"
    )


class AuthorityName(Base):
    """A name of somebody in an authority file, the name to show first."""

    __tablename__ = "authority_name"
    __table_args__ = (UniqueConstraint("authority_id", "position"), counted())

    id: Mapped[int] = mapped_column(primary_key=True)
    authority_id: Mapped[int] = mapped_column(ForeignKey("authority.id", ondelete="CASCADE"))
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String)
    name_key: Mapped[str] = mapped_column(String, index=True)


class AuthorityRole(Base):
    """A role that somebody held, from when to when as far as the file knows.

    ``first_word`` is the first of the folded title, by which the roles are found that a printed one may be.
    """

    __tablename__ = "authority_role"
    __table_args__ = (UniqueConstraint("authority_id", "position"), counted())

    id: Mapped[int] = mapped_column(primary_key=True)
    authority_id: Mapped[int] = mapped_column(ForeignKey("authority.id", ondelete="CASCADE"))
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String)
    first_word: Mapped[str] = mapped_column(String, index=True)
    organisation: Mapped[str | None] = mapped_column(String)
    since: Mapped[str | None] = mapped_column(String(10))
    until: Mapped[str | None] = mapped_column(String(10))


class AuthorityIdentifier(Base):
    """What somebody is called where everybody is told apart."""

    __tablename__ = "authority_identifier"
    __table_args__ = (
        UniqueConstraint("authority_id", "position"),
        UniqueConstraint("value", "scheme"),
        counted(),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    authority_id: Mapped[int] = mapped_column(ForeignKey("authority.id", ondelete="CASCADE"))
    position: Mapped[int]
    scheme: Mapped[str] = mapped_column(String)
    value: Mapped[str] = mapped_column(String)
