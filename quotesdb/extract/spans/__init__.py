"""Where quotations begin and end: marks, contents, cues, layout."""
