"""Small documents for hand-worked cases."""

from typing import Any

from configurator.engine import Artefact, Limits, Model, compile_model


def one_of(code: str, options: dict[str, dict[str, Any]] | list[str], **settings: Any) -> dict:
    """Return a one_of group; options are codes, or codes with attributes."""
    return {"code": code, "kind": "one_of", "is_optional": False} | _options(options) | settings


def some_of(code: str, options: dict[str, dict[str, Any]] | list[str], **settings: Any) -> dict:
    """Return a some_of group that may stay empty."""
    counts = {"min_count": 0, "max_count": None, "max_quantity": 1}
    return {"code": code, "kind": "some_of"} | counts | _options(options) | settings


def number(code: str, minimum: Any, maximum: Any, step: Any = 1, **settings: Any) -> dict:
    """Return a number group."""
    bounds = {"minimum": minimum, "maximum": maximum, "step": step}
    return {"code": code, "kind": "number", "is_optional": False} | bounds | settings


def text(code: str, max_length: int, **settings: Any) -> dict:
    """Return a text group that may stay empty."""
    return {"code": code, "kind": "text", "is_optional": True, "max_length": max_length} | settings


def document(groups: list[dict], *sources: str, tables: list[dict] | None = None) -> dict:
    """Return a document with rules r0, r1, ... and tables."""
    rules = [
        {"code": f"r{place}", "kind": "formula", "source": source}
        for place, source in enumerate(sources)
    ]
    return {"format": 1, "product": "test", "groups": groups, "rules": rules + (tables or [])}


def compiled(groups: list[dict], *sources: str, limits: Limits | None = None) -> Artefact:
    """Return the compiled model of some groups and rules."""
    return compile_model(Model.from_document(document(groups, *sources)), limits)


def _options(options: dict[str, dict[str, Any]] | list[str]) -> dict:
    by_code = options if isinstance(options, dict) else {code: {} for code in options}
    kinds = {
        code: "word" if isinstance(value, str) else "number"
        for attributes in by_code.values()
        for code, value in attributes.items()
    }
    return {
        "attributes": [{"code": code, "kind": kind} for code, kind in kinds.items()],
        "options": [{"code": code, "attributes": values} for code, values in by_code.items()],
    }
