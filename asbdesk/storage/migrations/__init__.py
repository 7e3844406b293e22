"""Alembic scripts. Each holds its own copies of the tables that it touches, so that it means the same for ever."""
