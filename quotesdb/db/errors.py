"""The one error of the database layer that is for users to read."""


class DatabaseError(Exception):
    """A database cannot be used; the message is one line for the user."""
