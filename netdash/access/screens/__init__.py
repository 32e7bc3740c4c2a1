"""What the server and its members are shown of who is let in."""
