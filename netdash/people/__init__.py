"""The people a member knows: contacts, their companies, who introduced whom, and how often to be in touch."""
