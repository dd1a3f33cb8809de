"""Files people send: checked by content, stored outside the web root."""
