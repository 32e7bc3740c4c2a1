"""The workspace as a whole: its backup, what refers to what, and the sample."""
