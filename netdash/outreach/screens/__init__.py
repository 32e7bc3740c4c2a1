"""The outreach page: the message desk, the list of messages, the journey, and the templates."""
