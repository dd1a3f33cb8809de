"""Numbers, dates and names as Vietnamese write them; nothing here knows of criteria."""
