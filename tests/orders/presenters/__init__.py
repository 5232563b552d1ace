"""Tests of `orders/presenters`."""
