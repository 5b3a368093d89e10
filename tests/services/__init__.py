"""Tests of the services, on real database files."""
