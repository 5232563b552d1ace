"""Answers about the catalog; nothing here changes anything."""
