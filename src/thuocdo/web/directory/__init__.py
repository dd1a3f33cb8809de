"""The organiser keeps the list of agencies: import, rename, merge, split, move to another block."""
