"""Thank-yous: who is owed one, the note and its five parts, and what is checked in it."""
