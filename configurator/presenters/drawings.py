"""The drawing of a design, None for a product that has none."""

from typing import Any

from catalog.pictures import Picture, picture_layers


def drawn(document: dict[str, Any], choices: dict[str, Any], language: str) -> Picture | None:
    """Return the picture of complete choices."""
    if not document.get("picture"):
        return None
    return picture_layers(document, choices, language)
