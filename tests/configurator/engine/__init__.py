"""Tests of the pure engine: a brute-force referee, random models and hand-worked cases."""
