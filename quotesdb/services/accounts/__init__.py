"""Users of the page and the API: who they are, what they may do, and what proves it."""

from quotesdb.db.types import CredentialKind, Role
from quotesdb.services.accounts.credentials import log_in, log_out, make_token, revoke_token, who_holds
from quotesdb.services.accounts.results import NewToken, User
from quotesdb.services.accounts.users import add_user, change_user, has_users, list_users

__all__ = [
    "CredentialKind",
    "NewToken",
    "Role",
    "User",
    "add_user",
    "change_user",
    "has_users",
    "list_users",
    "log_in",
    "log_out",
    "make_token",
    "revoke_token",
    "who_holds",
]
