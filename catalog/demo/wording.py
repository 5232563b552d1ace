"""Say the demo's English texts in every language that the shop speaks."""

import json
from collections.abc import Mapping
from pathlib import Path


class Wording:
    """The translations of a folder: ``de.json`` maps an English text to the German one.

    Where one English text needs two translations, the second is kept under ``place:text``.
    """

    def __init__(self, folder: Path) -> None:
        self.by_language: Mapping[str, Mapping[str, str]] = {
            file.stem: json.loads(file.read_text("utf-8")) for file in sorted(folder.glob("*.json"))
        }

    def said(self, text: str, place: str = "") -> dict[str, str]:
        """Return a text by language; a proper name has no translation and stays English.

        Nothing is said for an empty text.
        """
        if not text:
            return {}
        translated = {
            language: texts.get(f"{place}:{text}") or texts.get(text)
            for language, texts in self.by_language.items()
        }
        return {"en": text} | {language: own for language, own in translated.items() if own}


WORDING = Wording(Path(__file__).parent / "translations")
"""The texts of the products."""
