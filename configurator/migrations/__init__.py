"""Migrations of the configurator room."""
