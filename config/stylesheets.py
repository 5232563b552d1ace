"""Serve each bundle as one file: the style sheets it imports, in its order.

The sources stay one file for each component. A visitor's browser makes one request for
them all, with `collectstatic` and without it.
"""

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

BUNDLES = ("css/site.css", "css/admin-theme.css")
IMPORT = re.compile(r'^@import url\("([^"]+)"\);$', re.MULTILINE)
RELATIVE_URL = re.compile(r'url\("(?!data:|/|#|https?:)([^"]+)"\)')


class StylesheetFinder(BaseFinder):
    """Find the bundled sheets before Django finds the sources under the same names."""

    bundles: tuple[str, ...] = BUNDLES

    def text_of(self, source: Path) -> str:
        """Return the text of a bundle."""
        return bundle(source)

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        wants_all = find_all or bool(kwargs.get("all"))
        if path not in self.bundles:
            return []
        found = str(self._write(path))
        return [found] if wants_all else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Any]]:
        for path in self.bundles:
            self._write(path)
            yield path, FileSystemStorage(location=self._folder)

    @property
    def _folder(self) -> Path:
        # Kept beside the demo's data: a temporary folder would outlive a killed server.
        return Path(settings.DEMO_DIR) / "stylesheets"

    def _write(self, path: str) -> Path:
        target = self._folder / path
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        text = self.text_of(Path(settings.STATICFILES_DIRS[0]) / path)
        if not target.exists() or target.read_text() != text:
            fresh = target.with_name(f"{target.name}.{os.getpid()}")
            fresh.write_text(text)
            fresh.replace(target)
        return target


def bundle(sheet: Path) -> str:
    """Return the sheet with every imported sheet in the place of its import.

    Addresses inside an imported sheet are rewritten to stay right from the sheet's folder.
    """

    def imported(match: re.Match[str]) -> str:
        source = sheet.parent / match.group(1)
        folder = Path(match.group(1)).parent
        return RELATIVE_URL.sub(
            lambda url: f'url("{_join(folder, url.group(1))}")', source.read_text().strip()
        )

    return IMPORT.sub(imported, sheet.read_text())


def _join(folder: Path, address: str) -> str:
    parts: list[str] = []
    for part in [*folder.parts, *address.split("/")]:
        if part == ".." and parts and parts[-1] != "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)
