"""A set and a table -> points, levels, ranks and the reason for each."""
