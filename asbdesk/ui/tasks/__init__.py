"""Tasks, appointments and visits: their dialog, the visit sheet, and the calendar for other programs."""
