"""People and their roles in agencies."""
