"""Rows by id and the small things that all services share."""
