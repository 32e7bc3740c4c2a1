"""The pitch builder."""
