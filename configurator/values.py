"""Read the values of choices strictly, whatever sent them: REST, a form or an order line."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from catalog.language.flattening import NESTED
from catalog.language.schema import FREE
from catalog.text_rules import TextRefused, check_text
from configurator.artefacts import LoadedRevision
from configurator.selectors.files import is_there
from foundation.errors import InvalidInput

Value = str | int | float | dict[str, int]
Choices = dict[str, Value]
Options = Mapping[str, dict[str, Any]]

NONE = ""
SHOWN_LENGTH = 40
LISTED_CODES = 12
COLOUR = re.compile("#[0-9a-fA-F]{6}")


class ValueRefused(Exception):
    """A value that its group cannot take; the text says what to send instead."""

    def __init__(self, detail: str, *, member: str = "") -> None:
        super().__init__(detail)
        self.detail = detail
        self.member = member


def read_choices(loaded: LoadedRevision, raw: object) -> dict[str, Value | None]:
    """Return the choices in the one form they are stored in; None takes a choice back.

    Raises
    ------
    InvalidInput
        With a pointer and an advice for every value that cannot be used.
    """
    if not isinstance(raw, Mapping):
        raise InvalidInput(
            "Send choices as an object of group and value.",
            code="invalid_choices",
            errors=[{"pointer": "/choices", "detail": "Must be an object of group and value."}],
        )
    read: dict[str, Value | None] = {}
    errors: list[dict[str, str]] = []
    flat, wrong = written_out(loaded, raw)
    errors += [{"pointer": pointer, "detail": detail} for pointer, detail in wrong]
    for code, value in flat.items():
        try:
            read[code] = _read(loaded, code, value)
        except ValueRefused as refused:
            pointer = "/".join(("/choices", _escape(code))) + refused.member
            errors.append({"pointer": pointer, "detail": refused.detail})
    if errors:
        raise InvalidInput(_summary(errors), code="invalid_choices", errors=errors)
    return read


def merge_choices(own: Mapping[str, Value], changes: Mapping[str, Value | None]) -> Choices:
    """Return the own choices after the changes; None takes a choice back."""
    merged = {code: value for code, value in own.items() if code not in changes}
    return merged | {code: value for code, value in changes.items() if value is not None}


def is_none(value: Value | None) -> bool:
    """Say whether a value means "nothing of this group", chosen on purpose."""
    return value == NONE or value == {}


def plain_value(value: Any) -> Any:
    """Return a value as JSON knows it: whole numbers as such, others as floats."""
    if value is None or isinstance(value, bool | int | str | dict):
        return value
    exact = float(value)
    return int(exact) if exact.is_integer() else exact


def shown(value: object) -> str:
    """Return a value for a message: short, and nothing invisible in it."""
    text = value if isinstance(value, str) else repr(value)
    visible = "".join(
        letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text
    )
    return visible if len(visible) <= SHOWN_LENGTH else f"{visible[:SHOWN_LENGTH]}…"


def written_out(
    loaded: LoadedRevision, raw: Mapping[Any, object]
) -> tuple[dict[Any, object], list[tuple[str, str]]]:
    """Write values of nested and repeated groups out by path; also return what cannot be.

    Such a value stands for its whole group: what it does not name is taken back.
    """
    flat: dict[Any, object] = {}
    wrong: list[tuple[str, str]] = []
    for code, value in raw.items():
        group = loaded.groups.get(code) if isinstance(code, str) else None
        if group is None or "inner_groups" not in group:
            flat[code] = value
            continue
        try:
            flat |= _copies(loaded, group, value)
        except ValueRefused as refused:
            wrong.append((f"/choices/{_escape(code)}{refused.member}", refused.detail))
    return flat, wrong


def _copies(loaded: LoadedRevision, group: dict[str, Any], value: object) -> dict[str, object]:
    code = group["code"]
    inside = [other for other in loaded.groups if other.startswith(f"{code}/")]
    is_count = isinstance(value, int | float | Decimal) and not isinstance(value, bool)
    if value is None or is_count:
        # A plain number says how many copies there are and leaves the rest as it is.
        return {code: value} | (dict.fromkeys(inside) if value is None else {})
    is_single = group["written_kind"] == NESTED
    if is_single and isinstance(value, Mapping):
        value = [value]
    if value == NONE or value == {}:
        value = []
    if not isinstance(value, list) or not all(isinstance(copy, Mapping) for copy in value):
        wanted = _("Send an object of choices.") if is_single else _("Send a list of choices.")
        raise ValueRefused(wanted)
    if len(value) > group["maximum"]:
        raise ValueRefused(_("Send at most %(most)s.") % {"most": group["maximum"]})
    flat: dict[str, object] = {code: len(value) or NONE} | dict.fromkeys(inside)
    for number, copy in enumerate(value, 1):
        for name, own in copy.items():
            path = f"{code}/{number}/{name}"
            if path not in loaded.groups:
                known = ", ".join(group["inner_groups"])
                raise ValueRefused(
                    _("There is no group “%(code)s”. Groups here are: %(known)s.")
                    % {"code": shown(name), "known": known},
                    member=f"/{number - 1}/{_escape(name)}",
                )
            is_inner = "inner_groups" in loaded.groups[path]
            flat |= _copies(loaded, loaded.groups[path], own) if is_inner else {path: own}
    return flat


def _read(loaded: LoadedRevision, code: object, value: object) -> Value | None:
    group = loaded.groups.get(code) if isinstance(code, str) else None
    if group is None:
        raise ValueRefused(
            _("There is no group “%(code)s”. Groups here are: %(known)s.")
            % {"code": shown(code), "known": _listed(loaded.groups)}
        )
    if value is None:
        return None
    if group["kind"] == "one_of":
        return _read_option(group, loaded.options[group["code"]], value)
    if group["kind"] == "colour":
        return _read_colour(group, loaded.options[group["code"]], value)
    if group["kind"] == "some_of":
        return _read_quantities(group, loaded.options[group["code"]], value)
    if group["kind"] == "file":
        return _read_file(group, value)
    return _read_number(group, value) if group["kind"] == "number" else _read_text(group, value)


def _read_option(group: dict[str, Any], options: Options, value: object) -> str:
    if not isinstance(value, str):
        raise ValueRefused("Send the code of one option as text.")
    if value == NONE:
        return _read_nothing(group)
    _require_option(options, value)
    return value


def _read_colour(group: dict[str, Any], options: Options, value: object) -> str:
    if isinstance(value, str) and value.startswith(FREE):
        if group.get("is_free") and COLOUR.fullmatch(value):
            return value.lower()
        if group.get("is_free"):
            raise ValueRefused(_("Send a colour as #rrggbb, such as #2f5d8a."))
        raise ValueRefused(
            _("Only these colours can be had: %(known)s.") % {"known": _listed(options)}
        )
    return _read_option(group, options, value)


def _read_quantities(group: dict[str, Any], options: Options, value: object) -> dict[str, int]:
    if value == NONE:
        value = {}
    if isinstance(value, list):
        if len(set(map(repr, value))) != len(value):
            raise ValueRefused(
                "An option is named twice. Send {option: quantity} for more than one."
            )
        value = {_option_code(options, code): 1 for code in value}
    if not isinstance(value, Mapping):
        raise ValueRefused("Send a list of option codes, or an object of option and quantity.")
    quantities = {
        _option_code(options, code): _read_quantity(group, code, quantity)
        for code, quantity in value.items()
    }
    return {code: quantity for code, quantity in quantities.items() if quantity}


def _read_quantity(group: dict[str, Any], code: str, quantity: object) -> int:
    most = group.get("max_quantity") or 1
    if isinstance(quantity, bool) or not isinstance(quantity, int) or not 0 <= quantity <= most:
        raise ValueRefused(
            _("Send a whole number from 0 to %(most)s.") % {"most": most},
            member=f"/{_escape(code)}",
        )
    return quantity


def _read_number(group: dict[str, Any], value: object) -> int | float | str:
    if value == NONE:
        return _read_nothing(group)
    number = _exact(value)
    low, high, step = (Decimal(str(group[name])) for name in ("minimum", "maximum", "step"))
    unit = f" {group['unit']}" if group.get("unit") else ""
    if number is None or not low <= number <= high:
        raise ValueRefused(
            _("Send a number from %(low)s to %(high)s.")
            % {"low": f"{low:f}", "high": f"{high:f}{unit}"}
        )
    if (number - low) % step:
        raise ValueRefused(
            _("Send %(low)s or that plus whole steps of %(step)s.")
            % {"low": f"{low:f}{unit}", "step": f"{step:f}{unit}"}
        )
    return int(number) if number == number.to_integral_value() else float(number)


def _exact(value: object) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return None
    number = Decimal(str(value))
    return number if number.is_finite() else None


def _read_text(group: dict[str, Any], value: object) -> str:
    if not isinstance(value, str):
        raise ValueRefused(_("Send text."))
    if value.strip() == NONE:
        return _read_nothing(group)
    try:
        return check_text(group, value)
    except TextRefused as refused:
        raise ValueRefused(str(refused)) from None


def _read_file(group: dict[str, Any], value: object) -> str:
    if not isinstance(value, str):
        raise ValueRefused(_("Send the id of a file."))
    if value == NONE:
        return _read_nothing(group)
    if not is_there(value):
        raise ValueRefused(_("There is no such file. Upload it first, then send its id."))
    return value


def _read_nothing(group: dict[str, Any]) -> str:
    if not (group.get("is_optional") or group.get("present_if")):
        raise ValueRefused(_("This needs a value. Send null to take your choice back."))
    return NONE


def _option_code(options: Options, code: object) -> str:
    if not isinstance(code, str):
        raise ValueRefused("Send the codes of options as text.")
    _require_option(options, code)
    return code


def _require_option(options: Options, code: str) -> None:
    if code not in options:
        raise ValueRefused(
            _("There is no option “%(code)s” here. Options are: %(known)s.")
            % {"code": shown(code), "known": _listed(options)}
        )


def _listed(codes: Mapping[str, Any]) -> str:
    named = ", ".join(list(codes)[:LISTED_CODES])
    if len(codes) <= LISTED_CODES:
        return named
    return _("%(named)s and %(more)s more") % {"named": named, "more": len(codes) - LISTED_CODES}


def _escape(code: object) -> str:
    return shown(code).replace("~", "~0").replace("/", "~1")


def _summary(errors: list[dict[str, str]]) -> str:
    first = errors[0]
    return f"{first['pointer'].rpartition('/choices/')[2]}: {first['detail']}"
