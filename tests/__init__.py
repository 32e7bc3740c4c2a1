"""The tests of netdash; they mirror its modules."""
