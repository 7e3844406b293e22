"""Orders: applications to a court, and the orders that they end in."""
