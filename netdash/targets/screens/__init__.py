"""The target plan and what stands in it."""
