"""Acceptable Behaviour Contracts: drawn up, offered, signed, watched to their end. May use services, queries, kit."""
