"""The meeting log, the plan of a conversation, and the live conversation."""
