"""The database: models, engine, full-text search and the queries that everything else builds on.

This layer knows value objects only; services are its callers.
"""
