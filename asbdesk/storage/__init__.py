"""The encrypted store: keys, engine, tables, audit, search index, backups, migrations.

What differs between one kind of database and another lives here alone. Only ``domain`` may enter.
"""
