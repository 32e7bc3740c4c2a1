"""The follow-up tracker, and the rows in which actions are shown."""
