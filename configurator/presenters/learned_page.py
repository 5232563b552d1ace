"""The staff page of what a product's customers taught, ready to be shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from catalog.texts import in_language
from configurator.artefacts import LoadedRevision
from configurator.selectors.learned import Learned
from configurator.words import BUILT_IN, PRESENCE, group_name, rule_sentence

MOST_OPTIONS = 10
Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Counted:
    """One thing and how many designs it counts, with its share of all in percent."""

    name: str
    count: int
    percent: int
    detail: str = ""


@dataclass(frozen=True, slots=True)
class LearnedPage:
    """Steps in the order of the page; options and rules with the most first."""

    title: str
    designs: int
    steps: list[tuple[Counted, Counted]]
    options: list[Counted]
    rules: list[Counted]


def learned_page(loaded: LoadedRevision, found: Learned, language: str) -> LearnedPage:
    """Say the counts in words; what the present revision has no more keeps its code."""
    steps = [
        (
            _counted(
                group_name(loaded, code, language), found.answered.get(code, 0), found.designs
            ),
            _counted("", found.stopped.get(code, 0), found.designs),
        )
        for code in loaded.groups
        if "/" not in code
    ]
    options = [
        _counted(
            _option_name(loaded, group, option, language),
            count,
            found.designs,
            detail=group_name(loaded, group, language),
        )
        for (group, option), count in _most(found.chosen)
        if option in loaded.options.get(group, {})
    ]
    stopped = sum(found.stops.values())
    rules = [
        _counted(_rule_words(loaded, code, language), count, stopped, detail=code)
        for code, count in _most(found.stops)
    ]
    return LearnedPage(
        title=in_language(loaded.document["name"], language),
        designs=found.designs,
        steps=steps,
        options=options[:MOST_OPTIONS],
        rules=rules,
    )


def _most(counts: Mapping[Key, int]) -> list[tuple[Key, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], str(item[0])))


def _counted(name: str, count: int, of: int, detail: str = "") -> Counted:
    return Counted(name, count, round(100 * count / of) if of else 0, detail)


def _option_name(loaded: LoadedRevision, group: str, option: str, language: str) -> str:
    return in_language(loaded.options[group][option]["name"], language) or option


def _rule_words(loaded: LoadedRevision, code: str, language: str) -> str:
    known = {rule["code"] for rule in loaded.document["rules"]}
    is_built_in = code.startswith((BUILT_IN, PRESENCE)) and code.partition(":")[2] in loaded.groups
    return rule_sentence(loaded, code, language) if code in known or is_built_in else code
