"""Tests of `orders/api`."""
