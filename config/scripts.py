"""Serve each bundle of scripts as one file: the modules it imports, in its order.

The sources stay one module for each behaviour. A visitor's browser makes one request for
them all, with `collectstatic` and without it. Modules speak to each other by events, so that
each stands in a block of its own and needs no name of another.
"""

import re
from pathlib import Path

from config.stylesheets import StylesheetFinder

IMPORT = re.compile(r'^import "\./([^"]+)";$', re.MULTILINE)
REMARK = re.compile(r"^//.*\n", re.MULTILINE)


class ScriptFinder(StylesheetFinder):
    """Find the bundled scripts before Django finds the sources under the same names."""

    bundles = ("js/site.js", "js/configurator.js")

    def text_of(self, source: Path) -> str:
        return bundle(source)


def bundle(script: Path) -> str:
    """Return the script with every imported module in the place of its import, as a block."""

    def imported(match: re.Match[str]) -> str:
        source = (script.parent / match.group(1)).read_text()
        return "{\n" + REMARK.sub("", source).strip() + "\n}"

    return IMPORT.sub(imported, REMARK.sub("", script.read_text()))
