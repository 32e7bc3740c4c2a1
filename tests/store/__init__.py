"""The tests of the store, on every engine."""
