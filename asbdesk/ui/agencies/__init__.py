"""Partner agencies: the directory, conferences, agreed actions, and the log of what was disclosed."""
