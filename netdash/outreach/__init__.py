"""Messages to people: templates, checks, channels, and where each exchange stands."""
