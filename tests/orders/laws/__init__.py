"""Tests of `orders/laws`."""
