"""Settings, addresses, base templates, the stylesheet, middleware."""
