"""Who is let in, as a coach and a member see it, and the server that asks."""
