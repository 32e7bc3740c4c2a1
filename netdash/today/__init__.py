"""The first page: the first steps of a newcomer."""
