"""Today: what is due, what nobody has opened, what was left unfinished."""
