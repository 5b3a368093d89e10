"""Is this what was said? Claims are compared with evidence word by word; pure functions, no database."""
