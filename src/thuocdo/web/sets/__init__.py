"""Criteria sets as imported, and their versions."""
