import re

import pytest

from tests.architecture.sources import ROOT

PIN = re.compile(r"^(?P<name>[a-z0-9._-]+)(\[[^]]*\])?==(?P<version>\S+)(?P<rest>.*)$")
LOCKS = ["run", "test", "bench"]


def pins(lock: str) -> dict[tuple[str, str], str]:
    """Return the version of each package (with its marker) in one lock."""
    found = {}
    for line in (ROOT / "requirements" / f"{lock}.txt").read_text().splitlines():
        if match := PIN.match(line):
            found[match["name"], match["rest"].strip(" \\")] = match["version"]
    return found


def versions(lock: str, name: str, condition: str) -> set[str]:
    """Return the versions that hold under a condition: their own is the same, or wider."""
    return {
        version
        for (found, wider), version in pins(lock).items()
        if found == name and (not wider or condition.strip("; ") in wider.strip("; ").split(" or "))
    }


@pytest.mark.parametrize("lock", ["test", "bench"])
def test_lock_holds_every_pin_of_the_run_lock(lock):
    differing = {
        (name, condition): version
        for (name, condition), version in pins("run").items()
        if version not in versions(lock, name, condition)
    }

    assert differing == {}


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_has_a_hash_for_every_pin_and_no_address(lock):
    text = (ROOT / "requirements" / f"{lock}.txt").read_text()

    blocks = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]

    assert len(blocks) == len(pins(lock)) > 40
    assert [block for block in blocks if "--hash=sha256:" not in block] == []
    assert "://" not in text


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_holds_every_requirement_by_name(lock):
    lines = (ROOT / "requirements" / f"{lock}.in").read_text().splitlines()
    asked = {
        re.split(r"[\[~=<> ;]", line)[0].lower()
        for line in lines
        if line and not line.startswith(("#", "-"))
    }

    assert asked - {name for name, _ in pins(lock)} == set()
