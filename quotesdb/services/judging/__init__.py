"""What people decide: reviews, who is who, tags, and taking a decision back."""
