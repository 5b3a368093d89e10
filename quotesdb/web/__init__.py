"""The page and the HTTP API: each request is parsed, calls one service, and is handed to ``present``."""
