"""Tests of the orders room, mirroring its files."""
