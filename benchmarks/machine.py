"""The machine that measured: a figure means little without it."""

import os
import platform
from importlib.metadata import PackageNotFoundError, version
from typing import Any

PEERS = ("python-sat", "ortools", "flamapy-sat", "Django", "djangorestframework", "numpy")


def machine() -> dict[str, Any]:
    """Return cores, load, versions: what was running beside us shows in the load."""
    return {
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "cores": os.cpu_count(),
        "load": load(),
        "packages": {name: _version(name) for name in PEERS},
    }


def load() -> list[float]:
    """Return the load of the last 1, 5 and 15 minutes."""
    return [round(value, 2) for value in os.getloadavg()]


def in_words(facts: dict[str, Any]) -> str:
    packages = ", ".join(f"{name} {number}" for name, number in facts["packages"].items())
    return (
        f"Python {facts['python']} on {facts['system']}, {facts['cores']} cores, "
        f"load {facts['load'][0]:.1f}; {packages}"
    )


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not there"
