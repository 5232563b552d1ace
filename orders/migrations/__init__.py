"""Migrations of the orders room."""
