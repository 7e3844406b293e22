"""Verbs that change things. Each takes a :class:`~asbdesk.storage.work.Work` and runs inside its one transaction.

A service checks permission, asks ``domain`` whether it is lawful, and changes rows. No Qt, no files, no "now".
"""
