"""The screens of the question bank, and the picker of questions."""
