"""The shipped encoder: its files, and the code that runs it."""
