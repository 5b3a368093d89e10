"""Who is meant inside one article: names, roles, pronouns, descriptions."""
