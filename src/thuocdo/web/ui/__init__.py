"""The ruler, numbers, tables: the parts every page is made of."""
