"""The screens of feedback."""
