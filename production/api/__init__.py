"""REST for staff keys: stock and runs."""
