"""Figures out of the office: one module per report, its parameters, query and blocks."""
