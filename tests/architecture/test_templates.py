import re

import pytest

from tests.architecture.sources import ROOT, relative

TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
# The content policy drops all of these; a page that needs one is broken, silently.
FORBIDDEN = {
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style[\s>]", re.IGNORECASE),
    "an inline script": re.compile(
        r"<script(?![^>]*\ssrc=)(?![^>]*type=.application/json)[^>]*>", re.IGNORECASE
    ),
    "an event attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "hx-on": re.compile(r"\shx-on[:=]", re.IGNORECASE),
    "a javascript: value": re.compile(r"[\"'](javascript|js):", re.IGNORECASE),
    "a foreign address": re.compile(r"(src|href)\s*=\s*[\"'](https?:)?//", re.IGNORECASE),
}


@pytest.mark.parametrize("path", TEMPLATES, ids=relative)
def test_template_passes_the_content_policy(path):
    source = path.read_text()

    found = [what for what, pattern in FORBIDDEN.items() if pattern.search(source)]

    assert found == []


@pytest.mark.parametrize(
    ("what", "markup"),
    [
        ("a style attribute", '<p class="a" style="color: red">'),
        ("a style element", "<style>p {}</style>"),
        ("an inline script", "<script>go()</script>"),
        ("an event attribute", '<button onclick="go()">'),
        ("hx-on", '<p hx-on:click="go()">'),
        ("a javascript: value", '<a href="javascript:go()">'),
        ("a foreign address", '<script src="https://example.com/a.js"></script>'),
    ],
)
def test_guard_finds_what_it_looks_for(what, markup):
    assert FORBIDDEN[what].search(markup)
