"""Limits on guessing passwords: ten failures an address and login, then one a minute."""

from datetime import datetime

from django.http import HttpRequest
from django.utils.translation import gettext as _

from foundation.services.limits import Limit, check_limit, use

BY_LOGIN = Limit("sign-in login", capacity=10, period_s=600)
BY_ADDRESS = Limit("sign-in address", capacity=50, period_s=600)


def check_sign_in(request: HttpRequest, *, now: datetime) -> None:
    """Refuse another try after too many failed ones."""
    message = _("Too many tries. Wait a little, or ask for a new password.")
    check_limit(BY_LOGIN, _login(request), message=message, now=now)
    check_limit(BY_ADDRESS, _address(request), message=message, now=now)


def note_failed_sign_in(request: HttpRequest, *, now: datetime) -> None:
    use(BY_LOGIN, _login(request), now=now)
    use(BY_ADDRESS, _address(request), now=now)


def _login(request: HttpRequest) -> str:
    return f"{_address(request)} {request.POST.get('username', '').strip().lower()}"


def _address(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))
