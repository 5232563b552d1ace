"""Management code of the orders room."""
