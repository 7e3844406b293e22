"""The field's own rules: dates, working days, ages, names, the ladder, contracts, disclosure, permissions.

Pure Python: no input or output, no database, no Qt and no "now"; ``today`` comes in as an argument. Nothing of the
program but :mod:`asbdesk.errors` may enter.
"""
