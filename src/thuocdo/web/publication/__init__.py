"""Public pages of results: no account, no session, cacheable."""
