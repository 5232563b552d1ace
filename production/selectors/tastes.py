"""Complete, valid designs as customers might like them, drawn from a product's own document."""

from collections.abc import Iterator, Mapping
from random import Random
from typing import Any

from catalog.canonical import Document, canonical_text
from catalog.choices import EMPTY, plain_choices, quantities
from catalog.language import LanguageError, Schema, claim_of, evaluate, rule_expression
from catalog.language.flattening import flat_document
from catalog.language.schema import FREE

Choices = dict[str, Any]

# What customers have stitched, pressed and printed.
NAMES = (
    "Ada",
    "Noor",
    "Emil",
    "Ida",
    "ARL",
    "Otto",
    "Mila",
    "Jan",
    "Lena",
    "K. H.",
    "Ruth",
    "Sami",
)
# An option further down the list is liked less; most groups stay as they are proposed.
CHANGE_SHARE, TEXT_SHARE = 0.55, 0.6
# Walks that end at a known design are tried again, this often for each design wanted.
TRIES = 6


class Taste:
    """Walks from a valid design to others, one answer at a time, never through an invalid one."""

    def __init__(self, document: Document, rng: Random) -> None:
        self._document, self._rng = flat_document(document), rng
        self._schema = Schema.from_document(document)
        rules = self._document["rules"]
        self._rules = [rule_expression(rule, self._schema) for rule in rules]
        self._conditions = {
            group["code"]: claim_of(group["present_if"], self._schema, group.get("copy", ""))
            for group in self._document["groups"]
            if group.get("present_if")
        }
        self._proposed = {
            group["code"]: group["default"]
            for group in self._document["groups"]
            if group.get("default") not in (None, "")
        }

    def is_valid(self, choices: Mapping[str, Any]) -> bool:
        try:
            return all(evaluate(rule, self._schema, choices) for rule in self._rules) and not any(
                choices.get(code) not in EMPTY for code in self._absent(choices)
            )
        except LanguageError:
            return False

    def settled(self, choices: Choices) -> Choices:
        """Return choices without the groups that are not asked, with defaults for those that are.

        Copies of repeated groups stand under paths such as ``modules/2/cover``.
        """
        filled = self._proposed | choices
        absent = self._absent(filled)
        return {code: value for code, value in filled.items() if code not in absent}

    def walk(self, start: Choices) -> Choices:
        """Return a valid design: each group is asked once, in a random order."""
        choices = dict(start)
        groups = list(self._document["groups"])
        self._rng.shuffle(groups)
        for group in groups:
            share = TEXT_SHARE if group["kind"] == "text" else CHANGE_SHARE
            if self._rng.random() < share:
                liked = choices | {group["code"]: self._liked(group, choices)}
                changed = self.settled(liked)
                if self.is_valid(changed):
                    choices = changed
        return choices

    def _absent(self, choices: Mapping[str, Any]) -> set[str]:
        """Return the groups that are not asked; each condition is read once, not at every step."""
        return {
            code
            for code, condition in self._conditions.items()
            if not evaluate(condition, self._schema, choices)
        }

    def _liked(self, group: Document, choices: Choices) -> Any:
        kind, value = group["kind"], choices.get(group["code"])
        if kind in ("one_of", "colour"):
            return self._option(group)
        if kind == "some_of":
            return self._some(group, value)
        if kind == "number":
            return self._number(group, value)
        if kind == "text":
            return self._rng.choice(NAMES)
        return value

    def _option(self, group: Document) -> str:
        codes = [option["code"] for option in group["options"] if option["code"] != FREE]
        weights = [1 / (rank + 1) for rank in range(len(codes))]
        return str(self._rng.choices(codes, weights)[0])

    def _some(self, group: Document, value: Any) -> dict[str, int]:
        chosen = quantities(value)
        code = self._option(group)
        if code in chosen:
            del chosen[code]
        else:
            chosen[code] = 1
        return chosen

    def _number(self, group: Document, value: Any) -> Any:
        low, high, step = group.get("min"), group.get("max"), group.get("step") or 1
        if low is None or high is None:
            return value
        steps = max(1, int((float(high) - float(low)) / float(step)))
        number = float(low) + float(step) * round(self._rng.triangular(0, steps))
        return int(number) if number.is_integer() else number


def default_choices(document: Document) -> Choices:
    """Return what the document proposes for every group that is asked and has a default."""
    return Taste(document, Random(0)).settled({})  # noqa: S311 - nothing is drawn


def liked_designs(
    document: Document, starts: list[Choices], count: int, rng: Random
) -> Iterator[Choices]:
    """Yield up to `count` unlike valid designs: the starts first, then walks from them."""
    taste, document = Taste(document, rng), flat_document(document)
    seen: set[str] = set()
    valid = [dict(start) for start in starts if taste.is_valid(start)]
    for number in range(len(valid) + TRIES * count if valid else 0):
        choices = valid[number] if number < len(valid) else taste.walk(valid[number % len(valid)])
        key = canonical_text(plain_choices(document, choices))
        if key not in seen:
            seen.add(key)
            yield choices
        if len(seen) == count:
            return


def wishes_of(document: Document, choices: Mapping[str, Any]) -> frozenset[str]:
    """Return every answer as a word of its own, such as "colour=green"."""
    return frozenset(_wishes(document, choices))


def _wishes(document: Document, choices: Mapping[str, Any]) -> Iterator[str]:
    for group in flat_document(document)["groups"]:
        code, value = group["code"], choices.get(group["code"])
        if value in EMPTY:
            continue
        if group["kind"] in ("one_of", "some_of", "colour"):
            yield from (_wish(code, option, n) for option, n in quantities(value).items())
        else:
            yield f"{code}={value}"


def _wish(group: str, option: str, count: int) -> str:
    return f"{group}={option}" if count == 1 else f"{group}={count} x {option}"
