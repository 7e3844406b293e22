"""Settings: the office, its users, safety of the records, and what was done in them."""
