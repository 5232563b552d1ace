"""Read what a form sent, and keep what was typed across requests."""

import re
import secrets
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from foundation.errors import InvalidInput
from orders.forms import CheckoutForm
from orders.models import SavedAddress

SESSION_NAME = "checkout"
KEPT_LENGTH = 500
WHOLE_NUMBER = re.compile(r"\d{1,12}", re.ASCII)


def whole_number(text: str, *, field: str) -> int:
    """Return a whole number without a sign; refuse anything else that a form can hold."""
    if not WHOLE_NUMBER.fullmatch(text.strip()):
        raise InvalidInput(
            f"The {field} must be a whole number.",
            code=f"invalid_{field.replace(' ', '_')}",
            errors=[{"pointer": f"/{field}", "detail": _("Send a whole number.")}],
        )
    return int(text)


def keep_typed(request: HttpRequest) -> None:
    """Remember the checkout's fields as they were typed, right or wrong."""
    typed = {
        name: request.POST[name][:KEPT_LENGTH] for name in CheckoutForm.KEPT if name in request.POST
    }
    if typed:
        request.session[SESSION_NAME] = typed


def fill_in(request: HttpRequest, address: SavedAddress) -> None:
    """Write a kept address into the fields, as if it had been typed."""
    request.session[SESSION_NAME] = {**typed_before(request), **address_fields(address)}


def address_fields(address: SavedAddress) -> dict[str, str]:
    names = ("name", "street", "postcode", "town", "country")
    return {name: str(getattr(address, name)) for name in names}


def typed_before(request: HttpRequest) -> Mapping[str, Any]:
    return request.session.get(SESSION_NAME, {})


def forget_typed(request: HttpRequest) -> None:
    request.session.pop(SESSION_NAME, None)


def new_key() -> str:
    """Return a fresh idempotency key for a checkout page."""
    return secrets.token_urlsafe(24)
