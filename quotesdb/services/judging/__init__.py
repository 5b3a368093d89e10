"""What people decide: reviews, who is whom, tags, and taking a decision back."""
