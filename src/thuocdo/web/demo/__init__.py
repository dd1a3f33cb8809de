"""The demonstration: a filled site in one command, made by the same acts as people's."""
