"""How much to make at once: one item over time, and many items that share a machine.

Textbook formulas (`single_item`), reading and checking of instances with changeovers, and the
search for them, compiled with numba. Knows no stock lines and no database.
"""
