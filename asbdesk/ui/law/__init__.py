"""The law an office works by: instruments and their dates, what is unconfirmed, the office's own versions."""
