"""Incidents: the list, one on its page, and the form that is filled while somebody is on the telephone."""
