"""Rounds: prepare, open, extend, exclude, close."""
