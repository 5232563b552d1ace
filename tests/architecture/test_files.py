import re

import pytest

from tests.architecture.sources import ROOT, TEXT, our_files, relative

LONGEST = 400
# Written in parts, so that this file does not find itself.
INDEX_HOSTS = ["pypi" + ".org", "python" + "hosted.org", "npm" + "js.org", "crates" + ".io"]
LEFT_FOR_LATER = re.compile(r"\b(TO" + "DO|FIX" + r"ME|X{3})\b")


@pytest.mark.parametrize("path", our_files(".py", ".html", ".css", ".js"), ids=relative)
def test_file_is_short_enough_for_one_subject(path):
    assert len(path.read_text().splitlines()) <= LONGEST


def test_no_file_names_the_host_of_a_package_index():
    named = [
        f"{relative(path)}: {host}"
        for path in our_files(*TEXT)
        for host in INDEX_HOSTS
        if host in path.read_text()
    ]

    assert named == []


def test_nothing_is_left_for_later():
    sources = our_files(".py", ".html", ".css", ".js")

    left = [relative(path) for path in sources if LEFT_FOR_LATER.search(path.read_text())]

    assert left == []


def test_every_package_says_what_lives_there():
    tests = ROOT / "tests"
    files = [path for path in our_files(".py") if path.name == "__init__.py"]
    packages = [path for path in files if not path.is_relative_to(tests)]

    silent = [
        relative(path)
        for path in packages
        if not path.read_text().lstrip().startswith(('"""', "'''"))
    ]

    assert len(packages) > 10
    assert silent == []


@pytest.mark.parametrize("name", ["utils", "helpers", "common", "misc", "signals"])
def test_no_module_has_a_name_that_says_nothing(name):
    assert [relative(path) for path in ROOT.glob(f"[a-z]*/**/{name}.py")] == []
