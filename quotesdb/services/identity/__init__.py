"""Who is who across articles: links, clusters, organisations, and finding a speaker by name."""
