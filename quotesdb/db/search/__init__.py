"""Full-text search, an implementation for each database engine."""
