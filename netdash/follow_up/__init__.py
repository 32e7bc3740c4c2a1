"""What comes after a conversation: promises, the history, the week, and what is to do."""
