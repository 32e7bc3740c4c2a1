"""What is shown of finding anything: the box, its button and its shortcut."""
