"""The question bank, a question, and the panels of a set."""
