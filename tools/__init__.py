"""Commands for people who work on quotesdb; none of this is installed."""
