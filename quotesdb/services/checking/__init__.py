"""Holding claims and drafts against what is stored, and the record of it."""
