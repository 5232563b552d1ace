"""The demo's factory as plain data, and the one function that writes it.

What the products are stands in `catalog.demo`; codes of options and attributes come from there.
"""
