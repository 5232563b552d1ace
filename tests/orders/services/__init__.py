"""Tests of `orders/services`."""
