"""Users of the page and the API: who they are, what they may do, and what proves it."""

from quotesdb.db.types import CredentialKind, Role
from quotesdb.services.accounts.credentials import log_in, log_out, make_token, revoke_token, who_holds
from quotesdb.services.accounts.results import KeptSearch, NewFeed, NewToken, User
from quotesdb.services.accounts.searches import (
    delete_search,
    list_searches,
    query_of,
    renew_feed,
    save_search,
    search_of_feed,
)
from quotesdb.services.accounts.users import add_user, change_user, has_users, list_users

__all__ = [
    "CredentialKind",
    "KeptSearch",
    "NewFeed",
    "NewToken",
    "Role",
    "User",
    "add_user",
    "change_user",
    "delete_search",
    "has_users",
    "list_searches",
    "list_users",
    "log_in",
    "log_out",
    "make_token",
    "query_of",
    "renew_feed",
    "revoke_token",
    "save_search",
    "search_of_feed",
    "who_holds",
]
