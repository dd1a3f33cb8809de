"""Agencies with dates and names of their time, blocks, predecessors and successors."""
