"""Tests of `orders/views`."""
