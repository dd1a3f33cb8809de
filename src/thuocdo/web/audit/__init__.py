"""The log: one chain of entries, one for every act."""
