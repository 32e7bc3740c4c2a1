"""Finding anything: people, companies, conversations and what else is kept, by words, from one box."""
