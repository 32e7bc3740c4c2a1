"""What the records say in figures: funnels, rhythm, punctuality, introductions, and their charts."""
