"""Conversations: planned, prepared, held, recorded, and exported."""
