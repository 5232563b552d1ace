"""Tests of `orders/selectors`."""
