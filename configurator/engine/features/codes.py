"""Codes made from names, as the rule language and the catalog allow them."""

import re
import unicodedata

from catalog.language.grammar import RESERVED_WORDS

LONGEST = 50


class Codes:
    """Hands out codes; each only once."""

    def __init__(self) -> None:
        self._used: set[str] = set()
        self._following: dict[str, int] = {}

    def code(self, name: str) -> str:
        """Return a code that reminds of a name: a letter, then letters, figures and hyphens."""
        plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
        stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST].strip("-")
        if not stem or not stem[0].isalpha():
            stem = f"x-{stem}".strip("-")
        found = stem
        while found in self._used or found in RESERVED_WORDS:
            self._following[stem] = self._following.get(stem, 1) + 1
            found = f"{stem}-{self._following[stem]}"
        self._used.add(found)
        return found
