"""The errors of the database layer that are for users to read."""


class DatabaseError(Exception):
    """A database cannot be used; the message is one line for the user."""


class DatabaseInUse(DatabaseError):  # noqa: N818 - the name says what is wrong
    """Another program kept the database locked for longer than this one waits; a later try may succeed."""


class Conflict(DatabaseInUse):
    """Two programs changed the same at once, and this one was to give way; a further try may succeed."""
