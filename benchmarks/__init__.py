"""Measurements, each beside its floor in the same run. Ratios say something on any machine, seconds only on one.

Nothing here fails on a time: it is read by people.
"""
