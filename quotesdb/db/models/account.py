"""Who may use the page and the API, and what proves that they are the ones."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from quotesdb.db.models.base import Base, Sha256, sha256_length
from quotesdb.db.types import CredentialKind, Role, one_of


class Account(Base):
    """A user by name; decisions are kept under the name as text, so that they outlive the account.

    ``name_key`` is the folded name, by which people log in. ``password`` is an Argon2 hash with its salt.
    """

    __tablename__ = "account"
    __table_args__ = (one_of("role", Role),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String)
    name_key: Mapped[str] = mapped_column(String, unique=True)
    role: Mapped[Role]
    password: Mapped[str] = mapped_column(String)
    created_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]

    credentials: Mapped[list["Credential"]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, back_populates="account"
    )


class Credential(Base):
    """What a program or a browser shows instead of a password; only the digest of it is stored.

    ``label`` is what its owner calls a token.
    """

    __tablename__ = "credential"
    __table_args__ = (one_of("kind", CredentialKind), sha256_length("digest"))

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    kind: Mapped[CredentialKind]
    label: Mapped[str | None] = mapped_column(String)
    digest: Mapped[Sha256] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]

    account: Mapped[Account] = relationship(back_populates="credentials")
