"""YAML -> a checked, frozen criteria set with its cases."""
