"""The page on which the coaching rules are read and changed."""
