"""Before the office is open: signing in, the first run, the recovery key. Nothing here imports the store at once."""
