"""What people decided, as it is stored: decisions, reviews and their history."""
