"""Feedback: what a member submits to a coach, the packet that carries it, and the comments that come back."""
