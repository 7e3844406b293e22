"""The risk to victims: assessed in a form, told on the case, over time; and why a step is in proportion."""
