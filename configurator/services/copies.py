"""Take one copy of a repeated group out: those behind it move up."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from configurator.artefacts import LoadedRevision
from configurator.values import NONE, Choices
from foundation.errors import InvalidInput


def without_copy(
    loaded: LoadedRevision, own: Choices, full: Choices, pressed: str
) -> dict[str, object]:
    """Return the changes that take a copy out.

    Parameters
    ----------
    own
        The own choices: those of later copies move to the one before.
    full
        The design as it is shown, which tells how many copies there are.
    pressed
        ``group:number``.

    Raises
    ------
    InvalidInput
        When there is no such copy.
    """
    code, _colon, number = pressed.rpartition(":")
    many = int(str(full.get(code) or 0)) if "inner_groups" in loaded.groups.get(code, {}) else 0
    if not (number.isascii() and number.isdigit() and 1 <= int(number) <= many):
        raise InvalidInput(_("There is no such copy."), code="bad_form")
    changes: dict[str, object] = {code: many - 1 or NONE}
    for place in range(int(number), many + 1):
        for path in _inside(loaded.groups, f"{code}/{place}/"):
            rest = path.removeprefix(f"{code}/{place}/")
            changes[path] = own.get(f"{code}/{place + 1}/{rest}") if place < many else None
    return changes


def _inside(groups: Mapping[str, Any], start: str) -> list[str]:
    return [path for path in groups if path.startswith(start)]
