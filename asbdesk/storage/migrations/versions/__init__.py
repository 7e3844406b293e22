"""The scripts, one for each version of the store, in order."""
