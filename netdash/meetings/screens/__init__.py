"""The meeting log, the plan of a conversation, and the conversation under way."""
