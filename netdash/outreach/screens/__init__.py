"""The outreach page: its board, the message desk, and the templates."""
