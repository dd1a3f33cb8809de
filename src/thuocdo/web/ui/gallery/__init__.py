"""The page /ui/: every component in every state, for those who build pages and for the tests of a browser."""
