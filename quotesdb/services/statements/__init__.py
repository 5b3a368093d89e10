"""The same words by one speaker across articles."""
