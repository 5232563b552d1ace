import pytest

from catalog.checks import own, registry


@pytest.fixture(autouse=True)
def only_own_checks(monkeypatch):
    """The catalog is tested alone: without the checks and steps that rooms above register."""
    monkeypatch.setattr(registry, "_checks", {})
    monkeypatch.setattr(registry, "_steps", {})
    own.register()
