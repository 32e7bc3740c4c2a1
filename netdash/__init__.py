"""netdash: from a cold message to a warm introduction."""
