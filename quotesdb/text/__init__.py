"""The text itself: canonical form, folding, places in it, segments, turns, corrections, language."""
