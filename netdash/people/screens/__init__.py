"""People and each person, and the picker that every form uses."""
