"""The laws of the data, checked on the live database: what is broken, row by row.

Changes nothing. What the factory can say about its own rows stands in `production.laws`.
"""
