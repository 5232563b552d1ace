"""What stands against blocked options, and what forced ones come with, in a few words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from configurator.engine import NotBlocked, TimeLimitReached, explain
from configurator.presenters.amounts import change_words
from configurator.presenters.budgets import shortage_words
from configurator.services.obstacles import Obstacle, obstacles
from configurator.services.states import OptionState, State
from configurator.words import rule_sentence, value_words

NAMED_ORIGINS = 2


@dataclass(frozen=True, slots=True)
class ObstacleView:
    """One line that says what is in the way, and the price of the cheapest way out."""

    words: str
    price: str


def obstacles_in(
    state: State, group: Mapping[str, Any], shown: Sequence[OptionState]
) -> dict[str, ObstacleView]:
    """Return what stands against the blocked options that are shown."""
    blocked = [stands.code for stands in shown if stands.status == "blocked"]
    if not blocked or not state.is_valid:
        return {}
    found = obstacles(state.priced, state.configuration.own, group["code"], blocked)
    return {
        option: ObstacleView(_words(state, group, option, one), _price(state, one))
        for option, one in found.items()
    }


def origins_of(state: State, group: Mapping[str, Any], shown: Sequence[OptionState]) -> str:
    """Say what the forced option of a group comes with, empty where nothing is forced."""
    if group["kind"] != "one_of" or not any(stands.status == "forced" for stands in shown):
        return ""
    others = [stands.code for stands in shown if stands.status == "blocked"]
    artefact, own = state.priced.loaded.artefact, state.configuration.own
    for option in others[:1]:
        try:
            reason = explain(artefact, state.priced.judged(own), group["code"], option)
        except (NotBlocked, TimeLimitReached):
            continue
        named = [
            value_words(state.priced.loaded, code, value, state.language)
            for code, value in reason.choices[-NAMED_ORIGINS:]
        ]
        if named:
            return _("Comes with %(choices)s") % {"choices": _(", ").join(named)}
    return ""


def _words(state: State, group: Mapping[str, Any], option: str, obstacle: Obstacle) -> str:
    loaded, rules = state.priced.loaded, obstacle.reason.rules
    full = {code: value for code, value in state.full.items() if value is not None}
    if group["kind"] == "one_of":
        full = full | {group["code"]: option}
    own = [code for code in rules if code in loaded.rules]
    short = shortage_words(loaded, own, full)
    return short or (
        rule_sentence(loaded, (own or list(rules))[-1], state.language) if rules else ""
    )


def _price(state: State, obstacle: Obstacle) -> str:
    if obstacle.change_minor is None:
        return _("fits no design")
    words = change_words(state.priced.money(obstacle.change_minor), state.language)
    if not obstacle.is_proven:
        return _("%(change)s or less") % {"change": words}
    return _("from %(change)s") % {"change": words} if obstacle.change_minor else words
