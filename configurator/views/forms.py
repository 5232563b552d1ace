"""Read the forms of the configurator page into the changes that a service takes."""

import re
from decimal import Decimal

from django.http import QueryDict
from django.utils.translation import gettext as _

from configurator.artefacts import LoadedRevision
from configurator.values import Choices, shown
from foundation.api.parsing import parse_json
from foundation.errors import InvalidInput

QUANTITY_LENGTH = 4
WRITTEN_NUMBER = re.compile(r"-?[0-9]{1,15}([.,][0-9]{1,9})?")


def read_changes(form: QueryDict, loaded: LoadedRevision, own: Choices) -> dict[str, object]:
    """Return ``{group: value}`` of a form; None takes a choice back.

    The button that was pressed says what is meant: ``changes`` carries several choices as JSON,
    ``take_back`` a group, ``choice`` a ``group=value`` (``group=option:quantity`` where a group
    takes several). Without such a button, ``group`` and ``value`` are a field typed into.
    """
    if "changes" in form:
        return _carried(form.get("changes", ""))
    if "take_back" in form:
        return {form.get("take_back", ""): None}
    if "choice" in form:
        return _pressed(form.get("choice", ""), loaded, own)
    if "group" in form:
        group = form.get("group", "")
        return {group: _typed(loaded, group, form.get("value", ""))}
    raise InvalidInput(_("Press one of the buttons to choose."), code="bad_form")


def _carried(text: str) -> dict[str, object]:
    changes = parse_json(text.encode(errors="surrogatepass"))
    if not isinstance(changes, dict):
        raise InvalidInput(_("Press one of the buttons to choose."), code="bad_form")
    return changes


def _pressed(choice: str, loaded: LoadedRevision, own: Choices) -> dict[str, object]:
    group, is_pair, value = choice.partition("=")
    if not is_pair:
        raise InvalidInput(
            _("“%(choice)s” is not a choice. Press one of the buttons.")
            % {"choice": shown(choice)},
            code="bad_form",
        )
    return {group: _value(loaded, group, value, own.get(group))}


def _value(loaded: LoadedRevision, group: str, value: str, present: object) -> object:
    kind = loaded.groups[group]["kind"] if group in loaded.groups else ""
    if kind == "number":
        return _typed(loaded, group, value)
    if kind != "some_of" or not value:
        return value
    option, _colon, quantity = value.partition(":")
    present = dict(present) if isinstance(present, dict) else {}
    return present | {option: _whole(quantity)}


def _typed(loaded: LoadedRevision, group: str, value: str) -> object:
    """Return what was typed; an empty number or text that may be empty is "none"."""
    if group not in loaded.groups or loaded.groups[group]["kind"] != "number":
        return value
    return _number(value.strip())


def _number(text: str) -> object:
    """Return the number a person wrote, with a point or a comma; else the text as it is."""
    return Decimal(text.replace(",", ".")) if WRITTEN_NUMBER.fullmatch(text) else text


def _whole(text: str) -> int:
    is_whole = text.isascii() and text.isdigit() and len(text) <= QUANTITY_LENGTH
    return int(text) if is_whole else 1
