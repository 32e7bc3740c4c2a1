"""The page to read and change the coaching rules on."""
