"""Real computer parts: read the CSV files, derive what they do not say, write the draft.

`docs/pc-parts.md` says what is derived and from where. Parts in stock live in production.
"""
