"""Today, and the welcome of a newcomer."""
