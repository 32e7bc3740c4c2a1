"""The server, the member's profile, and the lists of who may come in."""
