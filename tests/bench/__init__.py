"""Measurements: `python -m tests.bench SUITE` prints what one suite finds on this machine."""
