"""The screens of the target plan."""
