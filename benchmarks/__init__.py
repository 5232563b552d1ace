"""Measurements: what Tailorline needs for its jobs, beside what its peers need in the same run.

One module a benchmark (`catalogue.py` names them), peers in `peers/`, inputs in `data/`. Nothing
of the shop imports this package, and nothing here changes the shop.
"""
