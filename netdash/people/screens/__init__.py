"""The screens of people, and the picker that every form uses."""
