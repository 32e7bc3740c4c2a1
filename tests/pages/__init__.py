"""The pages, driven without a browser."""
