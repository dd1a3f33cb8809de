"""Verification: reviewers decide each answer, the agency explains, the organiser enters its own marks."""
