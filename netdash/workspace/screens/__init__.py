"""The workspace page and the notices above every page."""
