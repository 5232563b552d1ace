"""The demo shop's products as plain data, and the one function that writes them to the catalog.

How they are made stands in `production.demo`; the real computer parts in `catalog.pc_parts`.
"""
