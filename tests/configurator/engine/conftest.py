import pytest

from configurator.engine.witness import compile as compiling


@pytest.fixture
def undivided(monkeypatch):
    """Let witnesses answer what small models would otherwise have few cases for."""
    monkeypatch.setattr(compiling, "divide", lambda component, budget: None)
