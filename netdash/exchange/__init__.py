"""What leaves netdash and comes back: one module a format."""
