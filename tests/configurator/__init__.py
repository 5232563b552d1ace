"""Tests of the configurator room; the engine's need no database."""
