"""People: the list, each on a page of her own, and the form that asks first whether she is known already."""
