"""Who is at the other end of a page: an account, or a browser session."""

import hashlib
import secrets
from dataclasses import dataclass, field
from datetime import timedelta

from django.http import HttpRequest

from foundation.models import Account
from foundation.signed_in import signed_in_account

SESSION_NAME = "visitor"
COOKIE = "visitor"
OPENED_NAME = "opened_orders"
MAX_OPENED = 50
# As long as a cart that nobody touches stays.
KEPT_FOR = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Visitor:
    """The account that signed in, if any, the digest of the session's own key, and the
    numbers of orders that a secret link opened for this session."""

    account: Account | None = None
    session_digest: str = ""
    opened_orders: frozenset[str] = field(default_factory=frozenset)


def visitor_of(request: HttpRequest) -> Visitor:
    """Return who is asking, without starting a session for them."""
    key = _key_of(request)
    return Visitor(
        account=signed_in_account(request),
        session_digest=digest_of(key) if key else "",
        opened_orders=frozenset(request.session.get(OPENED_NAME, ())),
    )


def lasting_visitor_of(request: HttpRequest) -> Visitor:
    """Return who is asking, and give the session a key of its own where it has none.

    The key survives signing in, which Django's own session key does not, and in a cookie of
    its own an expired session.
    """
    if SESSION_NAME not in request.session:
        request.session[SESSION_NAME] = _key_of(request) or secrets.token_urlsafe(24)
    return visitor_of(request)


def remember_opened(request: HttpRequest, number: str) -> None:
    """Let this session open the order from now on."""
    opened = [known for known in request.session.get(OPENED_NAME, []) if known != number]
    request.session[OPENED_NAME] = [*opened, number][-MAX_OPENED:]


def key_in_cookie(request: HttpRequest) -> str:
    """Return the key of a session that is gone, or the empty string."""
    return str(request.get_signed_cookie(COOKIE, default="", max_age=KEPT_FOR))


def digest_of(key: str) -> str:
    """Keys carry 192 random bits, so one round of SHA-256 is enough."""
    return hashlib.sha256(key.encode()).hexdigest()


def _key_of(request: HttpRequest) -> str:
    return str(request.session.get(SESSION_NAME, "")) or key_in_cookie(request)
