"""Whole order books: lines in, one row a line out, with the one-by-one rules beside it.

Reading, baselines, the search on the product's dispatch and an independent checker. Files are
opened by the command; numba is loaded by the search, its board and `index_rule` alone.
"""
