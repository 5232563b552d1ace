"""The field for a colour of the customer's own, under the swatches of a colour group."""

from dataclasses import dataclass
from typing import Any

from catalog.language.schema import FREE
from configurator.presenters.options import OptionView, option_view
from configurator.services.states import State

FIRST_COLOUR = "#2f5d8a"
"""Where the field begins: an input for a colour can show no emptiness."""


@dataclass(frozen=True, slots=True)
class FreeColour:
    """`option` says what an own colour costs and how it stands."""

    option: OptionView
    value: str
    is_own: bool


def free_colour(state: State, group: dict[str, Any]) -> FreeColour | None:
    """Return the field of a group that takes any colour, None for all others."""
    if not group.get("is_free"):
        return None
    *_swatches, stands = state.options(group["code"])
    value = str(state.full.get(group["code"]) or "")
    own = str(state.configuration.own.get(group["code"]) or "")
    return FreeColour(
        option=option_view(state, group, group["options"][-1], stands),
        value=value if value.startswith(FREE) else FIRST_COLOUR,
        is_own=own.startswith(FREE),
    )


def swatched(group: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the options that are shown one by one: all but the one for own colours."""
    return [option for option in group.get("options", ()) if option["code"] != FREE]
