"""The question bank and the sets chosen from it."""
