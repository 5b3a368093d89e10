"""The tools of language models: each call is parsed, calls one service, and is handed to ``present``."""
